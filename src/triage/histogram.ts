import { countInColumn, createRateColumn, type RateColumn } from '../detect/rate-column.js';
import type { EpochMs } from '../model/time.js';
import type { Histogram } from '../model/triage.js';

/** The counts added up, in the coarsest one's buckets or in longer ones where there would be more than `maxBuckets`. */
export function toHistogram(
  columns: readonly RateColumn[],
  maxBuckets: number,
  emptyAt: EpochMs,
  emptyBucketMs: number,
): Histogram {
  const sum = createRateColumn(Math.max(emptyBucketMs, ...columns.map(({ bucketMs }) => bucketMs)));
  for (const { bucketMs, buckets, counts, size } of columns) {
    for (let no = 0; no < size; no += 1)
      countInColumn(sum, (buckets[no] ?? 0) * bucketMs, counts[no] ?? 0, maxBuckets);
  }
  const { bucketMs } = sum;
  const buckets = [...sum.buckets.subarray(0, sum.size)];
  const first = buckets[0] ?? Math.floor(emptyAt / bucketMs);
  return {
    startMs: first * bucketMs,
    bucketMs,
    counts: buckets.map((bucket, no) => [bucket - first, sum.counts[no] ?? 0] as const),
  };
}
