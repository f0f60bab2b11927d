import type { EpochMs } from '../model/time.js';
import { endOfLine, previousStart } from './context.js';

/** Pauses that coverage tells: see observe/spells.ts. */
const PAUSE_MS = 15 * 60_000;
const MAX_LOOKS = 4_000;
/** Lines without a time at either end of the bytes. */
const MAX_UNTIMED = 40;

interface Timed {
  readonly start: number;
  readonly at: EpochMs;
}

/**
 * Starts of the lines on both sides of each pause of more than 15 minutes within the bytes, with those without a time
 * between them, found by halving, and of the lines looked at on the way, so that no two with a time lie further apart
 * where there is no pause; nothing where lines have no readable time.
 */
export function findPauses(
  bytes: Buffer,
  last: number,
  timeAt: (start: number) => EpochMs | undefined,
): readonly number[] {
  const sides = new Set<number>();
  let looks = 0;

  /** The first line with a time of those from `from` to `to` (both included), in this order. */
  const findTimed = (from: number, to: number, maxLines: number): Timed | undefined => {
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
  const between = (a: number, b: number): Timed | undefined => {
    const middle = startBetween(bytes, a, b);
    if (middle === a) return undefined;
    const rest = Math.max(0, MAX_LOOKS - looks);
    const behind = findTimed(middle, previousStart(bytes, b), rest);
    const first = endOfLine(bytes, a) + 1;
    return (
      behind ?? (middle > first ? findTimed(previousStart(bytes, middle), first, rest) : undefined)
    );
  };
  const addAll = (a: number, b: number): void => {
    for (let start = a; start <= b; start = endOfLine(bytes, start) + 1) sides.add(start);
  };
  const search = (a: Timed, b: Timed): void => {
    if (Math.abs(b.at - a.at) <= PAUSE_MS || looks > MAX_LOOKS) return;
    const middle = between(a.start, b.start);
    if (middle === undefined) addAll(a.start, b.start);
    else {
      sides.add(middle.start);
      search(a, middle);
      search(middle, b);
    }
  };

  const from = findTimed(0, last, MAX_UNTIMED);
  const to = from && last > from.start ? findTimed(last, from.start, MAX_UNTIMED) : undefined;
  if (from === undefined) return [];
  addAll(0, from.start);
  if (to !== undefined) {
    addAll(to.start, last);
    search(from, to);
  }
  return [...sides].sort((a, b) => a - b);
}

/** The start of a line between two, about in the middle; `a` where there is none. */
function startBetween(bytes: Buffer, a: number, b: number): number {
  const half = a + Math.floor((b - a) / 2);
  const next = endOfLine(bytes, half) + 1;
  return next < b ? next : Math.max(a, previousStart(bytes, b));
}
