import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Observation, Subject, TimedObservation } from '../../src/model/observation.js';
import { createRuns } from '../../src/observe/runs.js';
import { listed } from '../support/listed.js';

const subject: Subject = { node: 'a', source: 'a' };
const stay = (one: Subject): Subject => one;
/** More than one run holds. */
const FULL = 65_536;

interface Given {
  readonly signal: string;
  readonly at: number;
  readonly took?: number;
}

function live(given: Iterable<Given>, maxKept = 2000) {
  const runs = createRuns({ maxKept });
  let line = 0;
  for (const { signal, at, took } of given) {
    line += 1;
    const fields = took === undefined ? {} : { took };
    const observation: Observation = { signal, subject, fields, line };
    runs.add(observation, at, false);
  }
  return runs;
}
const kept = (runs: ReturnType<typeof live>): readonly TimedObservation[] =>
  listed(runs.inOrder((at) => at, stay));
const weightOf = (all: readonly TimedObservation[], from = 0, to = Number.POSITIVE_INFINITY) =>
  all.filter(({ at }) => at >= from && at < to).reduce((sum, { weight = 1 }) => sum + weight, 0);

function* storm(count: number, perSecond: number, signal = 'storm'): Generator<Given> {
  for (let i = 0; i < count; i += 1) yield { signal, at: Math.floor((i * 1000) / perSecond) };
}

it('keeps every count of every second, in few observations', () => {
  const total = 3 * FULL;
  const runs = live(storm(total, 1000));
  const all = kept(runs);
  expect(weightOf(all)).toBe(total);
  for (const second of [0, 7, 60, 130]) {
    expect(weightOf(all, second * 1000, second * 1000 + 1000)).toBe(1000);
  }
  expect(all.length).toBeLessThan(total / 100 + FULL);
  expect(runs.isFull).toBe(false);
});

it('keeps the quantiles of what is measured', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1000 }), (scale) => {
      const given = function* (): Generator<Given> {
        for (let i = 0; i < 2 * FULL; i += 1) {
          yield { signal: 's', at: Math.floor(i / 100), took: ((i * 7919) % 1000) * scale };
        }
      };
      const old = kept(live(given())).filter(({ at }) => at < 1000);
      expect(weightOf(old)).toBe(100_000);
      expect(old.length).toBe(7);
      const above = (limit: number): number =>
        old
          .filter(({ fields }) => Number(fields.took) >= limit * scale)
          .reduce((sum, { weight = 1 }) => sum + weight, 0);
      expect(above(500) / 100_000).toBeCloseTo(0.5, 0);
      expect(above(985) / 100_000).toBeGreaterThan(0.005);
      expect(above(985) / 100_000).toBeLessThan(0.02);
    }),
    { numRuns: 3 },
  );
});

it('lets the oldest of a storm go, not what is seldom', () => {
  const given = function* (): Generator<Given> {
    yield { signal: 'start', at: 0 };
    // One a second: nothing can be condensed.
    for (const one of storm(9000, 1)) yield one;
  };
  const runs = live(given(), 4000);
  expect(runs.isFull).toBe(true);
  const before = weightOf(kept(runs));
  const [gone] = runs.letGo();
  const all = kept(runs);
  expect(runs.isFull).toBe(false);
  expect(all.some(({ signal }) => signal === 'start')).toBe(true);
  const [first] = all.filter(({ signal }) => signal === 'storm');
  expect(gone).toEqual({ source: 'a', at: (first?.at ?? 0) - 1000, assumed: false });
  expect(weightOf(all)).toBeLessThan(before);
  expect(all.at(-1)?.at).toBe(8999 * 1000);
});

it('is exact as long as there is room', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 5000 }), { maxLength: 500 }), (times) => {
      const given = times.map((at) => ({ signal: 's', at, took: at % 7 }));
      const plain = createRuns();
      given.forEach(({ signal, at, took }, index) => {
        plain.add({ signal, subject, fields: { took }, line: index + 1 }, at, false);
      });
      expect(kept(live(given))).toEqual(listed(plain.inOrder((at) => at, stay)));
    }),
  );
});
