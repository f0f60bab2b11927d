import type { EpochMs } from '../model/time.js';
import { endOfLine, previousStart } from './context.js';

/** Pauses that coverage tells: see observe/spells.ts. */
const PAUSE_MS = 15 * 60_000;
const MAX_LOOKS = 4_000;

/**
 * Starts of the lines on both sides of each pause of more than 15 minutes within the bytes, found by
 * halving, and of the lines looked at on the way, so that no two with a time lie further apart where there is no
 * pause; nothing where lines have no readable time.
 */
export function findPauses(
  bytes: Buffer,
  last: number,
  timeAt: (start: number) => EpochMs | undefined,
): readonly number[] {
  const sides = new Set<number>();
  let looks = 0;

  const search = (a: number, at: EpochMs, b: number, bt: EpochMs): void => {
    if (Math.abs(bt - at) <= PAUSE_MS || looks > MAX_LOOKS) return;
    const middle = startBetween(bytes, a, b);
    if (middle === a) {
      sides.add(a).add(b);
      return;
    }
    looks += 1;
    const time = timeAt(middle);
    if (time === undefined) return;
    sides.add(middle);
    search(a, at, middle, time);
    search(middle, time, b, bt);
  };

  const from = timeAt(0);
  const to = last > 0 ? timeAt(last) : undefined;
  if (from !== undefined && to !== undefined) search(0, from, last, to);
  return [...sides].sort((a, b) => a - b);
}

/** The start of a line between two, about in the middle; `a` where there is none. */
function startBetween(bytes: Buffer, a: number, b: number): number {
  const half = a + Math.floor((b - a) / 2);
  const next = endOfLine(bytes, half) + 1;
  return next < b ? next : Math.max(a, previousStart(bytes, b));
}
