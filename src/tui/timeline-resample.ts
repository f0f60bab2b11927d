import type { Histogram } from '../model/triage.js';
import type { Grid } from './timeline-grid.js';

const MINUTE_MS = 60_000;

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

/** Records a minute in each column: whatever the length of buckets and columns. */
export const perMinute = (counts: Float64Array, { columnMs }: Grid): Float64Array =>
  counts.map((count) => (count * MINUTE_MS) / columnMs);

interface Kept {
  readonly key: string;
  readonly counts: Float64Array;
}
const kept = new WeakMap<Histogram, Kept>();

/** As `resample`; the last answer for each histogram is kept, as frames ask for the same again and again. */
export function countsOn(histogram: Histogram, grid: Grid): Float64Array {
  const key = `${grid.startMs} ${grid.columnMs} ${grid.columns}`;
  const last = kept.get(histogram);
  if (last?.key === key) return last.counts;
  const counts = resample(histogram, grid);
  kept.set(histogram, { key, counts });
  return counts;
}
