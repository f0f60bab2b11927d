import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { TimedObservation } from '../../src/model/observation.js';
import { withoutDuplicates } from '../../src/observe/duplicates.js';

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
  [...withoutDuplicates(inOrder(all))].length;

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
