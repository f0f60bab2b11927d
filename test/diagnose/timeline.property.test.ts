import fc from 'fast-check';
import { expect, it } from 'vitest';
import { meets, type Scope } from '../../src/diagnose/scope.js';
import { createTimeline } from '../../src/diagnose/timeline.js';

const scope = fc
  .record({
    nodes: fc.subarray(['', 'a', 'b', 'c']),
    from: fc.integer({ min: 0, max: 50 }),
    length: fc.nat(20),
  })
  .map(({ nodes, from, length }): Scope => ({ nodes, from, to: from + length }));

it('finds what a look at every interval finds', () => {
  fc.assert(
    fc.property(fc.array(scope, { maxLength: 20 }), scope, fc.nat(5), (all, asked, marginMs) => {
      const expected = all.some((one) => meets(asked, one, marginMs));
      expect(createTimeline(all).meets(asked, marginMs)).toBe(expected);
    }),
  );
});

it('meets all of a time without ends', () => {
  const ever = { nodes: ['a'], from: Number.NEGATIVE_INFINITY, to: Number.POSITIVE_INFINITY };
  expect(createTimeline([{ nodes: ['a'], from: 7, to: 8 }]).meets(ever, 0)).toBe(true);
  expect(createTimeline([{ nodes: ['b'], from: 7, to: 8 }]).meets(ever, 0)).toBe(false);
});
