import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasNoYear } from '../../src/model/time.js';
import type { RawCoverage } from '../../src/observe/coverage.js';
import { createSettle, type SourceClock } from '../../src/observe/settle.js';
import { addYears } from '../../src/observe/year.js';

const DAY_MS = 86_400_000;
const NO_CLOCK: SourceClock = { offsetOf: () => 0, momentOf: () => undefined };

/** The coverage of a source that speaks from one time to another. */
const covered = (source: string, from: number, to: number, zoneless = false): RawCoverage => ({
  source,
  scope: '',
  role: 'log',
  format: 'journald-short',
  lines: 2,
  sieved: 0,
  records: 2,
  unparsed: 0,
  clipped: 0,
  suppressed: 0,
  from,
  to,
  gaps: [],
  notes: [],
  yearless: hasNoYear(from),
  zoneless,
  spells: [],
  programs: [],
  nodes: [],
});

/** A log as it is, and as a reader without its year sees it: its end in 2000. */
const log = fc
  .record({
    to: fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) }),
    days: fc.integer({ min: 0, max: 300 }),
  })
  .map(({ to, days }) => ({ from: to - days * DAY_MS, to }))
  .filter(
    ({ from, to }) => ![from, to].some((at) => new Date(at).toISOString().slice(5, 10) === '02-29'),
  )
  .map(({ from, to }) => {
    const years = 2000 - new Date(to).getUTCFullYear();
    return { from, to, bareFrom: addYears(from, years), bareTo: addYears(to, years) };
  });

describe('years', () => {
  it('are told by the part of the source that has one, before the moment and others', () => {
    fc.assert(
      fc.property(log, fc.integer({ min: 0, max: 30 }), ({ from, to, bareFrom, bareTo }, later) => {
        const known = to + later * DAY_MS;
        const spells = [
          { from: bareFrom, to: bareTo },
          { from: known, to: known + DAY_MS },
        ];
        const mixed = { ...covered('a', bareFrom, known + DAY_MS), spells };
        const other = covered('b', known + 900 * DAY_MS, known + 900 * DAY_MS);
        const clock = { ...NO_CLOCK, momentOf: () => known + 900 * DAY_MS };
        const settle = createSettle([mixed, other], clock);
        expect(settle(bareFrom, 'a')).toBe(from);
        expect(settle(bareTo, 'a')).toBe(to);
        expect(settle(known, 'a')).toBe(known);
      }),
    );
  });

  it('stay as they are where the clock itself stood at 2000', () => {
    const told = Date.UTC(2000, 0, 1);
    const source = { ...covered('a', told, Date.UTC(2025, 2, 1)), yearless: false };
    expect(createSettle([source], NO_CLOCK)(told, 'a')).toBe(told);
  });

  it('are told by the moment of collection, up to a year after the last record', () => {
    fc.assert(
      fc.property(
        log,
        fc.integer({ min: 0, max: 360 }),
        ({ from, to, bareFrom, bareTo }, later) => {
          const clock = { ...NO_CLOCK, momentOf: () => to + later * DAY_MS };
          const settle = createSettle([covered('a', bareFrom, bareTo)], clock);
          expect(settle(bareTo, 'a')).toBe(to);
          expect(settle(bareFrom, 'a')).toBe(from);
        },
      ),
    );
  });

  it('are told by a source that speaks at about the same time', () => {
    fc.assert(
      fc.property(log, fc.integer({ min: -20, max: 20 }), ({ to, bareFrom, bareTo }, apart) => {
        const near = to + apart * DAY_MS;
        const sources = [covered('a', bareFrom, bareTo), covered('b', near - DAY_MS, near)];
        expect(createSettle(sources, NO_CLOCK)(bareTo, 'a')).toBe(to);
      }),
    );
  });

  it('stay unknown, and in order, where nothing tells any', () => {
    fc.assert(
      fc.property(log, ({ bareFrom, bareTo }) => {
        const settle = createSettle([covered('a', bareFrom, bareTo)], NO_CLOCK);
        expect(hasNoYear(settle(bareTo, 'a'))).toBe(true);
        expect(settle(bareFrom, 'a')).toBeLessThanOrEqual(settle(bareTo, 'a'));
      }),
    );
  });

  it('of told times are left alone', () => {
    const told = Date.UTC(2025, 0, 1);
    const settle = createSettle([covered('a', told, told)], { ...NO_CLOCK, momentOf: () => 0 });
    expect(settle(told, 'a')).toBe(told);
  });
});

it('takes the zone off the stamps that lack one, and off no others', () => {
  const at = Date.UTC(2025, 3, 15, 10);
  const clock = { ...NO_CLOCK, offsetOf: () => 120 };
  const settle = createSettle([covered('a', at, at, true), covered('b', at, at)], clock);
  expect(settle(at, 'a')).toBe(Date.UTC(2025, 3, 15, 8));
  expect(settle(at, 'b')).toBe(at);
});
