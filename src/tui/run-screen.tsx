import type { ReadStream, WriteStream } from 'node:tty';
import { type Instance, render } from 'ink';
import type { Lang, Report } from '../model/report.js';
import type { TriageEvent, TriageSession } from '../model/triage.js';
import { createCalm } from './calm.js';
import { type Canvas, createCanvas } from './canvas.js';
import { perform } from './perform.js';
import { Screen } from './Screen.js';
import { watchSignals } from './signals.js';
import { initialState } from './state.js';
import { createStore, type Store } from './store.js';
import { createTerminal, type Terminal } from './terminal.js';
import type { Theme } from './theme.js';
import { createUndo } from './undo.js';

export interface ScreenOptions {
  readonly session: TriageSession;
  /** A terminal, for the keys; not the pipe that is read. */
  readonly stdin: ReadStream;
  readonly stdout: WriteStream;
  readonly lang: Lang;
  readonly theme: Theme;
  /** The input has no end of its own. */
  readonly live: boolean;
}

/** How it ended, with what was found up to then; `failed` says why in a sentence. */
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
  const { session, stdin, stdout, lang, live } = options;
  const undo = createUndo();
  const terminal = createTerminal(stdout);
  const canvas = createCanvas(sizeOf(stdout), (frame) => terminal.show(frame.split('\n')));
  let report: Report | undefined;
  const finish = (exit: Pick<Exit, 'how' | 'message'>): void => {
    undo.run();
    resolve({ ...exit, ...(report ? { report } : {}) });
  };
  const store = createStore(initialState({ lang, live, ...sizeOf(stdout) }), (effect) =>
    perform(effect, {
      session,
      terminal,
      lang,
      report: () => report,
      tell: store.tell,
      leave: (how) => finish({ how }),
      suspend: () => signals.suspend(),
    }),
  );
  const calm = createCalm(store.tell);
  const resized = (): void => {
    Object.assign(canvas, sizeOf(stdout));
    terminal.forget();
    store.tell({ kind: 'resize', ...sizeOf(stdout) });
  };
  const signals = watchSignals({
    interrupted: () => finish({ how: 'interrupted' }),
    crashed: undo.run,
    suspended: () => release(stdin, terminal),
    resumed: () => {
      seize(stdin, terminal);
      resized();
    },
  });
  const hear = (event: TriageEvent): void => {
    if (event.kind === 'failed') {
      finish({ how: 'failed', message: event.message });
      return;
    }
    if (event.kind === 'triage') report = event.triage.report;
    store.tell({ kind: 'event', event });
    calm.after(event);
  };

  // Before the first frame: keys that come early are for the screen, too.
  seize(stdin, terminal);
  undo.add(() => release(stdin, terminal), signals.stop, calm.stop, store.stop);
  const ink = draw(options, canvas, store);
  undo.add(ink.unmount);
  ink.waitUntilExit().catch((error: unknown) => {
    undo.run();
    reject(error);
  });
  undo.add(
    listen(stdout, 'resize', resized),
    listen(stdin, 'end', () => finish({ how: 'interrupted' })),
  );
  undo.add(session.subscribe(hear));
}

const sizeOf = ({ columns, rows }: WriteStream) => ({ columns: columns || 80, rows: rows || 24 });

function seize(stdin: ReadStream, terminal: Terminal): void {
  stdin.setRawMode(true);
  terminal.enter();
}

function release(stdin: ReadStream, terminal: Terminal): void {
  terminal.leave();
  stdin.setRawMode(false);
}

/** Gives back how to listen no more. */
function listen(to: ReadStream | WriteStream, event: 'resize' | 'end', react: () => void) {
  to.on(event, react);
  return () => void to.off(event, react);
}

const draw = ({ stdin, theme }: ScreenOptions, canvas: Canvas, store: Store): Instance =>
  render(<Screen feed={store} theme={theme} />, {
    stdout: canvas as unknown as WriteStream, // Ink asks it for no more than a canvas has
    stdin,
    debug: true, // each frame is given whole; the terminal gets what is new of it
    exitOnCtrlC: false,
    patchConsole: false,
    isScreenReaderEnabled: false,
  });
