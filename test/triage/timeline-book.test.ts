import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimedObservation } from '../../src/model/observation.js';
import type { Histogram } from '../../src/model/triage.js';
import { createTimelineBook, type Seen } from '../../src/triage/timeline-book.js';
import { correlation, observation } from '../diagnose/fixtures.js';

const SECOND = 1000;
const LINE: readonly Seen[] = [{ signal: 'line', tests: [] }];

const bookOf = (
  seen: readonly Partial<TimedObservation>[],
  correlations = [correlation('storm')],
) => {
  const book = createTimelineBook({ correlations });
  for (const [no, one] of seen.entries()) book.see(observation({ line: no + 1, ...one }));
  return book;
};
const sum = ({ counts }: Histogram): number =>
  counts.reduce((total, [, count]) => total + count, 0);
/** `[second, count]` of each bucket. */
const drawn = ({ startMs, bucketMs, counts }: Histogram): unknown =>
  counts.map(([index, count]) => [(startMs + index * bucketMs) / SECOND, count]);

describe('what is counted', () => {
  it('stands in seconds, each node on its own', () => {
    const book = bookOf([
      { at: 1_200 },
      { at: 1_900, weight: 4 },
      { at: 9_000 },
      { at: 9_000, subject: { node: 's2', source: 's2.log' } },
    ]);
    expect(drawn(book.of('s1', LINE, 0))).toEqual([
      [1, 5],
      [9, 1],
    ]);
    expect(drawn(book.of('s2', LINE, 0))).toEqual([[9, 1]]);
    expect(book.nodes()).toEqual(['s1', 's2']);
  });

  it('is each record once where several signals match it, but each of its signals', () => {
    const book = bookOf([
      { at: 0, line: 7 },
      { at: 0, line: 7, signal: 'other' },
      { at: 0, line: 8, signal: 'other' },
      { at: 0, line: 7, subject: { node: 's1', source: 's1.log.1' } },
    ]);
    expect(sum(book.all('s1', 0))).toBe(3);
    expect(sum(book.of('s1', [...LINE, { signal: 'other', tests: [] }], 0))).toBe(4);
  });

  it('is what passes the filter of the correlation', () => {
    const slow = [
      { field: 'took', modifier: 'gte', all: false, values: [1000], patterns: [] },
    ] as const;
    const rules = [correlation('storm', { filter: { line: slow } }), correlation('calm')];
    const book = bookOf(
      [20, 1000, 3000].map((took, no) => ({ at: no * SECOND, fields: { took } })),
      rules,
    );
    const filtered = [{ signal: 'line', tests: slow }];
    expect(drawn(book.of('s1', filtered, 0))).toEqual([
      [1, 1],
      [2, 1],
    ]);
    // What is seen through a filter and without it is not counted twice.
    expect(sum(book.of('s1', [...filtered, ...LINE], 0))).toBe(3);
  });

  it('is nothing where nothing came', () => {
    const nothing = { startMs: 5_000, bucketMs: SECOND, counts: [] };
    expect(bookOf([]).all('s9', 5_400)).toEqual(nothing);
    expect(bookOf([]).of('s9', LINE, 5_400)).toEqual(nothing);
  });

  it('stays bounded: buckets grow, counts stay', () => {
    const times = fc
      .tuple(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 90 }))
      .map(([count, step]) => Array.from({ length: count }, (_, no) => no * step * SECOND));
    fc.assert(
      fc.property(times, (all) => {
        const histogram = bookOf(all.map((at) => ({ at }))).of('s1', LINE, 0);
        expect(histogram.counts.length).toBeLessThanOrEqual(2_000);
        expect(sum(histogram)).toBe(all.length);
        expect(Math.log2(histogram.bucketMs / SECOND) % 1).toBe(0);
        if (all.length <= 2_000) expect(histogram.bucketMs).toBe(SECOND);
        const indices = histogram.counts.map(([index]) => index);
        expect(indices).toEqual([...new Set(indices)].sort((a, b) => a - b));
        expect(histogram.startMs).toBeLessThanOrEqual(all[0] ?? 0);
      }),
      { numRuns: 30 },
    );
  });
});

describe('ticks', () => {
  const start = (seconds: number, signal = 'k3s_started') => ({
    at: seconds * SECOND,
    signal,
    fields: { product_version: 'v1.31.7+k3s1' },
  });
  const election = (seconds: number) => ({ at: seconds * SECOND, signal: 'etcd_leader_changes' });
  const ticksOf = (...seen: readonly Partial<TimedObservation>[]) =>
    bookOf(seen)
      .ticks('s1')
      .map(({ kind, at }) => `${kind} ${at / SECOND}`);

  it.each([
    ['again and again', [start(0), start(5), start(10)], ['restart 0', 'restart 5', 'restart 10']],
    ['said by two programs', [start(0), start(9, 'kubelet_started')], ['restart 0']],
    [
      'long before another program',
      [start(0), start(70, 'kubelet_started')],
      ['restart 0', 'restart 70'],
    ],
  ])('a start that comes %s', (_, seen, expected) => expect(ticksOf(...seen)).toEqual(expected));

  it('the lines of one election are one change of leader', () =>
    expect(ticksOf(election(1), election(2), election(4), election(40))).toEqual([
      'leader-change 1',
      'leader-change 40',
    ]));

  it('other lines are none', () => expect(ticksOf({ at: 0 }, { at: SECOND })).toEqual([]));

  it('are bounded', () => {
    const many = Array.from({ length: 10_000 }, (_, no) => start(no * 2));
    expect(ticksOf(...many).length).toBeLessThanOrEqual(2_000);
  });
});
