import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSortedBag } from '../../src/detect/sorted-bag.js';

const steps = fc.array(
  fc.record({
    value: fc.integer({ min: 0, max: 3_000 }),
    weight: fc.integer({ min: 1, max: 3 }),
    keep: fc.boolean(),
  }),
  { maxLength: 3_000, size: 'max' },
);

it('has every rank that a sorted list has, whatever came and went', () => {
  fc.assert(
    fc.property(steps, (list) => {
      const bag = createSortedBag();
      for (const { value, weight } of list) bag.add(value, weight);
      for (const { value, weight, keep } of list) if (!keep) bag.remove(value, weight);
      const left = list.filter(({ keep }) => keep);
      const sorted = left.flatMap(({ value, weight }) => new Array<number>(weight).fill(value));
      sorted.sort((a, b) => a - b);
      expect(bag.total).toBe(sorted.length);
      expect(sorted.map((_, index) => bag.at(index + 1))).toEqual(sorted);
      expect([bag.at(0), bag.at(sorted.length + 1)]).toEqual([undefined, undefined]);
    }),
    { numRuns: 30 },
  );
});

it('rounds new values once there are too many', () => {
  const bag = createSortedBag(1_000);
  for (let value = 1; value <= 100_000; value += 1) bag.add(value, 1);
  expect(bag.at(95_000)).toBeCloseTo(95_000, -3);
});
