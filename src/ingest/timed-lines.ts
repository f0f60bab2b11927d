import type { EpochMs } from '../model/time.js';
import { endOfLine, previousStart } from './context.js';

/** A line with a time: the place of its first byte. */
export interface Timed {
  readonly start: number;
  readonly at: EpochMs;
}

/** Lines that are looked at, of which not all have a time. All places are starts of lines. */
export interface TimedLines {
  /** Of the lines from `from` to `to` (both included) the first with a time, in this order. */
  find(from: number, to: number, maxLines: number): Timed | undefined;
  /** A line with a time between two others, about in the middle if there is one. */
  between(a: number, b: number, maxLines: number): Timed | undefined;
  /** Lines looked at so far. */
  readonly looks: number;
}

export function createTimedLines(
  bytes: Buffer,
  timeAt: (start: number) => EpochMs | undefined,
): TimedLines {
  let looks = 0;

  const find = (from: number, to: number, maxLines: number): Timed | undefined => {
    const isForward = from <= to;
    let start = from;
    for (let i = 0; i < maxLines && (isForward ? start <= to : start >= to); i += 1) {
      looks += 1;
      const at = timeAt(start);
      if (at !== undefined) return { start, at };
      if (start === to) return undefined;
      start = isForward ? endOfLine(bytes, start) + 1 : previousStart(bytes, start);
    }
    return undefined;
  };

  return {
    find,
    between(a, b, maxLines) {
      const middle = startBetween(bytes, a, b);
      if (middle === a) return undefined;
      const before = looks;
      const behind = find(middle, previousStart(bytes, b), maxLines);
      const first = endOfLine(bytes, a) + 1;
      if (behind !== undefined || middle <= first) return behind;
      return find(previousStart(bytes, middle), first, maxLines - (looks - before));
    },
    get looks() {
      return looks;
    },
  };
}

/** The start of a line between two, about in the middle; `a` where there is none. */
function startBetween(bytes: Buffer, a: number, b: number): number {
  const half = a + Math.floor((b - a) / 2);
  const next = endOfLine(bytes, half) + 1;
  return next < b ? next : Math.max(a, previousStart(bytes, b));
}
