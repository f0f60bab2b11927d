import { openSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { isatty, ReadStream } from 'node:tty';

/** Where keys come from: a terminal that echoes nothing from the start. */
export interface KeySource {
  readonly stdin: ReadStream;
  /** Whether each key comes at once and without echo; only this changes it. */
  raw(isOn: boolean): void;
  /** Keys that are still typed go nowhere, but for Ctrl-C. */
  swallow(interrupted: () => void): void;
  /** The terminal is as it was before; what was typed until now is taken from it. */
  close(): Promise<void>;
}

const STDIN = 0;
const CTRL_C = 3;

/**
 * The terminal's keys: standard input where that is the terminal and no log, else the controlling terminal, opened
 * anew. `undefined` where there is none: a service, a job in the background of a server.
 */
export function openKeys(isStdinRead: boolean): KeySource | undefined {
  try {
    if (!isStdinRead && isatty(STDIN)) return keysFrom(process.stdin, () => process.stdin.pause());
    const path = process.platform === 'win32' ? '\\\\.\\CONIN$' : '/dev/tty';
    const stdin = new ReadStream(openSync(path, 'r'));
    return keysFrom(stdin, () => stdin.destroy());
  } catch {
    return undefined;
  }
}

function keysFrom(stdin: ReadStream, end: () => void): KeySource {
  const setRaw = stdin.setRawMode.bind(stdin);
  // Ink would end it with its last frame, while keys still come.
  stdin.setRawMode = () => stdin;
  setRaw(true);
  return {
    stdin,
    raw(isOn) {
      // Another program may have set the terminal anew; what is so already is not set again.
      if (isOn) setRaw(false);
      setRaw(isOn);
    },
    swallow(interrupted) {
      stdin.on('data', (keys: Buffer | string) => {
        if (Buffer.from(keys).includes(CTRL_C)) interrupted();
      });
      stdin.resume();
    },
    async close() {
      await setImmediate();
      setRaw(false);
      stdin.removeAllListeners('data');
      end();
    },
  };
}
