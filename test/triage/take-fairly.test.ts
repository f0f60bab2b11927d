import fc from 'fast-check';
import { expect, it } from 'vitest';
import { takeFairly } from '../../src/triage/take-fairly.js';

/** `a3 b1`: the items of each kind, by number. */
const items = (sizes: Readonly<Record<string, number>>): readonly string[] =>
  Object.entries(sizes).flatMap(([kind, size]) =>
    Array.from({ length: size }, (_, no) => `${kind}${no}`),
  );
const kindOf = (item: string): string => item.slice(0, 1);
const take = (sizes: Readonly<Record<string, number>>, most: number) =>
  [...takeFairly(items(sizes), kindOf, most)].sort();

it('takes all where there is room', () =>
  expect(take({ a: 3, b: 2 }, 5)).toEqual(['a0', 'a1', 'a2', 'b0', 'b1']));

it('leaves what small kinds do not need to the larger ones', () =>
  expect(take({ a: 100, b: 2, c: 1 }, 6)).toEqual(['a0', 'a50', 'a99', 'b0', 'b1', 'c0']));

it('takes the first and the last of a kind that is cut', () =>
  expect(take({ a: 10, b: 10 }, 4)).toEqual(['a0', 'a9', 'b0', 'b9']));

it('takes no more than asked for, none twice, and no kind is left with less than another', () => {
  const sizes = fc.dictionary(fc.constantFrom(...'abcdefg'), fc.integer({ min: 1, max: 60 }));
  fc.assert(
    fc.property(sizes, fc.nat({ max: 80 }), (all, most) => {
      const taken = take(all, most);
      const total = Object.values(all).reduce((sum, size) => sum + size, 0);
      expect(new Set(taken).size).toBe(taken.length);
      expect(taken.length).toBe(Math.min(most, total));
      const counts = Object.keys(all).map((kind) => ({
        count: taken.filter((item) => kindOf(item) === kind).length,
        size: all[kind] ?? 0,
      }));
      const cut = counts.filter(({ count, size }) => count < size).map(({ count }) => count);
      const least = Math.min(...cut);
      const largest = Math.max(...counts.map(({ count }) => count));
      if (cut.length > 0) expect(largest - least).toBeLessThanOrEqual(1);
    }),
  );
});
