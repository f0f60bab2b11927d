import { expect, it } from 'vitest';
import type { Quote } from '../src/model/observation.js';
import { findDisputes, withDisputedVersions } from '../src/version-disputes.js';

const MINUTE = 60_000;
const BAD = 'v1.31.7+k3s1';
const GOOD = 'v1.32.4+k3s1';

interface Log {
  readonly source: string;
  /** By the minute. */
  readonly starts: readonly (readonly [minute: number, version: string])[];
  readonly to?: number;
  readonly format?: string;
  /** The node of the source; that of its records is `s1`. */
  readonly of?: string;
}

function disputesOf(...logs: readonly Log[]) {
  const quotes = logs.flatMap(({ source, starts }) =>
    starts.map(
      ([minute, version], index): Quote => ({
        citation: { source, line: index + 1, sha256: '', text: `Starting k3s ${version}` },
        observation: {
          signal: 'k3s_started',
          at: minute * MINUTE,
          subject: { node: 's1', source },
          fields: { product_version: version },
          line: index + 1,
        },
      }),
    ),
  );
  const coverage = logs.map(({ source, to = 30, format = 'journald-short-iso', of = 's1' }) => ({
    source,
    node: of,
    format,
    to: to * MINUTE,
  }));
  return findDisputes(['k3s_started'], () => quotes, coverage);
}

it.each<readonly [string, readonly Log[]]>([
  [
    'started together',
    [
      { source: 'ca/s1.log', starts: [[0, BAD]] },
      { source: 'cb/s1.log', starts: [[0, GOOD]] },
    ],
  ],
  [
    'started later than the other, which goes on',
    [
      { source: 'ca/s1.log', starts: [[20, BAD]] },
      { source: 'cb/s1.log', starts: [[0, GOOD]] },
    ],
  ],
  [
    'told by files without host names',
    [
      { source: 'ca/s1.log', starts: [[0, BAD]], format: 'plain' },
      { source: 'cb/s1.log', starts: [[1, GOOD]], format: 'plain' },
    ],
  ],
])('sees two releases that run at one time: %s', (_, logs) => {
  for (const given of [logs, [...logs].reverse()]) {
    const found = disputesOf(...given).get('s1');
    expect([...(found?.versions ?? [])].sort()).toEqual([BAD, GOOD]);
    expect(found?.evidence.map(({ source }) => source).sort()).toEqual(['ca/s1.log', 'cb/s1.log']);
  }
});

const UPGRADE = [
  [0, BAD],
  [10, GOOD],
] as const;

it.each<readonly [string, readonly Log[]]>([
  ['one log that shows an upgrade', [{ source: 'a', starts: UPGRADE }]],
  [
    'two logs that both show it',
    [
      { source: 'journal', starts: UPGRADE },
      { source: 'syslog', starts: UPGRADE },
    ],
  ],
  [
    'two that stamp it a little apart',
    [
      { source: 'journal', starts: UPGRADE },
      {
        source: 'syslog',
        starts: [
          [0.01, BAD],
          [10.02, GOOD],
        ],
      },
    ],
  ],
  [
    'a log that ends before the other starts',
    [
      { source: 'a.log.1', starts: [[0, BAD]], to: 10 },
      { source: 'a.log', starts: [[10, GOOD]] },
    ],
  ],
  [
    'a file beside the journal',
    [
      { source: 'journal', starts: [[0, BAD]] },
      { source: 'k3s.log', starts: [[10, GOOD]], format: 'plain' },
    ],
  ],
  [
    'the file of several nodes, which goes on for others',
    [
      { source: 'all.log', starts: [[0, BAD]], of: '' },
      { source: 's1.log', starts: [[10, GOOD]], to: 9 },
    ],
  ],
  [
    'the same release twice',
    [
      { source: 'a', starts: [[0, BAD]] },
      { source: 'b', starts: [[5, BAD]] },
    ],
  ],
])('sees no dispute in %s', (_, logs) => {
  expect(disputesOf(...logs).size).toBe(0);
});

it('shows the lines of both, unless files disagree already', () => {
  const disputes = disputesOf(
    { source: 'ca/s1.log', starts: [[0, BAD]] },
    { source: 'cb/s1.log', starts: [[0, GOOD]] },
  );
  const s1 = { name: 's1', addresses: [] };
  const [shown] = withDisputedVersions([s1], disputes);
  expect(shown?.conflicts).toMatchObject([
    {
      field: 'version',
      values: [BAD, GOOD],
      evidence: [{ source: 'ca/s1.log', line: 1 }, { source: 'cb/s1.log' }],
    },
  ]);
  const told = {
    ...s1,
    conflicts: [{ field: 'version', values: ['x', 'y'], evidence: [] }] as const,
  };
  expect(withDisputedVersions([told], disputes)).toEqual([told]);
  expect(withDisputedVersions([{ ...s1, name: 's2' }], disputes)[0]?.conflicts).toBeUndefined();
});
