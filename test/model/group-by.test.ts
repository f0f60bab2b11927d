import { expect, it } from 'vitest';
import { groupBy } from '../../src/model/group-by.js';

it('keeps keys and items in their order', () => {
  const groups = groupBy(['b1', 'a1', 'b2', 'a2', 'c1'], ([key]) => key);
  expect([...groups]).toEqual([
    ['b', ['b1', 'b2']],
    ['a', ['a1', 'a2']],
    ['c', ['c1']],
  ]);
});

it('makes no group of nothing, and tells keys apart by identity', () => {
  expect([...groupBy([], () => 1)]).toEqual([]);
  expect([...groupBy([1, 2], (no) => (no === 1 ? undefined : 'undefined')).keys()]).toEqual([
    undefined,
    'undefined',
  ]);
});
