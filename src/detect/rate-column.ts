import type { EpochMs } from '../model/time.js';

/** Counts in buckets of equal length, aligned to the epoch; empty ones are not held. 16 bytes a bucket. */
export interface RateColumn {
  bucketMs: number;
  /** `counts[n]` belongs to the bucket from `buckets[n] * bucketMs` on; ascending. */
  buckets: Float64Array;
  counts: Float64Array;
  /** As many of both are in use. */
  size: number;
}

const SMALLEST = 4;
/** One before the epoch and one behind it stay two however long they are. */
const FEWEST = 2;

export const createRateColumn = (bucketMs: number): RateColumn => ({
  bucketMs,
  buckets: new Float64Array(SMALLEST),
  counts: new Float64Array(SMALLEST),
  size: 0,
});

/** Most quickly about in order of time. With more than `maxBuckets` (2 or more) the buckets double their length. */
export function countInColumn(
  column: RateColumn,
  at: EpochMs,
  weight: number,
  maxBuckets: number,
): void {
  const bucket = Math.floor(at / column.bucketMs);
  const no = countUpTo(column, bucket);
  const isHeld = no > 0 && column.buckets[no - 1] === bucket;
  if (isHeld) column.counts[no - 1] = (column.counts[no - 1] ?? 0) + weight;
  else insert(column, no, { bucket, weight, maxBuckets });
  while (column.size > Math.max(maxBuckets, FEWEST)) coarsen(column);
}

/** How many buckets are not behind this one. */
function countUpTo({ buckets, size }: RateColumn, bucket: number): number {
  let low = 0;
  let high = size;
  let middle = size - 1; // mostly it is the last, or a new one
  while (low < high) {
    if ((buckets[middle] ?? 0) > bucket) high = middle;
    else low = middle + 1;
    middle = (low + high) >>> 1;
  }
  return low;
}

interface Entry {
  readonly bucket: number;
  readonly weight: number;
  readonly maxBuckets: number;
}

function insert(column: RateColumn, no: number, { bucket, weight, maxBuckets }: Entry): void {
  const { size } = column;
  if (size === column.buckets.length) grow(column, Math.min(size * 2, maxBuckets + 1));
  const { buckets, counts } = column;
  if (no < size) {
    buckets.copyWithin(no + 1, no, size);
    counts.copyWithin(no + 1, no, size);
  }
  buckets[no] = bucket;
  counts[no] = weight;
  column.size += 1;
}

function grow(column: RateColumn, length: number): void {
  for (const name of ['buckets', 'counts'] as const) {
    const grown = new Float64Array(Math.max(length, column.size + 1));
    grown.set(column[name]);
    column[name] = grown;
  }
}

/** Doubles the length of the buckets. */
export function coarsen(column: RateColumn): void {
  const { buckets, counts, size } = column;
  let last = -1;
  for (let no = 0; no < size; no += 1) {
    const bucket = Math.floor((buckets[no] ?? 0) / 2);
    const count = counts[no] ?? 0;
    if (last >= 0 && buckets[last] === bucket) {
      counts[last] = (counts[last] ?? 0) + count;
      continue;
    }
    last += 1;
    buckets[last] = bucket;
    counts[last] = count;
  }
  column.bucketMs *= 2;
  column.size = last + 1;
}
