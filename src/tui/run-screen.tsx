import type { ReadStream, WriteStream } from 'node:tty';
import { type Instance, render } from 'ink';
import type { Lang, Report } from '../model/report.js';
import type { TriageEvent, TriageSession } from '../model/triage.js';
import { createCalm } from './calm.js';
import { type Canvas, createCanvas } from './canvas.js';
import { createKnown } from './known.js';
import type { KeySource } from './open-keys.js';
import { perform } from './perform.js';
import { Screen } from './Screen.js';
import { watchSignals } from './signals.js';
import { initialState } from './state.js';
import { createStore, type Store } from './store.js';
import { createTerminal } from './terminal.js';
import type { Theme } from './theme.js';
import { createUndo } from './undo.js';

export interface ScreenOptions {
  readonly session: TriageSession;
  /** Of a terminal; not the pipe that is read. */
  readonly keys: KeySource;
  readonly stdout: WriteStream;
  readonly lang: Lang;
  readonly theme: Theme;
  /** The input has no end of its own. */
  readonly live: boolean;
  readonly paths: readonly string[];
  readonly hasClipboard: boolean;
}

/** How it ended, with what was found up to then; where there is nothing to report, `message` says why in a sentence. */
export interface Exit {
  readonly how: 'quit' | 'interrupted' | 'failed';
  readonly report?: Report;
  readonly message?: string;
}

/** Shows the session until the user leaves. However it ends, the terminal is as it was before. */
export const runScreen = (options: ScreenOptions): Promise<Exit> =>
  new Promise((resolve, reject) => start(options, resolve, reject));

function start(
  options: ScreenOptions,
  resolve: (exit: Exit) => void,
  reject: (error: unknown) => void,
): void {
  const { session, keys, stdout, lang } = options;
  const undo = createUndo();
  const terminal = createTerminal(stdout);
  const canvas = createCanvas(sizeOf(stdout), (frame) => terminal.show(frame.split('\n')));
  const known = createKnown(options);
  const finish = (exit: Pick<Exit, 'how' | 'message'>): void => {
    undo.run();
    resolve({ ...known.atEnd(), ...exit });
  };
  const { live, paths, hasClipboard } = options;
  const begun = { lang, live, paths, hasClipboard, ...sizeOf(stdout) };
  const store = createStore(initialState(begun), (effect) => {
    if (effect.kind === 'stop') known.leave();
    perform(effect, {
      session,
      terminal,
      lang,
      report: known.now,
      early: known.early,
      tell: store.tell,
      leave: (how) => finish({ how }),
      suspend: () => signals.suspend(),
    });
  });
  const calm = createCalm(store.tell);
  const resized = (): void => {
    Object.assign(canvas, sizeOf(stdout));
    keys.raw(true);
    terminal.forget();
    store.tell({ kind: 'resize', ...sizeOf(stdout) });
  };
  const signals = watchSignals({
    interrupted: () => finish({ how: 'interrupted' }),
    crashed: () => {
      undo.run();
      keys.raw(false);
    },
    suspended: () => {
      terminal.leave();
      keys.raw(false);
    },
    resumed: () => {
      keys.raw(true);
      terminal.enter();
      resized();
    },
  });
  const hear = (event: TriageEvent): void => {
    if (event.kind === 'failed') {
      finish({ how: 'failed', message: event.message });
      return;
    }
    known.hear(event);
    // What wrote into the pipe may have left the terminal in another mode.
    if (event.kind === 'triage' && event.final) keys.raw(true);
    store.tell({ kind: 'event', event });
    calm.after(event);
  };

  terminal.enter();
  undo.add(terminal.leave, signals.stop, calm.stop, store.stop);
  const ink = draw(options, canvas, store);
  undo.add(ink.unmount);
  ink.waitUntilExit().catch((error: unknown) => {
    undo.run();
    reject(error);
  });
  undo.add(
    listen(stdout, 'resize', resized),
    listen(keys.stdin, 'end', () => finish({ how: 'interrupted' })),
  );
  undo.add(session.subscribe(hear));
}

const sizeOf = ({ columns, rows }: WriteStream) => ({ columns: columns || 80, rows: rows || 24 });

/** Gives back how to listen no more. */
function listen(to: ReadStream | WriteStream, event: 'resize' | 'end', react: () => void) {
  to.on(event, react);
  return () => void to.off(event, react);
}

const draw = ({ keys, theme }: ScreenOptions, canvas: Canvas, store: Store): Instance =>
  render(<Screen feed={store} theme={theme} />, {
    stdout: canvas as unknown as WriteStream, // Ink asks it for no more than a canvas has
    stdin: keys.stdin,
    debug: true, // each frame is given whole; the terminal gets what is new of it
    exitOnCtrlC: false,
    patchConsole: false,
    isScreenReaderEnabled: false,
  });
