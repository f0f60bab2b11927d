import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCitationKeeper } from '../../src/observe/citations.js';
import { countRule, lineOf, observationOf, percentileRule, test } from './build.js';

const rules = [
  countRule('seconds', { filter: { slow: [test('took', 'gte', 1000)] } }),
  countRule('by_peer', { groupBy: ['node.name', 'peer'] }),
  percentileRule('percentile'),
];
interface Told {
  readonly at: number;
  readonly took: number;
  readonly peer: string;
  readonly no: number;
  readonly source: string;
}
const told = fc.record({
  at: fc.integer({ min: 0, max: 5_000_000 }),
  took: fc.integer({ min: 0, max: 3000 }),
  peer: fc.constantFrom('p1', 'p2', 'p3'),
  no: fc.integer({ min: 1, max: 100_000 }),
  source: fc.constantFrom('a.log', 'b.log'),
});
const uniqueTold = fc.uniqueArray(told, {
  maxLength: 400,
  size: 'max',
  selector: ({ no, source }) => `${source}:${no}`,
});

function keepAll(list: readonly Told[]) {
  const keeper = createCitationKeeper(rules);
  for (const { at, took, peer, no, source } of list) {
    const subject = { node: 'n1', source };
    keeper.keep(
      observationOf({ at, subject, line: no, fields: { took, peer } }),
      lineOf(no, 'x', source),
    );
  }
  return keeper.find('slow', () => true);
}

it('keeps the same lines whatever the order they come in', () => {
  fc.assert(
    fc.property(
      uniqueTold.chain((list) =>
        fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
      ),
      ([list, shuffled]) => {
        expect(keepAll(shuffled)).toEqual(keepAll(list));
      },
    ),
    { numRuns: 60, endOnFailure: true },
  );
});

it('keeps a passing line and the largest value of every kind that came', () => {
  fc.assert(
    fc.property(uniqueTold, (list) => {
      const kept = keepAll(list);
      for (const peer of ['p1', 'p2', 'p3']) {
        const largest = (all: readonly { readonly took: number; readonly peer: string }[]) =>
          Math.max(-1, ...all.filter((one) => one.peer === peer).map(({ took }) => took));
        const quoted = kept.map(({ observation: { fields } }) => ({
          took: Number(fields.took),
          peer: String(fields.peer),
        }));
        expect(largest(quoted)).toBe(largest(list));
      }
    }),
    { numRuns: 60, endOnFailure: true },
  );
});
