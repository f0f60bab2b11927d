import { coarsen, type Track } from '../detect/rate-track.js';
import type { EpochMs } from '../model/time.js';
import type { Histogram } from '../model/triage.js';

/** The tracks added up, in the coarsest one's buckets or in longer ones where there would be more than `maxBuckets`. */
export function toHistogram(
  tracks: readonly Track[],
  maxBuckets: number,
  emptyAt: EpochMs,
  emptyBucketMs: number,
): Histogram {
  const sum: Track = {
    bucketMs: Math.max(emptyBucketMs, ...tracks.map(({ bucketMs }) => bucketMs)),
    counts: new Map(),
  };
  for (const { bucketMs, counts } of tracks) {
    const ratio = sum.bucketMs / bucketMs;
    for (const [bucket, count] of counts) {
      const at = Math.floor(bucket / ratio);
      sum.counts.set(at, (sum.counts.get(at) ?? 0) + count);
    }
  }
  while (sum.counts.size > maxBuckets) coarsen(sum);
  const { bucketMs } = sum;
  const buckets = [...sum.counts].sort(([a], [b]) => a - b);
  const first = buckets[0]?.[0] ?? Math.floor(emptyAt / bucketMs);
  return {
    startMs: first * bucketMs,
    bucketMs,
    counts: buckets.map(([bucket, count]) => [bucket - first, count] as const),
  };
}
