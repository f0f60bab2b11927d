import type { EpochMs } from '../model/time.js';

export interface Interval {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** The interval over all of them; `undefined`: there are none. */
export function spanOf(all: readonly Interval[]): Interval | undefined {
  if (all.length === 0) return undefined;
  return {
    from: all.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY),
    to: all.reduce((most, { to }) => Math.max(most, to), Number.NEGATIVE_INFINITY),
  };
}
