import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSharedLists } from '../../src/detect/shared-lists.js';

const list = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 4 });

it('gives every list as it is, and equal ones as one', () => {
  fc.assert(
    fc.property(fc.array(list, { maxLength: 30 }), (lists) => {
      const share = createSharedLists<string>();
      const shared = lists.map(share);
      expect(shared).toEqual(lists);
      expect(new Set(shared).size).toBe(new Set(lists.map((one) => one.join())).size);
    }),
  );
});

it('tells lists apart by their items, whatever these are', () => {
  const share = createSharedLists<object>();
  const [one, other] = [{}, {}];
  const shared = share([one]);
  expect(share([one])).toBe(shared);
  expect(share([other])).not.toBe(shared);
  expect(share([one, other])).toEqual([one, other]);
});

it('leaves lists their own when there are too many', () => {
  const share = createSharedLists<number>();
  const firsts = Array.from({ length: 2_000 }, (_, no) => [no]);
  for (const own of firsts) expect(share(own)).toBe(own);
  expect(share([1])).toBe(firsts[1]);
  expect(share([1_999])).not.toBe(firsts[1_999]);
  const alike = Array.from({ length: 100 }, (_, no) => [0, no]);
  for (const own of alike) expect(share(own)).toBe(own);
  expect(share([0, 99])).not.toBe(alike[99]);
  expect(share([0, 99])).toEqual([0, 99]);
});
