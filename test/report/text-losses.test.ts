import { expect, it } from 'vitest';
import type { Coverage, Gap, Report } from '../../src/model/report.js';
import { renderText } from '../../src/report/text.js';
import { at, coverage, finding, report } from './fixtures.js';

const gap = (from: string, to: string, why?: Gap['why']): Gap => ({
  from: at(`2025-04-15T${from}:00Z`),
  to: at(`2025-04-15T${to}:00Z`),
  ...(why === undefined ? {} : { why }),
});
const said = (over: Partial<Report>, lang: 'en' | 'zh' = 'en'): string =>
  renderText(report(over), { width: 120, color: false, lang });
/** The lines about what is missing. */
const lines = (...all: readonly Partial<Coverage>[]): readonly string[] =>
  said({ coverage: all.map(coverage) })
    .split('\n')
    .flatMap((line) => (line.startsWith('  - ') ? [line.slice(4)] : []));

it('tells in one line a node what is missing in all its files', () => {
  expect(
    lines(
      { gaps: [gap('08:20', '09:00', 'lost')], suppressed: 7000 },
      { source: 'b.log', gaps: [gap('08:30', '09:10', 'lost')], suppressed: 124 },
      { source: 'c.log', node: 's2', gaps: [gap('08:20', '09:00', 'silent')] },
    ),
  ).toEqual([
    'server1: lines missing for 50 min (2025-04-15 08:20:00 – 09:10:00), while other logs of the node went on · 7,124',
    's2: no line for 40 min (2025-04-15 08:20:00 – 09:00:00), though the process went on',
  ]);
});

it.each<[Gap['why'], string]>([
  ['rotated', 'a rotated file is not in the input: lines missing for 40 min (TIME)'],
  ['stopped', 'no line for 40 min (TIME), until another process started'],
  [undefined, 'no line for 40 min (TIME)'],
])('says of a gap that is %s: %s', (why, text) => {
  expect(lines({ gaps: [gap('08:20', '09:00', why)] })).toEqual([
    `server1: ${text.replace('TIME', '2025-04-15 08:20:00 – 09:00:00')}`,
  ]);
});

it('keeps silent about pauses of one file in which another one of the node spoke', () => {
  expect(lines({ gaps: [gap('08:20', '09:00')] }, { source: 'b.log' })).toEqual([]);
});

it('says of several gaps how long the longest is', () => {
  expect(lines({ gaps: [gap('08:05', '08:25', 'lost'), gap('08:30', '09:00', 'lost')] })).toEqual([
    'server1: lines missing 2 times, for up to 30 min (2025-04-15 08:30:00 – 09:00:00), while other logs of the node went',
  ]);
});

it('leaves out copies, and says from when on a log was collected', () => {
  const cut = { notes: [{ code: 'head-cut-lines' as const, detail: '500' }] };
  const copy = { notes: [{ code: 'copy-of' as const, detail: 'a' }], suppressed: 3 };
  expect(lines(cut, { source: 'b.log', ...copy })).toEqual([
    'server1: only the end of 1 log was collected, from 2025-04-15 08:00:00 on',
  ]);
});

it('says what exceeded the bounds, once', () => {
  const bounds = [
    { code: 'groups-evicted' as const, count: 1 },
    { code: 'texts-dropped' as const, count: 5000 },
  ];
  expect(said({ bounds, coverage: [coverage()] })).toContain(
    'More than could be kept: 1 group not followed to the end, 5,000 records counted without texts.',
  );
  expect(said({ bounds, coverage: [coverage()] }, 'zh')).toContain('1 个分组未能跟踪到底');
});

it('does not take the ends of the log for those of the storm', () => {
  const [from, to] = [at('2025-04-15T08:00:00Z'), at('2025-04-15T09:00:00Z')];
  const open = finding({
    from,
    to,
    openStart: true,
    openEnd: true,
    count: { value: 18_234, atLeast: true },
  });
  const text = said({ verdict: 'explained', findings: [open] });
  expect(text).toContain(
    'Since       before 2025-04-15 08:00:00 – 09:00:00 UTC (1 h; still running where the log ends)',
  );
  expect(text).toContain('at least 18,234 records (earlier ones are missing)');
});
