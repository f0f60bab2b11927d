import type { EpochMs } from '../model/time.js';
import { meets, type Scope } from './scope.js';

/** Asks whether one of many intervals meets a scope, without looking at those far from it. */
export interface Timeline {
  meets(scope: Scope, marginMs: number): boolean;
}

/** The list itself where it is in order, as it mostly is. */
function inOrder(intervals: readonly Scope[]): readonly Scope[] {
  const isSorted = intervals.every((one, no) => (intervals[no - 1]?.from ?? one.from) <= one.from);
  return isSorted ? intervals : [...intervals].sort((a, b) => a.from - b.from);
}

export function createTimeline(intervals: readonly Scope[]): Timeline {
  const sorted = inOrder(intervals);
  /** The latest end of an interval and all before it. */
  const ends = new Float64Array(sorted.length);
  let latest = Number.NEGATIVE_INFINITY;
  sorted.forEach(({ to }, no) => {
    latest = Math.max(latest, to);
    ends[no] = latest;
  });

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
