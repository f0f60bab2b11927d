import type { EpochMs } from '../model/time.js';
import { meets, type Scope } from './scope.js';

/** Asks whether one of many intervals meets a scope, without looking at those far from it. */
export interface Timeline {
  meets(scope: Scope, marginMs: number): boolean;
}

export function createTimeline(intervals: readonly Scope[]): Timeline {
  const sorted = [...intervals].sort((a, b) => a.from - b.from);
  /** The latest end of an interval and all before it. */
  const ends: EpochMs[] = [];
  for (const { to } of sorted) ends.push(Math.max(to, ends.at(-1) ?? Number.NEGATIVE_INFINITY));

  /** How many begin at `at` or before. */
  const countUpTo = (at: EpochMs): number => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle]?.from ?? 0) <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  return {
    meets(scope, marginMs) {
      for (let i = countUpTo(scope.to + marginMs) - 1; i >= 0; i -= 1) {
        if ((ends[i] ?? 0) < scope.from - marginMs) return false;
        const one = sorted[i];
        if (one && meets(scope, one, marginMs)) return true;
      }
      return false;
    },
  };
}
