import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimedObservation } from '../../src/model/observation.js';
import { overlapsOf, withoutDuplicates } from '../../src/observe/duplicates.js';
import { given, listed } from '../support/listed.js';

const observation = (at: number, source: string, value = 1, node = 'n1'): TimedObservation => ({
  signal: 's',
  at,
  subject: { node, source },
  fields: { value },
  line: 1,
});
const inOrder = (all: readonly TimedObservation[]): TimedObservation[] =>
  [...all].sort((a, b) => a.at - b.at || (a.subject.source < b.subject.source ? -1 : 1));
const count = (all: readonly TimedObservation[]): number =>
  listed(withoutDuplicates(given(inOrder(all)))).length;

it('counts what stands in two or three sources once, storms included', () => {
  const entries = fc.array(
    fc.record({ at: fc.integer({ min: 0, max: 60_000 }), value: fc.integer({ min: 0, max: 3 }) }),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(entries, fc.constantFrom(['a'], ['a', 'b'], ['a', 'b', 'c']), (list, sources) => {
      const told = sources.flatMap((source) =>
        list.map(({ at, value }) => observation(at, source, value)),
      );
      expect(count(told)).toBe(list.length);
    }),
  );
});

it('sees through stamps cut to whole seconds', () => {
  const times = [100, 1_400, 1_450, 5_900];
  const journal = times.map((at) => observation(at, 'journal'));
  const syslog = times.map((at) => observation(Math.floor(at / 1000) * 1000, 'syslog'));
  expect(count([...journal, ...syslog])).toBe(4);
});

it('keeps equal records of one source, of other nodes, of unknown nodes and of other values', () => {
  expect(count([observation(1, 'a'), observation(1, 'a'), observation(2, 'a')])).toBe(3);
  expect(count([observation(1, 'a'), observation(1, 'b', 1, 'n2')])).toBe(2);
  expect(count([observation(1, 'a', 1, ''), observation(1, 'b', 1, '')])).toBe(2);
  expect(count([observation(1, 'a'), observation(1, 'b', 2)])).toBe(2);
});

it('keeps what overlaps in part: each source adds what the other lacks', () => {
  const first = [0, 1, 2, 3].map((no) => observation(no * 10_000, 'a'));
  const second = [2, 3, 4, 5].map((no) => observation(no * 10_000, 'b'));
  expect(count([...first, ...second])).toBe(6);
});

describe('a storm over rotated files', () => {
  const times = fc
    .array(fc.integer({ min: 0, max: 20 }), { minLength: 2, maxLength: 60 })
    .map((seconds) => seconds.sort((a, b) => a - b).map((second) => second * 1000));
  const cut = fc.nat({ max: 59 });
  const files = (all: readonly number[], first: number, second: number, node: string) => [
    ...all.slice(0, first).map((at) => observation(at, 'k3s.log.1', 1, node)),
    ...all.slice(second).map((at) => observation(at, 'k3s.log', 1, node)),
  ];
  const members = (all: readonly TimedObservation[]) =>
    ['k3s.log.1', 'k3s.log'].map((source) => {
      const own = all.filter(({ subject }) => subject.source === source).map(({ at }) => at);
      const [from] = own;
      const to = own.at(-1);
      return from === undefined || to === undefined
        ? { source, lines: 0 }
        : { source, lines: own.length, from, to };
    });

  it('counts whole wherever it was cut', () => {
    fc.assert(
      fc.property(times, cut, fc.constantFrom('n1', ''), (all, at, node) => {
        const first = at % all.length;
        // Two files that lie in one and the same instant are copies of each other.
        fc.pre(all[0] !== all.at(-1));
        const told = files(all, first, first, node);
        const kept = [
          ...listed(
            withoutDuplicates(given(inOrder(told)), overlapsOf(members(told)), members(told)),
          ),
        ];
        expect(kept).toHaveLength(all.length);
      }),
    );
  });

  it('counts once what was copied before it was cut, though no host is named', () => {
    fc.assert(
      fc.property(times, cut, fc.constantFrom('n1', ''), (all, at, node) => {
        const from = at % all.length;
        const told = files(all, all.length, from, node);
        const commonMs = (all.at(-1) ?? 0) - (all[from] ?? 0);
        const kept = [
          ...listed(
            withoutDuplicates(given(inOrder(told)), overlapsOf(members(told)), members(told)),
          ),
        ];
        // Files that have but one instant in common may as well meet there.
        if (commonMs > (node === '' ? 2000 : 0)) expect(kept).toHaveLength(all.length);
      }),
    );
  });
});

it('keeps what two replicas say alike in files of no set', () => {
  const alike = ['a.log', 'b.log'].flatMap((source) =>
    [0, 5000, 10_000].map((at) => observation(at, source, 1, '')),
  );
  const members = ['a.log', 'b.log'].map((source) => ({ source, lines: 3, from: 0, to: 10_000 }));
  expect(listed(withoutDuplicates(given(inOrder(alike)), overlapsOf(members)))).toHaveLength(6);
});
