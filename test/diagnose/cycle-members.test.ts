import { expect, it } from 'vitest';
import { membersThatShow } from '../../src/diagnose/cycle-members.js';
import type { Edge } from '../../src/diagnose/facts.js';

const edge = (node: string, count: number, from = 0, to = 60_000): Edge => ({
  signal: 'ask',
  peer: '10.0.0.1',
  node,
  count,
  spells: [{ from, to, count }],
});
const edges = [
  edge('a', 200),
  edge('b', 43),
  edge('c', 12),
  edge('d', 500),
  edge('e', 500, 9e6, 9.1e6),
];

it('names members that are asked in the time, however short their log is', () => {
  const members = membersThatShow([['a', 'b', 'c', 'e']], { edges }, { from: 0, to: 120_000 });
  expect(members).toEqual(['a', 'b']);
});

it('goes by the counts alone where times mean nothing', () => {
  expect(membersThatShow([['b', 'c', 'e']], { edges }, undefined)).toEqual(['b', 'e']);
});
