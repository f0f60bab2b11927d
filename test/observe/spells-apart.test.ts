import { expect, it } from 'vitest';
import { createSpellsApart, settleApart } from '../../src/observe/spells-apart.js';

const MINUTE = 60_000;
const assumed = (minute: number) => ({ ms: minute * MINUTE, assumed: true });
const known = (minute: number) => ({ ms: minute * MINUTE, assumed: false });
const back = (minutes: number) => (ms: number) => ms - minutes * MINUTE;

it('are one once assumed times are set: known ones stay, assumed ones move', () => {
  const spells = createSpellsApart([{ from: 0, to: 5 * MINUTE }]);
  spells.see(assumed(490), undefined);
  spells.see(assumed(500), undefined);
  spells.see(known(20), undefined);
  expect(settleApart(spells.list(), [], back(480))).toEqual([{ from: 0, to: 20 * MINUTE }]);
  expect(settleApart(spells.list(), [], back(420))).toEqual([
    { from: 0, to: 20 * MINUTE },
    { from: 70 * MINUTE, to: 80 * MINUTE },
  ]);
});

it('are as they were seen where nothing moves', () => {
  const spells = createSpellsApart([]);
  spells.see(assumed(490), undefined);
  const whole = [{ from: 1, to: 2 }];
  expect(settleApart(spells.list(), whole, back(0))).toBe(whole);
});

it('have no pause between them where lines were left out', () => {
  const spells = createSpellsApart([]);
  spells.see(assumed(480), undefined);
  spells.see(known(60), undefined);
  expect(settleApart(spells.list(), [], back(480))).toHaveLength(2);
  spells.bridge(assumed(480), known(60));
  expect(settleApart(spells.list(), [], back(480))).toEqual([{ from: 0, to: 60 * MINUTE }]);
});

it('remember a bounded number of those', () => {
  const spells = createSpellsApart([]);
  for (let hour = 0; hour < 5_000; hour += 1)
    spells.bridge(assumed(hour * 60), known(hour * 60 + 30));
  expect(spells.list().joins).toHaveLength(1_000);
  spells.bridge(assumed(999 * 60 + 10), known(999 * 60 + 40));
  expect(spells.list().joins.at(-1)?.known).toMatchObject({ to: (999 * 60 + 40) * MINUTE });
});
