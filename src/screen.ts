import { AnalyzerError } from './model/error.js';
import type { Lang } from './model/report.js';
import type { TriageSession } from './model/triage.js';
import type { TriageOptions } from './triage/run-triage.js';
import { createWorkerSession } from './triage/worker-session.js';
import { openKeys } from './tui/open-keys.js';
import type { Exit } from './tui/run-screen.js';
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
}

/** How the screen ended, and the session, which is to be closed. */
export interface Shown extends Exit {
  readonly session: TriageSession;
}

/** Analyses in a thread of its own and shows it; `undefined` where there is no terminal for the keys. */
export async function showScreen(wish: ScreenWish): Promise<Shown | undefined> {
  const { options, readsStdin, live, lang, color } = wish;
  const keys = process.stdout.isTTY ? openKeys(readsStdin) : undefined;
  if (keys === undefined) {
    if (!wish.isAsked) return undefined;
    throw new AnalyzerError('option-invalid', '-o tui: there is no terminal; -o text needs none');
  }
  const session = createWorkerSession({ options, readsStdin });
  const { runScreen } = await import('./tui/run-screen.js');
  const theme = createTheme(readBackground(process.env, color));
  if (wish.signal.aborted) return { how: 'interrupted', session };
  try {
    const exit = await runScreen({
      session,
      stdin: keys.stdin,
      stdout: process.stdout,
      lang,
      theme,
      live,
    });
    return { ...exit, session };
  } finally {
    keys.close();
  }
}
