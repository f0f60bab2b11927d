import { endOfLine } from './context.js';
import type { Timed, TimedLines } from './timed-lines.js';

/** So far apart lines are looked at, at most: in 1 GB 61,000 of them. */
const STEP_BYTES = 16_384;
/** Of fewer bytes so many lines are looked at: a single step would not tell which way the time runs. */
const MIN_STEPS = 256;
/** Lines without a time at a place of the grid. */
const MAX_UNTIMED = 4;

/** The lines at every 16 KiB, or at every 256th part if that is less, between two, and these two, in the order of the bytes. */
export function lookAtGrid(
  bytes: Buffer,
  lines: TimedLines,
  from: Timed,
  to: Timed,
): readonly Timed[] {
  const step = Math.min(STEP_BYTES, Math.max(1, Math.floor((to.start - from.start) / MIN_STEPS)));
  const grid = [from];
  for (let place = from.start + step; place < to.start; place += step) {
    const start = endOfLine(bytes, place) + 1;
    if (start >= to.start) break;
    const timed = lines.find(start, to.start, MAX_UNTIMED);
    if (timed === undefined) continue;
    if (timed.start >= to.start) break;
    grid.push(timed);
    place = Math.max(place, timed.start);
  }
  grid.push(to);
  return grid;
}

/** 1 where the time mostly grows from each to the next, -1 where it mostly falls (`journalctl -r`). */
export function directionOf(grid: readonly Timed[]): 1 | -1 {
  const steps = grid.map(({ at }, index) => Math.sign(at - (grid[index - 1]?.at ?? at)));
  return steps.reduce((sum, step) => sum + step, 0) < 0 ? -1 : 1;
}
