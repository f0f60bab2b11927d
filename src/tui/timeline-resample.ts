import type { Histogram } from '../model/triage.js';
import type { Grid } from './timeline-grid.js';

export const MINUTE_MS = 60_000;

/**
 * Counts of a histogram by the columns of a grid. A bucket that lies over several columns is shared among them by the
 * time that each has of it, so that the sum is what it was and a rate does not depend on how the grid lies.
 */
export function resample({ startMs, bucketMs, counts }: Histogram, grid: Grid): Float64Array {
  const columns = new Float64Array(grid.columns);
  for (const [index, count] of counts) {
    const first = (startMs + index * bucketMs - grid.startMs) / grid.columnMs;
    spread(columns, first, bucketMs / grid.columnMs, count);
  }
  return columns;
}

function spread(columns: Float64Array, first: number, width: number, count: number): void {
  const end = first + width;
  const from = Math.max(0, Math.floor(first));
  const to = Math.min(columns.length, Math.max(Math.ceil(end), Math.floor(first) + 1));
  for (let column = from; column < to; column += 1) {
    const share = width > 0 ? (Math.min(end, column + 1) - Math.max(first, column)) / width : 1;
    columns[column] = (columns[column] ?? 0) + count * share;
  }
}

/** What a count of one column is a minute, whatever the length of buckets and columns. */
export const perMinute = (count: number, { columnMs }: Grid): number =>
  (count * MINUTE_MS) / columnMs;

interface Kept {
  readonly grid: Grid;
  readonly counts: Float64Array;
  readonly highest: number;
}
const kept = new WeakMap<Histogram, Kept>();

/** The last answer for each histogram is kept, as frames ask for the same again and again. */
function keptOn(histogram: Histogram, grid: Grid): Kept {
  const last = kept.get(histogram);
  if (last && isSame(last.grid, grid)) return last;
  const counts = resample(histogram, grid);
  const next = { grid, counts, highest: counts.reduce((a, b) => Math.max(a, b), 0) };
  kept.set(histogram, next);
  return next;
}

const isSame = (a: Grid, b: Grid): boolean =>
  a.startMs === b.startMs && a.columnMs === b.columnMs && a.columns === b.columns;

export const countsOn = (histogram: Histogram, grid: Grid): Float64Array =>
  keptOn(histogram, grid).counts;

/** The highest count of a column. */
export const highestOn = (histogram: Histogram, grid: Grid): number =>
  keptOn(histogram, grid).highest;
