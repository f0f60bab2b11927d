import type { Lang, Report } from './model/report.js';
import type { EpochMs } from './model/time.js';
import type { TriageSession } from './model/triage.js';
import { liveLines, type Told } from './report/live-lines.js';

/** How often it is looked whether something is over because nothing came any more. */
const LOOK_MS = 5000;

export interface LiveText {
  readonly lang: Lang;
  /** Gets whole lines. */
  readonly write: (text: string) => void;
  /** Ends the reading: the answer of what was read follows. */
  readonly signal?: AbortSignal;
}

/** How it ended: with the last report, or why there is none. */
export type LiveEnd = { readonly report: Report } | { readonly message: string };

/**
 * For an input without end where there is no screen: a line for each finding that opens, worsens and ends.
 * The session is the caller's to close.
 */
export function tellLive(session: TriageSession, options: LiveText): Promise<LiveEnd> {
  const { lang, write, signal } = options;
  let told: Told = [];
  let report: Report | undefined;
  let heardAt = performance.now();

  const tell = (): void => {
    if (!report) return;
    const next = liveLines(told, report, nowOf(report, performance.now() - heardAt), lang);
    told = next.told;
    for (const line of next.lines) write(`${line}\n`);
  };
  const stop = (): void => session.stop();
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  const timer = setInterval(tell, LOOK_MS);

  return new Promise<LiveEnd>((resolve) => {
    session.subscribe((event) => {
      if (event.kind === 'progress') heardAt = performance.now();
      else if (event.kind === 'failed') resolve({ message: event.message });
      else {
        report = event.triage.report;
        tell();
        if (event.final) resolve({ report });
      }
    });
  }).finally(() => {
    clearInterval(timer);
    signal?.removeEventListener('abort', stop);
  });
}

/** The newest time of the log, and how long nothing came since. */
const nowOf = ({ coverage }: Report, silentMs: number): EpochMs =>
  Math.max(0, ...coverage.map(({ to = 0 }) => to)) + silentMs;
