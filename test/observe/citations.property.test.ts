import fc from 'fast-check';
import { expect, it } from 'vitest';
import { groupBy } from '../../src/model/group-by.js';
import { createCitationKeeper } from '../../src/observe/citations.js';
import { createMemo } from '../../src/observe/memo.js';
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

const everything = (): boolean => true;

function keeperOf(list: readonly Told[]) {
  const keeper = createCitationKeeper(rules);
  for (const { at, took, peer, no, source } of list) {
    const subject = { node: 'n1', source };
    keeper.keep(
      observationOf({ at, subject, line: no, fields: { took, peer } }),
      lineOf(no, 'x', source),
    );
  }
  return keeper;
}
const keepAll = (list: readonly Told[]) => keeperOf(list).find('slow', everything);
const spareOf = (keeper: ReturnType<typeof keeperOf>) => keeper.findSpare('slow', everything);

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

it('keeps the same spare lines whatever the order and whoever read them, a line of each time of many among them', () => {
  // Thrice as many as slots, some of them at the same time.
  const many = fc.uniqueArray(told, {
    minLength: 1500,
    maxLength: 1600,
    size: 'max',
    selector: ({ no, source }) => `${source}:${no}`,
  });
  fc.assert(
    fc.property(many, (list) => {
      const kept = spareOf(keeperOf(list));
      expect(spareOf(keeperOf(list.toReversed()))).toEqual(kept);
      const readers = ['a.log', 'b.log'].map((name) =>
        keeperOf(list.filter(({ source }) => source === name)),
      );
      const whole = createCitationKeeper(rules);
      for (const reader of readers.toReversed()) whole.absorb(structuredClone(reader.take()));
      expect(spareOf(whole)).toEqual(kept);
      expect(kept.length).toBeLessThanOrEqual(1024);
      expect(kept.length).toBeGreaterThan(100);
      // Every fourth line takes part: of forty at one time one does.
      const timeOf = (at = 0): number => Math.floor(at / 300_000);
      const times = new Set(kept.map(({ observation }) => timeOf(observation.at)));
      for (const [time, lines] of groupBy(list, ({ at }) => timeOf(at))) {
        if (lines.length >= 40) expect(times.has(time)).toBe(true);
      }
    }),
    { numRuns: 10, endOnFailure: true },
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

it('keeps the same lines when it is told which ones come again and again, alike but for a number', () => {
  const several = fc.uniqueArray(fc.record({ one: told, node: fc.constantFrom('n1', 'n2') }), {
    maxLength: 300,
    size: 'max',
    selector: ({ one: { no, source } }) => `${source}:${no}`,
  });
  fc.assert(
    fc.property(several, fc.boolean(), (list, isTested) => {
      // The first rule asks for the number that varies: then places cannot be told from what came before.
      const some = isTested ? rules : rules.slice(1);
      const [alone, remembering] = [createCitationKeeper(some), createCitationKeeper(some)];
      const memos = new Map<string, ReturnType<typeof createMemo>>();
      const subjects = new Map<string, { readonly node: string; readonly source: string }>();
      for (const { one, node } of list) {
        const { at, took, peer, no, source } = one;
        const subject = subjects.get(node + source) ?? { node, source };
        subjects.set(node + source, subject);
        const memo = memos.get(source + peer) ?? createMemo(['took']);
        memos.set(source + peer, memo);
        const observation = observationOf({ at, subject, line: no, fields: { took, peer } });
        alone.keep(observation, lineOf(no, 'x', source));
        remembering.keep(observation, lineOf(no, 'x', source), false, undefined, memo);
      }
      expect(remembering.find('slow', everything)).toEqual(alone.find('slow', everything));
      expect(remembering.findSpare('slow', everything)).toEqual(
        alone.findSpare('slow', everything),
      );
      expect(remembering.unquoted).toBe(alone.unquoted);
    }),
    { numRuns: 60, endOnFailure: true },
  );
});
