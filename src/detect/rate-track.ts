import type { EpochMs } from '../model/time.js';

/** Counts in buckets of equal length, aligned to the epoch; empty ones are not held. */
export interface Track {
  bucketMs: number;
  counts: Map<number, number>;
}

export const createTrack = (bucketMs: number): Track => ({ bucketMs, counts: new Map() });

/** With more than `maxBuckets` the buckets double their length. */
export function countIn(track: Track, at: EpochMs, weight: number, maxBuckets: number): void {
  const bucket = Math.floor(at / track.bucketMs);
  track.counts.set(bucket, (track.counts.get(bucket) ?? 0) + weight);
  if (track.counts.size > maxBuckets) coarsen(track);
}

export function coarsen(track: Track): void {
  const halves = track.counts;
  track.bucketMs *= 2;
  track.counts = new Map();
  for (const [half, weight] of halves) {
    const bucket = Math.floor(half / 2);
    track.counts.set(bucket, (track.counts.get(bucket) ?? 0) + weight);
  }
}
