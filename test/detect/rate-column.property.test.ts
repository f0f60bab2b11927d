import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countInColumn, createRateColumn, type RateColumn } from '../../src/detect/rate-column.js';

const MINUTE = 60_000;

const told = ({ buckets, counts, size }: RateColumn) =>
  Array.from({ length: size }, (_, no) => [buckets[no], counts[no]]);

interface Seen {
  readonly at: number;
  readonly weight: number;
}

function mapOf(all: readonly Seen[], bucketMs: number): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { at, weight } of all) {
    const bucket = Math.floor(at / bucketMs);
    counts.set(bucket, (counts.get(bucket) ?? 0) + weight);
  }
  return counts;
}

it('counts what a map of buckets counts, in whatever order, and holds no more buckets', () => {
  const seen = fc.array(
    fc.record({
      at: fc.integer({ min: -30 * MINUTE, max: 400 * MINUTE }),
      weight: fc.integer({ min: 1, max: 5 }),
    }),
    { maxLength: 200 },
  );
  fc.assert(
    fc.property(seen, fc.integer({ min: 2, max: 40 }), (all, maxBuckets) => {
      const column = createRateColumn(MINUTE);
      for (const { at, weight } of all) countInColumn(column, at, weight, maxBuckets);
      let bucketMs = MINUTE;
      while (mapOf(all, bucketMs).size > maxBuckets) bucketMs *= 2;
      expect(column.bucketMs).toBe(bucketMs);
      expect(told(column)).toEqual([...mapOf(all, bucketMs)].sort(([a], [b]) => a - b));
    }),
  );
});

it('has room for no more buckets than it may hold', () => {
  const column = createRateColumn(MINUTE);
  for (let minute = 0; minute < 5_000; minute += 1)
    countInColumn(column, minute * MINUTE, 1, 1_000);
  expect(column.bucketMs).toBe(8 * MINUTE);
  expect(column.size).toBe(625);
  expect(column.buckets.length).toBe(1_001);
});
