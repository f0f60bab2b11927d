import { expect, it } from 'vitest';
import { placeCopies } from '../src/copies.js';
import type { Placement } from '../src/placement.js';

/** Every source is a node of its own. */
const placement: Placement = {
  nodeOf: (named, source) => (named === '' ? source : named),
  subjectOf: (subject) => ({ ...subject, node: subject.node || subject.source }),
  offsetOf: (source) => source.length,
  momentOf: (source) => source.length,
  hasZone: (source) => source === 'a',
};
const placed = placeCopies(placement, new Map([['copy.log', 'a']]));

it('puts a copy where its original stands, and keeps its name', () => {
  expect(placed.nodeOf('', 'copy.log', false)).toBe('a');
  expect(placed.nodeOf('s1', 'copy.log', false)).toBe('s1');
  expect(placed.subjectOf({ node: '', source: 'copy.log' })).toEqual({
    node: 'a',
    source: 'copy.log',
  });
  expect(placed.offsetOf('copy.log', 0)).toBe(1);
  expect(placed.momentOf('copy.log')).toBe(1);
  expect(placed.hasZone('copy.log')).toBe(true);
});

it('leaves others where they are', () => {
  expect(placed.nodeOf('', 'b', false)).toBe('b');
  expect(placed.subjectOf({ node: '', source: 'b' })).toEqual({ node: 'b', source: 'b' });
  expect(placeCopies(placement, new Map())).toBe(placement);
});
