import type { EpochMs } from '../model/time.js';
import { endOfLine } from './context.js';
import { directionOf, lookAtGrid } from './time-grid.js';
import { createTimedLines, type Timed, type TimedLines } from './timed-lines.js';

/** Pauses that coverage tells: see observe/spells.ts. */
const PAUSE_MS = 15 * 60_000;
/** Lines of several writers are late by less: a larger step back is that of a clock, or of lines put there later. */
const BACK_MS = 60_000;
/** With more steps back than these, stamps of several clocks stand mixed, and tell of no clock. */
const MAX_BACK = 8;
/** Lines that are looked at in search of pauses and steps back. */
const MAX_LOOKS = 4_000;
/** Lines without a time at either end of the bytes. */
const MAX_UNTIMED = 40;

/**
 * Starts of the lines on both sides of each pause of more than 15 minutes and of each step back of more than one minute
 * (an hour that autumn repeats, a clock set back, older lines in between), with the lines without a time between
 * them; and of others, so that no two with a time lie further apart where there is no pause. Nothing where lines
 * have no readable time. Lines are looked at every 16 KiB or less (see time-grid.ts), and between these by
 * halving where they lie so far apart: hidden stays what begins and ends between two of them, and a step back that is
 * shorter than the time from one to the next.
 */
export function findPauses(
  bytes: Buffer,
  last: number,
  timeAt: (start: number) => EpochMs | undefined,
): readonly number[] {
  const lines = createTimedLines(bytes, timeAt);
  const from = lines.find(0, last, MAX_UNTIMED);
  if (from === undefined) return [];
  const sides = new Set<number>();
  addAll(sides, bytes, 0, from.start);
  const to = last > from.start ? lines.find(last, from.start, MAX_UNTIMED) : undefined;
  if (to === undefined) return [...sides];
  addAll(sides, bytes, to.start, last);

  for (const start of findBetween(bytes, lines, from, to)) sides.add(start);
  return [...sides].sort((a, b) => a - b);
}

/** Adds the starts of all lines from one to another, both included. */
function addAll(starts: Set<number>, bytes: Buffer, from: number, to: number): void {
  for (let start = from; start <= to; start = endOfLine(bytes, start) + 1) starts.add(start);
}

/** The lines to be given between two with a time, in any order. */
function findBetween(
  bytes: Buffer,
  lines: TimedLines,
  from: Timed,
  to: Timed,
): ReadonlySet<number> {
  const sides = new Set<number>();
  const grid = lookAtGrid(bytes, lines, from, to);
  const isApart = stepTest(grid);
  const most = lines.looks + MAX_LOOKS;
  const search = (a: Timed, b: Timed): void => {
    sides.add(a.start).add(b.start);
    if (!isApart(a, b) || lines.looks > most) return;
    const middle = lines.between(a.start, b.start, most - lines.looks);
    if (middle === undefined) addAll(sides, bytes, a.start, b.start);
    else {
      search(a, middle);
      search(middle, b);
    }
  };
  let given = from;
  let before = from;
  for (const it of isApart === isPause ? [to] : grid.slice(1)) {
    if (isApart(before, it)) {
      search(before, it);
      given = it;
    } else if (isPause(given, it)) {
      sides.add(before.start);
      given = before;
    }
    before = it;
  }
  return sides;
}

type StepTest = (a: Timed, b: Timed) => boolean;

const isPause: StepTest = (a, b) => Math.abs(b.at - a.at) > PAUSE_MS;

/** What lines lie apart by: a pause or a step against the direction of most; pauses only where many steps do. */
function stepTest(grid: readonly Timed[]): StepTest {
  const direction = directionOf(grid);
  const isBack: StepTest = (a, b) => (a.at - b.at) * direction > BACK_MS;
  const back = grid.filter((it, no) => isBack(grid[no - 1] ?? it, it)).length;
  return back > MAX_BACK ? isPause : (a, b) => isPause(a, b) || isBack(a, b);
}
