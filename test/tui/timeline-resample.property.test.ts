import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnAt, gridOf, timeOf } from '../../src/tui/timeline-grid.js';
import { perMinute, resample } from '../../src/tui/timeline-resample.js';

const START = Date.UTC(2025, 3, 15, 8);
const counts = fc
  .array(fc.tuple(fc.nat(500), fc.integer({ min: 1, max: 10_000 })), {
    minLength: 1,
    maxLength: 80,
  })
  .map((pairs) => [...new Map(pairs)]);
const bucketMs = fc.constantFrom(250, 1000, 7000, 60_000, 3_600_000);
const columns = fc.integer({ min: 1, max: 300 });
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((a, b) => a + b, 0);

describe('resample', () => {
  it('keeps all records of the range, however the columns lie', () => {
    fc.assert(
      fc.property(counts, bucketMs, columns, (pairs, length, width) => {
        const last = Math.max(...pairs.map(([index]) => index));
        const grid = gridOf({ from: START, to: START + (last + 1) * length }, width);
        const shared = resample({ startMs: START, bucketMs: length, counts: pairs }, grid);
        expect(shared).toHaveLength(width);
        expect(sum(shared)).toBeCloseTo(sum(pairs.map(([, count]) => count)), 3);
      }),
    );
  });

  it('takes of a bucket at the edge the part that is in view', () => {
    const grid = { startMs: START, columnMs: 1000, columns: 30 };
    const shared = resample({ startMs: START - 30_000, bucketMs: 60_000, counts: [[0, 60]] }, grid);
    expect(sum(shared)).toBeCloseTo(30, 9);
  });

  it('gives one rate for steady records, whatever the length of buckets and columns', () => {
    fc.assert(
      fc.property(bucketMs, columns, fc.integer({ min: 1, max: 900 }), (length, width, rate) => {
        const each = (rate * length) / 60_000;
        const steady = Array.from({ length: 400 }, (_, index) => [index, each] as const);
        const grid = gridOf({ from: START + 50 * length, to: START + 150 * length }, width);
        const rates = resample({ startMs: START, bucketMs: length, counts: steady }, grid).map(
          (count) => perMinute(count, grid),
        );
        const known = rates.filter(
          (_, at) => timeOf(grid, at + 1) <= START + 400 * length && timeOf(grid, at) >= START,
        );
        for (const one of known) expect(one).toBeCloseTo(rate, 4);
      }),
    );
  });

  it('counts a histogram of buckets without length where it stands', () => {
    const grid = { startMs: START, columnMs: 1000, columns: 3 };
    const shared = resample({ startMs: START + 1500, bucketMs: 0, counts: [[0, 5]] }, grid);
    expect([...shared]).toEqual([0, 5, 0]);
  });
});

describe('gridOf', () => {
  it('covers the range with columns of a length that is told in few digits', () => {
    fc.assert(
      fc.property(fc.nat(400 * 86_400_000), columns, (length, width) => {
        const range = { from: START + 1234, to: START + 1234 + length };
        const grid = gridOf(range, width);
        expect(grid.startMs).toBeLessThanOrEqual(range.from);
        expect(timeOf(grid, width)).toBeGreaterThanOrEqual(range.to);
        expect(columnAt(grid, range.from)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('does not leave much of a wide plot empty', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60_000, max: 400 * 86_400_000 }),
        fc.integer({ min: 60, max: 300 }),
        (length, width) => {
          const range = { from: START, to: START + length };
          const used = columnAt(gridOf(range, width), range.to);
          expect(used).toBeGreaterThan(width * 0.8);
        },
      ),
    );
  });
});
