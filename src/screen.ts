import { AnalyzerError } from './model/error.js';
import type { Lang } from './model/report.js';
import type { TriageSession } from './model/triage.js';
import type { TriageOptions } from './triage/run-triage.js';
import { createWorkerSession } from './triage/worker-session.js';
import { type KeySource, openKeys } from './tui/open-keys.js';
import type { Exit } from './tui/run-screen.js';
import { hasClipboard } from './tui/terminal.js';
import { createTheme, readBackground } from './tui/theme.js';

export interface ScreenWish {
  readonly options: Omit<TriageOptions, 'stdin'>;
  /** The log comes through standard input. */
  readonly readsStdin: boolean;
  /** The input has no end of its own. */
  readonly live: boolean;
  readonly lang: Lang;
  readonly color?: boolean;
  /** Aborted by a signal that came before the screen could. */
  readonly signal: AbortSignal;
  /** The user asked for the screen: without a terminal that is a mistake. */
  readonly isAsked: boolean;
  /** Ctrl-C after the screen was left. */
  readonly interrupted: () => void;
}

/** How the screen ended. */
export interface Shown extends Exit {
  /** Gives the keys back to the terminal and frees everything. To be called when all is said. */
  readonly close: () => Promise<void>;
}

/** Analyses in a thread of its own and shows it; `undefined` where there is no terminal for the keys. */
export async function showScreen(wish: ScreenWish): Promise<Shown | undefined> {
  const keys = keysFor(wish);
  if (keys === undefined) return undefined;
  const { options, readsStdin } = wish;
  const session = createWorkerSession({ options, readsStdin });
  try {
    const exit = await untilLeft(wish, session, keys);
    keys.swallow(wish.interrupted);
    const close = async () => {
      await keys.close();
      await session.close();
    };
    return { ...exit, close };
  } catch (error) {
    await keys.close();
    throw error;
  }
}

async function untilLeft(
  { options, live, lang, color, signal }: ScreenWish,
  session: TriageSession,
  keys: KeySource,
): Promise<Exit> {
  const { runScreen } = await import('./tui/run-screen.js');
  if (signal.aborted) return { how: 'interrupted' };
  return runScreen({
    session,
    keys,
    stdout: process.stdout,
    lang,
    theme: createTheme(readBackground(process.env, color)),
    live,
    paths: options.paths,
    hasClipboard: hasClipboard(process.env.TERM),
  });
}

/** Opened before anything else is loaded: keys that are typed early are not echoed. */
function keysFor({ isAsked, readsStdin }: ScreenWish): KeySource | undefined {
  const isDumb = process.env.TERM === 'dumb';
  const keys = process.stdout.isTTY && !isDumb ? openKeys(readsStdin) : undefined;
  if (keys !== undefined || !isAsked) return keys;
  throw new AnalyzerError(
    'option-invalid',
    isDumb
      ? '-o tui: this terminal cannot show a screen (TERM=dumb); -o text needs none'
      : '-o tui: there is no terminal; -o text needs none',
  );
}
