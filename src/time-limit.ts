import type { Coverage } from './model/report.js';
import type { EpochMs } from './model/time.js';

/** An instant, or a distance from the newest record of the input. */
export type TimeLimit = { readonly at: EpochMs } | { readonly beforeNewestMs: number };

export interface TimeSpan {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** The time that was asked for, whether the input covers it or not; `undefined` without limits. */
export function askedTime(
  covered: TimeSpan,
  since: TimeLimit | undefined,
  until: TimeLimit | undefined,
): TimeSpan | undefined {
  if (!since && !until) return undefined;
  const instant = (limit: TimeLimit): EpochMs =>
    'at' in limit ? limit.at : covered.to - limit.beforeNewestMs;
  return {
    from: since ? instant(since) : covered.from,
    to: until ? Math.min(instant(until), covered.to) : covered.to,
  };
}

/** The part of the covered time that the limits leave; without any time an empty span at 0. */
export function spanOf(
  coverage: readonly Coverage[],
  since: TimeLimit | undefined,
  until: TimeLimit | undefined,
): TimeSpan {
  let oldest = Number.POSITIVE_INFINITY;
  let newest = Number.NEGATIVE_INFINITY;
  for (const { from = oldest, to = newest } of coverage) {
    oldest = Math.min(oldest, from);
    newest = Math.max(newest, to);
  }
  if (oldest > newest) return { from: 0, to: 0 };
  const instant = (limit: TimeLimit): EpochMs =>
    'at' in limit ? limit.at : newest - limit.beforeNewestMs;
  return {
    from: since ? Math.max(oldest, instant(since)) : oldest,
    to: until ? Math.min(newest, instant(until)) : newest,
  };
}
