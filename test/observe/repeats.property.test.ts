import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimedObservation } from '../../src/model/observation.js';
import { withoutDuplicates } from '../../src/observe/duplicates.js';
import type { SourceSpan } from '../../src/observe/repeats.js';
import { given, listed } from '../support/listed.js';

interface Entry {
  readonly at: number;
  readonly value: number;
}
interface Part {
  readonly source: string;
  readonly format: string;
  readonly entries: readonly Entry[];
  readonly component?: string;
}

const toObservations = ({ source, entries, component }: Part): readonly TimedObservation[] =>
  entries.map(({ at, value }, index) => ({
    signal: 's',
    at,
    subject: { node: 'n1', source, ...(component ? { component } : {}) },
    fields: { value },
    line: index + 1,
  }));
const spanOf = ({ source, format, entries }: Part): SourceSpan => {
  const times = entries.map(({ at }) => at);
  return times.length === 0
    ? { source, format }
    : { source, format, from: Math.min(...times), to: Math.max(...times) };
};

/** How many records remain of all parts. */
function countOf(parts: readonly Part[]): number {
  const order = (one: TimedObservation): string => `${one.subject.source} ${one.line}`;
  const all = parts
    .flatMap(toObservations)
    .sort((a, b) => a.at - b.at || (order(a) < order(b) ? -1 : 1));
  return listed(withoutDuplicates(given(all), new Map(), parts.map(spanOf))).length;
}

/** A log in time order, stamped by whole steps. */
const log = (stepMs: number, seconds: number): fc.Arbitrary<readonly Entry[]> =>
  fc
    .array(
      fc.record({
        at: fc.integer({ min: 0, max: (seconds * 1000) / stepMs }).map((no) => no * stepMs),
        value: fc.integer({ min: 0, max: 2 }),
      }),
      { minLength: 4, maxLength: 120 },
    )
    .map((entries) => [...entries].sort((a, b) => a.at - b.at));
/** Names in any order: what comes first in time need not come first by name. */
const names = fc.shuffledSubarray(['a.log', 'b.log', 'c.log', 'd.log'], { minLength: 4 });
const cuts = fc.array(fc.nat({ max: 119 }), { minLength: 1, maxLength: 3 });
const step = fc.constantFrom(1000, 1);
const firstOf = (entries: readonly Entry[]): number => entries[0]?.at ?? 0;
const lastOf = (entries: readonly Entry[]): number => entries.at(-1)?.at ?? 0;
const isOneInstant = (entries: readonly Entry[]): boolean => firstOf(entries) === lastOf(entries);

const cutAt = (entries: readonly Entry[], places: readonly number[]): (readonly Entry[])[] => {
  const sorted = [...new Set(places.map((place) => place % entries.length))].sort((a, b) => a - b);
  return [0, ...sorted].map((from, index) => entries.slice(from, sorted[index]));
};

describe('parts of one log', () => {
  it('count as the whole where they do not overlap, wherever it was cut', () => {
    const whole = step.chain((stepMs) => log(stepMs, 20));
    fc.assert(
      fc.property(whole, cuts, names, (entries, places, order) => {
        const parts = cutAt(entries, places);
        // Several parts of one and the same instant look like copies of each other.
        fc.pre(parts.filter((part) => part.length > 0 && isOneInstant(part)).length < 2);
        const told = parts.map((part, no) => ({
          source: order[no] ?? '',
          format: 'journald-short-iso',
          entries: part,
        }));
        expect(countOf(told)).toBe(entries.length);
      }),
    );
  });

  it('count as the whole where two overlap in more than an instant', () => {
    const whole = step.chain((stepMs) => log(stepMs, 20));
    fc.assert(
      fc.property(
        whole,
        fc.nat({ max: 119 }),
        fc.nat({ max: 119 }),
        names,
        (entries, one, two, order) => {
          const [from, to] = [one % entries.length, two % entries.length].sort((a, b) => a - b);
          const common = entries.slice(from, (to ?? 0) + 1);
          fc.pre(!isOneInstant(common));
          const parts = [entries.slice(0, (to ?? 0) + 1), entries.slice(from)];
          const told = parts.map((part, no) => ({
            source: order[no] ?? '',
            format: 'journald-short-iso',
            entries: part,
          }));
          expect(countOf(told)).toBe(entries.length);
        },
      ),
    );
  });

  it('count as the whole beside one file that holds all of it', () => {
    fc.assert(
      fc.property(log(1000, 20), cuts, names, (entries, places, order) => {
        const parts = cutAt(entries, places).slice(0, 3);
        fc.pre(!parts.some(isOneInstant));
        const told = [entries, ...parts].map((part, no) => ({
          source: order[no] ?? '',
          format: 'journald-short-iso',
          entries: part,
        }));
        expect(countOf(told)).toBe(entries.length);
      }),
    );
  });
});

describe('one log in two forms', () => {
  const cutToSeconds = (entries: readonly Entry[]): readonly Entry[] =>
    entries.map(({ at, value }) => ({ at: Math.floor(at / 1000) * 1000, value }));

  it('counts once, though one form cuts stamps to seconds and names no program', () => {
    fc.assert(
      fc.property(log(1, 20), fc.boolean(), (entries, first) => {
        const told: Part[] = [
          {
            source: first ? 'a' : 'b',
            format: 'journald-json',
            entries,
            component: 'supervisor',
          },
          { source: first ? 'b' : 'a', format: 'plain', entries: cutToSeconds(entries) },
        ];
        expect(countOf(told)).toBe(entries.length);
      }),
    );
  });

  it('counts once where one form holds a longer part of it', () => {
    fc.assert(
      fc.property(log(1, 30), fc.nat({ max: 119 }), fc.nat({ max: 119 }), (entries, one, two) => {
        const [from, to] = [one % entries.length, two % entries.length].sort((a, b) => a - b);
        const journal = entries.slice(0, (to ?? 0) + 1);
        const plain = cutToSeconds(entries.slice(from));
        fc.pre(lastOf(journal) - firstOf(plain) > 2000);
        const told: Part[] = [
          { source: 'a', format: 'journald-json', entries: journal },
          { source: 'b', format: 'plain', entries: plain },
        ];
        expect(countOf(told)).toBe(entries.length);
      }),
    );
  });

  it('keeps what different programs say alike in the same instant', () => {
    const entries = [0, 5000, 10_000].map((at) => ({ at, value: 1 }));
    const of = (source: string, component: string): Part => ({
      source,
      format: 'plain',
      entries,
      component,
    });
    expect(countOf([of('a', 'etcd'), of('b', 'apiserver')])).toBe(6);
    expect(countOf([of('a', 'etcd'), of('b', 'etcd')])).toBe(3);
  });

  it('counts the records of forms that only meet, one after the other', () => {
    const of = (source: string, format: string, times: readonly number[]): Part => ({
      source,
      format,
      entries: times.map((at) => ({ at, value: 1 })),
    });
    const journal = of('a', 'journald-json', [0, 100, 9000, 9400]);
    expect(countOf([journal, of('b', 'plain', [9000, 9000, 10_000, 20_000])])).toBe(8);
  });
});
