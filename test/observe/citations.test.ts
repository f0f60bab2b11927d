import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { createCitationKeeper } from '../../src/observe/citations.js';
import { countRule, lineOf, observationOf, test } from './build.js';

const everything = (): boolean => true;
const MINUTE = 60_000;

it('holds a bounded number of lines of a storm, its first one among them', () => {
  const keeper = createCitationKeeper();
  for (let no = 1; no <= 20_000; no += 1) {
    keeper.keep(observationOf({ at: no * 100, line: no }), lineOf(no));
  }
  const lines = keeper.find('slow', everything).map(({ citation }) => citation.line);
  expect(lines.length).toBeGreaterThan(32);
  expect(lines.length).toBeLessThanOrEqual(64);
  expect(lines[0]).toBe(1);
  expect(lines.at(-1)).toBeGreaterThan(19_000);
});

it('leaves fewer lines to each place where there are many, and says which went unquoted', () => {
  const keeper = createCitationKeeper();
  for (let node = 0; node < 5000; node += 1) {
    for (let no = 1; no <= 10; no += 1) {
      const subject = { node: `n${node}`, source: 'a.log' };
      keeper.keep(observationOf({ at: no * MINUTE, line: no, subject }), lineOf(no));
    }
  }
  const kept = keeper.find('slow', everything);
  expect(new Set(kept.map(({ citation }) => citation.node)).size).toBe(4096);
  expect(kept.length).toBeLessThanOrEqual(8192);
  expect(keeper.unquoted).toBeGreaterThan(0);
});

it('keeps a rare line that passes a filter beside the many before it that do not', () => {
  const keeper = createCitationKeeper([
    countRule('seconds', { filter: { slow: [test('took', 'gte', 1000)] } }),
  ]);
  for (let no = 1; no <= 5000; no += 1) {
    const took = no === 4321 ? 1500 : 120;
    keeper.keep(observationOf({ at: no * 1000, line: no, fields: { took } }), lineOf(no));
  }
  const passing = keeper.find('slow', ({ observation }) => Number(observation.fields.took) >= 1000);
  expect(passing.map(({ citation }) => citation.line)).toEqual([4321]);
});

it('cites the hash of the whole line and shortens the text between whole characters', () => {
  const text = `${'😀'.repeat(3000)}end`;
  const keeper = createCitationKeeper();
  keeper.keep(observationOf({ at: 1 }), lineOf(1, text));
  const [quote] = keeper.find('slow', everything);
  expect(quote?.citation.sha256).toBe(createHash('sha256').update(text).digest('hex'));
  expect([...(quote?.citation.text ?? '')]).toHaveLength(2000);
  expect(quote?.citation.text).toMatch(/^(?:😀)+… \d+ characters left out …(?:😀)+end$/u);
});

it('completes assumed times only, and gives lines before the first time of a source that time', () => {
  const first = { ms: 500, assumed: true };
  const keeper = createCitationKeeper([], (source) => (source === 'a.log' ? first : undefined));
  const ofB = { node: '', source: 'b.log' };
  keeper.keep(observationOf({ line: 1 }), lineOf(1));
  keeper.keep(observationOf({ at: 600, line: 2 }), lineOf(2), true);
  keeper.keep(observationOf({ at: 700, line: 3 }), lineOf(3), false);
  keeper.keep(observationOf({ line: 4, subject: ofB }), lineOf(4, 'x', 'b.log'));
  const settled = keeper.find('slow', everything, (at) => at + 1_000_000);
  const times = new Map(settled.map(({ citation: { line, time } }) => [line, time]));
  expect([1, 2, 3, 4].map((no) => times.get(no))).toEqual([1_000_500, 1_000_600, 700, undefined]);
});

it('keeps lines of what comes often beside more kinds than there is room for, whatever their kind', () => {
  const keeper = createCitationKeeper([countRule('by_peer', { groupBy: ['node.name', 'peer'] })]);
  const isLoud = (no: number): boolean => no > 20_000 && no <= 21_000 && no % 2 === 0;
  for (let no = 1; no <= 40_000; no += 1) {
    const fields = { peer: isLoud(no) ? 'loud' : `p${no}` };
    keeper.keep(observationOf({ at: no * 1000, line: no, fields }), lineOf(no));
  }
  const spare = keeper.findSpare('slow', everything);
  const loud = spare.filter(({ observation }) => observation.fields.peer === 'loud');
  expect(loud.length).toBeGreaterThan(3);
  for (const { citation } of loud) expect(isLoud(citation.line)).toBe(true);
  expect(spare.length).toBeLessThanOrEqual(1024);
});
