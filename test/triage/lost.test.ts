import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Loss } from '../../src/diagnose/facts.js';
import { lostOn, type NodeLogs } from '../../src/triage/lost.js';
import { coverage, finding } from '../report/fixtures.js';

const ALL = { from: 0, to: 1000 };
const JOURNAL = 'b/journald/k3s';
const SYSLOG = 'b/systemlogs/syslog';
const gap = (source: string, at: number, until: number): Loss => ({
  kind: 'gap',
  node: 's1',
  source,
  at,
  until,
});
const log = (source: string, from: number, to: number, gaps: readonly Loss[] = []) =>
  coverage({
    source,
    node: 's1',
    from,
    to,
    gaps: gaps.map(({ at, until = at }) => ({ from: at, to: until, why: 'rotated' as const })),
  });
const storm = (from: number, to: number) => ({
  finding: 'loop',
  from,
  peak: from,
  to,
  open: false,
});
const counted = (atLeast: boolean) => finding({ key: 'loop', count: { value: 9, atLeast } });
const logs = (part: Partial<NodeLogs>): NodeLogs => ({
  node: 's1',
  losses: [],
  sources: [JOURNAL],
  coverage: [],
  storms: [],
  findings: [],
  ...part,
});
const spans = (part: Partial<NodeLogs>) =>
  lostOn(logs(part), ALL).map(({ from, to }) => [from, to]);

it('tells what the log lacks that feeds the lane, in its rotated files as well', () => {
  const losses = [gap(JOURNAL, 100, 200), gap(`${JOURNAL}.1`, 150, 300)];
  expect(spans({ losses })).toEqual([[100, 300]]);
});

it('tells nothing of a log that shows no signal, where another one does', () => {
  const losses = [gap(SYSLOG, 100, 300)];
  expect(spans({ losses })).toEqual([]);
  expect(spans({ losses, sources: [] })).toEqual([[100, 300]]);
  expect(spans({ losses: [{ ...gap(JOURNAL, 100, 300), node: 's2' }] })).toEqual([]);
});

it('tells nothing where another log with signals has the lines', () => {
  const losses = [gap(SYSLOG, 100, 300)];
  const sources = [JOURNAL, SYSLOG];
  expect(spans({ losses, sources, coverage: [log(JOURNAL, 0, 400)] })).toEqual([]);
  for (const other of [
    log(JOURNAL, 0, 250),
    log(JOURNAL, 150, 400),
    log(JOURNAL, 0, 400, [gap(JOURNAL, 120, 130)]),
    log(`${SYSLOG}.1`, 0, 400),
    { ...log(JOURNAL, 0, 400), node: 's2' },
    log('b/other', 0, 400),
  ])
    expect(spans({ losses, sources, coverage: [other] })).toEqual([[100, 300]]);
});

it('tells what was dropped before it was written, whoever else writes', () => {
  const losses: readonly Loss[] = [{ kind: 'rate-limit', node: 's1', source: JOURNAL, at: 200 }];
  const sources = [JOURNAL, SYSLOG];
  expect(spans({ losses, sources, coverage: [log(SYSLOG, 0, 400)] })).toEqual([[200, 200]]);
});

it('does not contradict a finding that counts all of its records', () => {
  const losses = [gap(JOURNAL, 100, 300)];
  const storms = [storm(150, 200)];
  expect(spans({ losses, storms, findings: [counted(false)] })).toEqual([
    [100, 150],
    [200, 300],
  ]);
  expect(spans({ losses, storms, findings: [counted(true)] })).toEqual([[100, 300]]);
  expect(spans({ losses, storms: [storm(0, 500)], findings: [counted(false)] })).toEqual([]);
});

it('leaves no moment inside a whole storm, and all outside of them', () => {
  const stretch = fc.tuple(fc.nat(999), fc.nat(200));
  fc.assert(
    fc.property(fc.array(stretch), fc.array(stretch), (gaps, storms) => {
      const lost = spans({
        losses: gaps.map(([at, length]) => gap(JOURNAL, at, at + length)),
        storms: storms.map(([from, length]) => storm(from, from + length)),
        findings: [counted(false)],
      });
      const isIn = (moment: number, all: readonly (readonly number[])[]): boolean =>
        all.some(([from = 0, to = 0]) => from < moment && moment < to);
      const ends = (all: readonly (readonly [number, number])[]) =>
        all.map(([from, length]) => [from, from + length]);
      for (let moment = 0.5; moment < 1000; moment += 1)
        expect(isIn(moment, lost)).toBe(isIn(moment, ends(gaps)) && !isIn(moment, ends(storms)));
    }),
    { numRuns: 30 },
  );
});
