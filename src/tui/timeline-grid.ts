import type { EpochMs } from '../model/time.js';
import type { Timeline } from '../model/triage.js';
import type { Range } from './view.js';

/** The columns of the plot: equal stretches of time, the first one from `startMs`. */
export interface Grid {
  readonly startMs: EpochMs;
  readonly columnMs: number;
  readonly columns: number;
}

/** Less than this is never shown. */
export const LEAST_MS = 1_000;

const STEPS: readonly (readonly [belowMs: number, stepMs: number])[] = [
  [1_000, 10],
  [10_000, 100],
  [60_000, 1_000],
  [600_000, 5_000],
  [3_600_000, 60_000],
  [36_000_000, 600_000],
];

/** A plot of few columns may find no such grid near by. */
const MAX_TRIES = 64;

const stepOf = (columnMs: number): number =>
  STEPS.find(([below]) => columnMs < below)?.[1] ?? 3_600_000;

const roundUp = (value: number, step: number): number => Math.ceil(value / step) * step;

/**
 * A grid that covers the range. Columns have a length that can be told in few digits and begin at whole multiples of
 * it, so that the picture stands still while the range grows or moves.
 */
export function gridOf({ from, to }: Range, columns: number): Grid {
  const count = Math.max(1, columns);
  const end = Math.max(to, from + LEAST_MS);
  let columnMs = (end - from) / count;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const step = stepOf(columnMs);
    columnMs = roundUp(columnMs, step);
    const startMs = Math.floor(from / columnMs) * columnMs;
    if (startMs + columnMs * count >= end) return { startMs, columnMs, columns: count };
    columnMs += step;
  }
  return { startMs: from, columnMs: (end - from) / count, columns: count };
}

export const columnAt = ({ startMs, columnMs }: Grid, at: EpochMs): number =>
  Math.floor((at - startMs) / columnMs);

export const timeOf = ({ startMs, columnMs }: Grid, column: number): EpochMs =>
  startMs + column * columnMs;

export const rangeOfGrid = (grid: Grid): Range => ({
  from: grid.startMs,
  to: timeOf(grid, grid.columns),
});

/** All the time there is. */
export const wholeOf = ({ from, to }: Timeline): Range => ({ from, to: Math.max(from, to) });

/** The range moved into `whole`, where it is not longer than that. */
export function within({ from, to }: Range, whole: Range): Range {
  const length = to - from;
  if (length >= whole.to - whole.from) return whole;
  const start = Math.min(Math.max(from, whole.from), whole.to - length);
  return { from: start, to: start + length };
}

export const overlaps = (a: Range, b: Range): boolean => a.from <= b.to && b.from <= a.to;
