import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createSpellKeeper, gapsBetween, joinSpells } from '../../src/observe/spells.js';

const MINUTE = 60_000;
const gapsOf = (minutes: readonly number[], maxBuckets?: number) => {
  const keeper = createSpellKeeper(maxBuckets);
  for (const minute of minutes) keeper.see(minute * MINUTE);
  return gapsBetween(keeper.list()).map(({ from, to }) => [from / MINUTE, to / MINUTE]);
};
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i);

it('tells a spell without records that is longer than a quarter of an hour', () => {
  expect(gapsOf([0, 10, 20, 35, 60, 61])).toEqual([[35, 60]]);
  expect(gapsOf([])).toEqual([]);
  expect(gapsOf([5])).toEqual([]);
});

it('sees no gap where one pod stands behind another in one file', () => {
  expect(gapsOf([...range(0, 59), ...range(0, 59)])).toEqual([]);
  expect(gapsOf([...range(0, 59), ...range(40, 59), ...range(0, 10)])).toEqual([]);
});

it('finds the gaps whatever the order of the records', () => {
  const minutes = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 80 });
  fc.assert(
    fc.property(minutes, (list) => {
      const sorted = [...new Set(list)].sort((a, b) => a - b);
      const expected = sorted.flatMap((to, index) => {
        const from = sorted[index - 1];
        return from !== undefined && to - from > 15 ? [[from, to]] : [];
      });
      expect(gapsOf(list)).toEqual(expected);
      expect(gapsOf([...list].reverse())).toEqual(expected);
    }),
  );
});

it('stays bounded by widening its buckets, and keeps both ends and the large gaps', () => {
  const keeper = createSpellKeeper(16);
  const minutes = [...range(0, 2000), ...range(9000, 11_000)];
  for (const minute of minutes) keeper.see(minute * MINUTE);
  const spells = keeper.list();
  expect(spells[0]?.from).toBe(0);
  expect(spells.at(-1)?.to).toBe(11_000 * MINUTE);
  expect(gapsBetween(spells)).toEqual([{ from: 2000 * MINUTE, to: 9000 * MINUTE }]);
});

it('tells the hundred longest of more gaps, in order of time', () => {
  const spells = range(0, 150).map((no) => ({ from: no * no * MINUTE, to: no * no * MINUTE }));
  const gaps = gapsBetween(spells);
  expect(gaps).toHaveLength(100);
  expect(gaps[0]?.from).toBe(50 * 50 * MINUTE);
});

it('joins spells that touch once their times are completed', () => {
  expect(
    joinSpells([
      { from: 100 * MINUTE, to: 200 * MINUTE },
      { from: 0, to: 90 * MINUTE },
      { from: 20 * MINUTE, to: 30 * MINUTE },
    ]),
  ).toEqual([{ from: 0, to: 200 * MINUTE }]);
});

it('keeps who wrote first and last, whatever the order', () => {
  const seen = fc.shuffledSubarray(range(0, 40), { minLength: 41, maxLength: 41 });
  fc.assert(
    fc.property(seen, (minutes) => {
      const keeper = createSpellKeeper();
      for (const pid of minutes) keeper.see(pid * MINUTE, { name: 'k3s', pid });
      expect(keeper.list()).toEqual([
        {
          from: 0,
          to: 40 * MINUTE,
          first: { name: 'k3s', pid: 0 },
          last: { name: 'k3s', pid: 40 },
        },
      ]);
    }),
  );
});
