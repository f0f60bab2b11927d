import { expect, it } from 'vitest';
import type { Finding, Lang } from '../../src/model/report.js';
import { liveLines } from '../../src/report/live-lines.js';
import { at, both, finding, report } from './fixtures.js';

const MINUTE_MS = 60_000;
const START = at('2025-04-15T08:00:00Z');
const minute = (no: number): number => START + no * MINUTE_MS;

const storm = (from: number, to: number, part: Partial<Finding> = {}): Finding =>
  finding({
    from: minute(from),
    to: minute(to),
    title: both('A storm', '风暴'),
    peak: { perMinute: 100, at: minute(from) },
    ...part,
  });

/** What is said of one report after the other; `now` in minutes. */
function said(
  steps: readonly (readonly [now: number, ...findings: Finding[]])[],
  lang: Lang = 'en',
) {
  let told: Parameters<typeof liveLines>[0] = [];
  return steps.map(([now, ...findings]) => {
    const next = liveLines(told, report({ findings }), minute(now), lang);
    told = next.told;
    return next.lines;
  });
}

it('says once that a finding opens, with all that matters', () => {
  const open = storm(1, 2, { nodes: ['s1', 's2'], fixVersions: { k3s: 'v1.31.8+k3s1' } });
  const grown = { ...open, to: minute(3) };
  expect(
    said([
      [2, open],
      [3, grown],
    ]),
  ).toEqual([
    [
      '2025-04-15 08:02:00 UTC  OPEN   A storm · high severity, confirmed, root cause · s1, s2 · since 08:01:00 · 100 a minute · fixed in k3s v1.31.8+k3s1',
    ],
    [],
  ]);
});

it.each([
  ['its severity rises', { severity: 'critical' }],
  ['its role rises', { role: 'root-cause' }],
  ['it becomes surer', { confidence: 'confirmed' }],
  ['its rate doubles', { peak: { perMinute: 200, at: START } }],
  ['a node is added', { nodes: ['server1', 's9'] }],
] as const)('says that it worsens when %s', (_, change) => {
  const before = storm(1, 2, { role: 'contributing', confidence: 'probable' });
  const [, lines] = said([
    [2, before],
    [4, { ...before, to: minute(4), ...change }],
  ]);
  expect(lines).toEqual([expect.stringMatching(/^2025-04-15 08:04:00 UTC {2}WORSE {2}A storm/)]);
});

it.each([
  ['its severity falls', { severity: 'low' }],
  ['its rate grows by less', { peak: { perMinute: 199, at: START } }],
  ['a node is told no more', { nodes: ['server1'] }],
] as const)('says nothing when %s', (_, change) => {
  const before = storm(1, 2, { nodes: ['server1', 's9'] });
  expect(
    said([
      [2, before],
      [3, { ...before, ...change, to: minute(3) }],
    ])[1],
  ).toEqual([]);
});

it('compares with what was last said: a slow rise is told when it has doubled', () => {
  const rising = (perMinute: number, to: number) =>
    storm(1, to, { peak: { perMinute, at: minute(to) } });
  const lines = said([
    [2, rising(100, 2)],
    [3, rising(150, 3)],
    [4, rising(220, 4)],
  ]);
  expect(lines.map(({ length }) => length)).toEqual([1, 0, 1]);
});

it('says that it is over after a quiet minute, and when it goes on', () => {
  const one = storm(1, 5);
  const lines = said([
    [5, one],
    [6, one],
    [6.5, one],
    [9, one],
    [9, storm(1, 9)],
  ]);
  expect(lines.map((own) => own.map((line) => line.slice(25, 30)))).toEqual([
    ['OPEN '],
    [],
    ['OVER '],
    [],
    ['AGAIN'],
  ]);
  expect(lines[2]?.[0]).toContain('2025-04-15 08:01:00 – 08:05:00');
});

it('tells another incident of the same diagnosis by itself', () => {
  const lines = said([
    [2, storm(1, 2)],
    [50, storm(1, 2), storm(49, 50)],
  ]);
  expect(lines[1]?.map((line) => line.slice(25, 30))).toEqual(['OVER ', 'OPEN ']);
});

it('speaks Chinese, and lets no control character through', () => {
  const [[line] = []] = said([[2, storm(1, 2, { nodes: ['a\u001b[31m'] })]], 'zh');
  expect(line).toBe(
    '2025-04-15 08:02:00 UTC  出现  风暴 · 严重性：高，已证实，根因 · a␛[31m · 始于 08:01:00 · 每分钟 100 条',
  );
});

it('says that a finding is found to be the consequence of another', () => {
  const one = storm(1, 2);
  const cause = storm(1, 3, { id: 'etcd-slow-disk', title: both('A slow disk') });
  const [, lines] = said([
    [2, one],
    [3, { ...one, to: minute(3), role: 'symptom', explainedBy: ['etcd-slow-disk'] }, cause],
  ]);
  expect(lines).toEqual([
    '2025-04-15 08:03:00 UTC  ROLE   A storm · high severity, confirmed, symptom · server1 · consequence of: A slow disk · 100 a minute',
    expect.stringMatching(/^2025-04-15 08:03:00 UTC {2}OPEN {3}A slow disk/),
  ]);
});

it('begins each line with the time that the log has reached', () => {
  const [, lines] = said([
    [5, storm(1, 5)],
    [9, storm(1, 5)],
  ]);
  expect(lines).toEqual([
    expect.stringMatching(/^2025-04-15 08:09:00 UTC {2}OVER .* 08:01:00 – 08:05:00/),
  ]);
});
