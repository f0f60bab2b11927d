import { describe, expect, it } from 'vitest';
import type { Coverage, CoverageNoteCode, Report } from '../../src/model/report.js';
import { createAssumedTimes } from '../../src/report/assumed.js';

const TOLD = Date.UTC(2025, 3, 15, 10);
const YEARLESS = Date.UTC(2000, 3, 15, 10);

const coverage = (source: string, at: number, codes: readonly CoverageNoteCode[]): Coverage => ({
  source,
  role: 'log',
  format: 'journald-short',
  lines: 1,
  sieved: 0,
  records: 1,
  unparsed: 0,
  clipped: 0,
  suppressed: 0,
  from: at,
  to: at,
  gaps: [],
  notes: codes.map((code) => ({ code })),
});

const reportOf = (...all: readonly Coverage[]): Report => ({
  tool: { version: '0.0.0', rules: { pack: 'x', count: 0 } },
  verdict: 'clear',
  cluster: { products: [], nodes: [] },
  findings: [],
  muted: [],
  outcomes: [],
  coverage: all,
});

describe('assumed times', () => {
  it.each([
    ['told in full', TOLD, [], undefined],
    ['a year of the bundle', TOLD, ['year-assumed'], ['year']],
    ['no year at all', YEARLESS, ['year-assumed'], ['year-unknown']],
    [
      'beside that year, over New Year',
      YEARLESS - 200 * 86_400_000,
      ['year-assumed'],
      ['year-unknown'],
    ],
    ['no zone', TOLD, ['zone-assumed'], ['zone']],
    ['neither', YEARLESS, ['year-assumed', 'zone-assumed'], ['year-unknown', 'zone']],
  ] as const)('%s', (_, at, codes, expected) => {
    const one = coverage('a.log', at, codes);
    const times = createAssumedTimes(reportOf(one, coverage('b.log', TOLD, [])));
    expect(times.ofCoverage(one)).toEqual(expected);
    expect(times.ofLine('a.log', at)).toEqual(expected);
    expect(times.ofLine('b.log', TOLD)).toBeUndefined();
  });

  it('are none where there is no time', () => {
    const times = createAssumedTimes(reportOf(coverage('a.log', TOLD, ['zone-assumed'])));
    expect(times.ofLine('a.log', undefined)).toBeUndefined();
  });
});
