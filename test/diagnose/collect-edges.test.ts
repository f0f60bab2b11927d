import { expect, it } from 'vitest';
import { createEdgeCollector } from '../../src/diagnose/collect-edges.js';
import { seeOne } from '../support/see-one.js';
import { fact, observation } from './fixtures.js';

const RULES = [
  fact('ring', { operator: 'graph_cycle', args: { signal: 'ask', field: 'peer' } }),
  fact('client', { operator: 'graph_client', args: { signal: 'call', field: 'from' } }),
];
const MINUTE_MS = 60_000;

const spellsOf = (...times: readonly number[]) => {
  const edges = createEdgeCollector(RULES);
  for (const at of times) seeOne(edges, observation({ signal: 'ask', fields: { peer: 'a' }, at }));
  return edges.list()[0]?.spells;
};

it('takes the signals and fields that operators name', () => {
  const edges = createEdgeCollector(RULES);
  seeOne(edges, observation({ signal: 'ask', fields: { peer: 'a' } }));
  seeOne(edges, observation({ signal: 'call', fields: { from: 'b' } }));
  seeOne(edges, observation({ signal: 'ask', fields: { other: 'c' } }));
  seeOne(edges, observation({ signal: 'other', fields: { peer: 'd' } }));
  expect(edges.list().map(({ peer }) => peer)).toEqual(['a', 'b']);
});

it('begins a new spell after a pause of more than a minute', () => {
  const times = [0, 1000, 2000, 2000 + MINUTE_MS, 2001 + 2 * MINUTE_MS];
  expect(spellsOf(...times)).toMatchObject([
    { from: 0, to: 2000 + MINUTE_MS, count: 4 },
    { from: 2001 + 2 * MINUTE_MS, to: 2001 + 2 * MINUTE_MS, count: 1 },
  ]);
});

it('leaves pauses out of the pace', () => {
  expect(spellsOf(0, 500, 1000, 30_000, 30_500)).toMatchObject([{ count: 5, paceMs: 500 }]);
  expect(spellsOf(7)).toEqual([{ from: 7, to: 7, count: 1 }]);
});

it('keeps the largest of many spells, and counts all', () => {
  const edges = createEdgeCollector(RULES);
  const see = (at: number) =>
    seeOne(edges, observation({ signal: 'ask', fields: { peer: 'a' }, at }));
  for (let second = 0; second < 50; second += 1) see(second * 1000);
  for (let day = 1; day <= 100; day += 1) see(day * 86_400_000);
  const [edge] = edges.list();
  expect(edge?.count).toBe(150);
  expect(edge?.spells).toHaveLength(16);
  expect(edge?.spells?.[0]?.count).toBe(50);
});

it('knows no spells where times are made up', () => {
  expect(spellsOf(-3, -2, -1)).toBeUndefined();
});
