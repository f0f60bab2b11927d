import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { LogRecord } from '../../src/model/record.js';
import { findCopies } from '../../src/observe/copies.js';
import { coverSource } from '../../src/observe/coverage.js';
import { createSourceCoverage } from '../../src/observe/source-coverage.js';
import { lineOf, recordOf } from './build.js';

interface Spoken {
  readonly source: string;
  readonly texts: readonly string[];
  readonly scope?: string;
  readonly node?: string;
  readonly record?: Partial<LogRecord>;
}

const cover = ({ source, texts, scope = '', node = '', record = {} }: Spoken) => {
  const coverage = createSourceCoverage();
  texts.forEach((text, no) => {
    const time = { ms: no * 1000, assumed: false };
    coverage.see(recordOf({ line: lineOf(no + 1, text, source), time, ...record }), node, true);
  });
  const lines = texts.length;
  return coverSource({
    source,
    scope,
    reader: { lines, clipped: 0, leftOut: 0, bytes: 9 * lines, notes: [] },
    tally: { format: 'plain', records: lines, unparsed: 0, yearUnknown: false, zoneUnknown: false },
    seen: { coverage, suppressed: 0, see: () => {}, hear: () => {}, skip: () => {} },
  });
};
const copies = (...all: readonly Spoken[]) => Object.fromEntries(findCopies(all.map(cover)));
const texts = Array.from({ length: 30 }, (_, no) => `line ${no}`);

it('finds copies and names the original: the first by name, of a bundle before loose files', () => {
  const named = (source: string, scope = ''): Spoken => ({ source, texts, scope });
  expect(copies(named('a'), named('b'), named('c'))).toEqual({ b: 'a', c: 'a' });
  expect(copies(named('a'), named('b', 'bundle'))).toEqual({ a: 'b' });
});

it.each<[string, Partial<Spoken>]>([
  ['another line', { texts: texts.with(17, 'line 71') }],
  ['one line less', { texts: texts.slice(1) }],
  ['lines in another order', { texts: texts.toReversed() }],
  ['records of another node', { node: 's2' }],
  ['records of another pod', { record: { pod: { name: 'p2' } } }],
])('takes %s for no copy', (_name, over) => {
  const pod = { record: { pod: { name: 'p1' } } };
  expect(
    copies(
      { source: 'a', texts, node: 's1', ...pod },
      { source: 'b', texts, node: 's1', ...pod, ...over },
    ),
  ).toEqual({});
});

it('takes neither a few lines nor lines without a time for proof', () => {
  const few = texts.slice(0, 19);
  expect(copies({ source: 'a', texts: few }, { source: 'b', texts: few })).toEqual({});
  const all = ['a', 'b'].map((source) => cover({ source, texts }));
  const untimed = all.map((one) => ({ ...one, digest: { ...one.digest, hash: 'x', timed: 0 } }));
  expect(findCopies(untimed).size).toBe(0);
});

it('never takes different texts for one', () => {
  const lines = fc.array(fc.string({ unit: 'binary', maxLength: 300 }), {
    minLength: 20,
    maxLength: 24,
  });
  fc.assert(
    fc.property(lines, fc.nat(), fc.string({ minLength: 1, maxLength: 3 }), (all, at, text) => {
      const index = at % all.length;
      const changed = all.with(index, `${text}${all[index]?.slice(1)}`);
      const isEqual = changed[index] === all[index];
      expect(copies({ source: 'a', texts: all }, { source: 'b', texts: changed })).toEqual(
        isEqual ? { b: 'a' } : {},
      );
      expect(copies({ source: 'a', texts: all }, { source: 'b', texts: [...all] })).toEqual({
        b: 'a',
      });
    }),
    { numRuns: 60 },
  );
});
