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
import { createTerminal } from './terminal.js';
import type { Theme } from './theme.js';

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
  const terminal = createTerminal(stdout);
  const sizeOf = () => ({ columns: stdout.columns || 80, rows: stdout.rows || 24 });
  const canvas = createCanvas(sizeOf(), (frame) => terminal.show(frame.split('\n')));
  /** What has to be undone, the last first. */
  const undo: (() => void)[] = [];
  let report: Report | undefined;

  function restore(): void {
    for (let step = undo.pop(); step; step = undo.pop()) step();
  }
  function finish(exit: Pick<Exit, 'how' | 'message'>): void {
    restore();
    resolve({ ...exit, ...(report ? { report } : {}) });
  }
  const store = createStore(initialState({ lang, live, ...sizeOf() }), (effect) =>
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
  function resized(): void {
    Object.assign(canvas, sizeOf());
    terminal.forget();
    store.tell({ kind: 'resize', ...sizeOf() });
  }
  function hear(event: TriageEvent): void {
    if (event.kind === 'failed') {
      finish({ how: 'failed', message: event.message });
      return;
    }
    if (event.kind === 'triage') report = event.triage.report;
    store.tell({ kind: 'event', event });
    calm.after(event);
  }
  const signals = watchSignals({
    interrupted: () => finish({ how: 'interrupted' }),
    crashed: restore,
    suspended: () => {
      stdin.setRawMode(false);
      terminal.leave();
    },
    resumed: () => {
      terminal.enter();
      stdin.setRawMode(true);
      resized();
    },
  });

  // Before the first frame: keys that come early are for the screen, too.
  stdin.setRawMode(true);
  terminal.enter();
  undo.push(() => stdin.setRawMode(false));
  undo.push(terminal.leave, signals.stop, calm.stop, store.stop);
  const ink = draw(options, canvas, store);
  undo.push(ink.unmount);
  ink.waitUntilExit().catch((error: unknown) => {
    restore();
    reject(error);
  });
  const gone = (): void => finish({ how: 'interrupted' });
  stdout.on('resize', resized);
  stdin.once('end', gone);
  undo.push(() => {
    stdout.off('resize', resized);
    stdin.off('end', gone);
  });
  const unsubscribe = session.subscribe(hear);
  // What was told at once may have ended it.
  if (undo.length === 0) unsubscribe();
  else undo.push(unsubscribe);
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
