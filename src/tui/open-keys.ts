import { openSync } from 'node:fs';
import { isatty, ReadStream } from 'node:tty';

/** Where keys come from. */
export interface KeySource {
  readonly stdin: ReadStream;
  close(): void;
}

const STDIN = 0;

/**
 * The terminal's keys: standard input where that is the terminal and no log, else the controlling terminal, opened
 * anew. `undefined` where there is none: a service, a job in the background of a server.
 */
export function openKeys(isStdinRead: boolean): KeySource | undefined {
  if (!isStdinRead && isatty(STDIN)) {
    return { stdin: process.stdin, close: () => void process.stdin.pause() };
  }
  const path = process.platform === 'win32' ? '\\\\.\\CONIN$' : '/dev/tty';
  try {
    const stdin = new ReadStream(openSync(path, 'r'));
    return { stdin, close: () => void stdin.destroy() };
  } catch {
    return undefined;
  }
}
