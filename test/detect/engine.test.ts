import { describe, expect, it } from 'vitest';
import type { Detected } from '../../src/detect/detected.js';
import { createDetectEngine } from '../../src/detect/engine.js';
import type { CorrelationRule } from '../../src/model/rule.js';
import { seeOne } from '../support/see-one.js';
import { base, countRule, observe, type Seen } from './rules.js';

const SECOND = 1000;

const run = (rules: readonly CorrelationRule[], seen: readonly Seen[], now = 3_600_000) => {
  const detected: Detected[] = [];
  const engine = createDetectEngine(rules, { onDetection: (one) => detected.push(one) });
  for (const one of seen) seeOne(engine, observe(one));
  return { ...engine.end(now), detected };
};

/** One character is one second: a letter is an observation of that signal, `.` is silence. */
const draw = (timeline: string, more: Partial<Seen> = {}): Seen[] =>
  [...timeline].flatMap((mark, second) =>
    mark === '.' ? [] : [{ at: second * SECOND, signal: mark, line: second + 1, ...more }],
  );

/** The clock alone, twice a second: a signal that no rule asks for. */
const ticks = (seconds: number): Seen[] =>
  Array.from({ length: seconds * 2 }, (_, half) => ({ at: half * 500, signal: 'tick' }));

/** The intervals as `from-to`, in seconds; `+` marks an open one. */
const intervals = (rule: CorrelationRule, timeline: string, now?: number): string[] =>
  run([rule], draw(timeline), now).detections.map(
    ({ from, to, open }) => `${from / SECOND}-${to / SECOND}${open ? '+' : ''}`,
  );

describe('event_count', () => {
  it.each([
    ['o.o.o.....', ['0-4'], 'three within five seconds'],
    ['o....o....', [], 'two are not enough'],
    ['o..o.o....', ['0-5'], 'exactly five seconds apart count'],
    ['o..o..o...', [], 'a second more does not'],
    ['ooo.......ooo', ['0-2', '10-12'], 'a silence between two bursts'],
    ['ooo....ooo', ['0-2', '7-9'], 'nothing belongs to two intervals'],
  ])('%s holds at %j: %s', (timeline, expected) =>
    expect(intervals(countRule(3), timeline)).toEqual(expected),
  );

  it.each([
    [1, 'ooo..o..o..o..', ['0-11']],
    [2, 'ooo...o.....o.', ['0-6']],
    [3, 'ooo...o.....o.', ['0-2', '6-6']],
  ])('goes on until fewer than %i are left: %s', (clear, timeline, expected) =>
    expect(intervals(countRule(3, clear), timeline)).toEqual(expected),
  );

  it.each([
    [4_999, 'o.oo', ['0-3+']],
    [5_000, 'o.oo', ['0-3+']],
    [5_001, 'o.oo', ['0-3']],
  ])('is open where the input ends at %i ms before it cleared', (now, timeline, expected) =>
    expect(intervals(countRule(3), timeline, now)).toEqual(expected),
  );

  it.each([
    [60, 60_000, true],
    [61, 60_000, true],
    [59, 60_000, false],
    [60, 60_001, false],
    [60, 60_000.001, false],
  ])('raise 60 within a minute: %i in %f ms is %s', (count, spanMs, holds) => {
    const start = 1_744_704_000_123.456;
    const seen = Array.from({ length: count }, (_, index) => ({
      at: index === count - 1 ? start + spanMs : start + Math.floor((index * spanMs) / count),
    }));
    const { detections } = run([countRule(60, 60, { windowMs: 60_000 })], seen, start + spanMs);
    expect(detections.length > 0).toBe(holds);
  });

  it('sees a burst across a minute border that tumbling windows miss', () => {
    const minute = { windowMs: 60_000 };
    const seen = Array.from({ length: 60 }, (_, index) => ({ at: 30_000 + index * SECOND }));
    expect(run([countRule(60, 60, { ...minute, window: 'tumbling' })], seen).detections).toEqual(
      [],
    );
    expect(run([countRule(60, 60, minute)], seen).detections).toHaveLength(1);
  });

  it('counts what one observation stands for', () => {
    const [detection] = run([countRule(5)], [{ at: 0 }, { at: 1000, weight: 4 }]).detections;
    expect(detection).toMatchObject({
      from: 0,
      to: 1000,
      count: 5,
      peak: { at: 1000, value: 5, perMinute: 60 },
    });
  });

  it('drops what is shorter than min_duration, and keeps what lasts exactly as long', () => {
    const rule = countRule(3, 1, { minDurationMs: 4_000 });
    expect(intervals(rule, 'ooo..........ooo.o')).toEqual(['13-17']);
  });

  it('tells apart what was raised too briefly, cut short or not', () => {
    const rule = countRule(3, 1, { minDurationMs: 4_000 });
    const { detections, brief } = run([rule], draw('oo.......ooo...........ooo'), 26_000);
    expect(detections).toEqual([]);
    expect(brief.map(({ from, to, count, open }) => ({ from, to, count, open }))).toEqual([
      { from: 9_000, to: 11_000, count: 3, open: false },
      { from: 23_000, to: 25_000, count: 3, open: true },
    ]);
    expect(run([countRule(3, 1)], draw('ooo'))).toMatchObject({ brief: [] });
  });

  it('a session ends only after a silence longer than its gap', () => {
    const rule = countRule(4, 1, { window: 'session', windowMs: 2_000 });
    expect(intervals(rule, 'o.o.o.o.o...o.o.o')).toEqual(['0-8']);
  });

  it('shows first, raising, peak and last observation, and what all have in common', () => {
    const seen = Array.from({ length: 20_000 }, (_, index) => ({
      at: index < 10_000 ? index : 10_000 + (index - 10_000) * 10,
      line: index + 1,
      node: index % 2 ? 'n1' : 'n2',
      fields: { peer_ip: '10.0.0.1', port: index },
    }));
    const {
      detections: [detection],
      detected: [detected],
    } = run([countRule(60, 5)], seen);
    expect(detection).toMatchObject({
      nodes: ['n1', 'n2'],
      subjects: [{ node: 'n2' }, { node: 'n1' }, { node: 'n2' }, { node: 'n1' }],
      lines: [1, 60, 5_001, 20_000],
      count: 20_000,
    });
    expect(detected?.samples.map(({ line }) => line)).toEqual([1, 60, 5_001, 20_000]);
    expect(detected?.common).toEqual({ peer_ip: '10.0.0.1' });
  });

  it('never calls common what only the kept observations share', () => {
    const seen = Array.from({ length: 1_000 }, (_, index) => ({
      at: index,
      fields: { kind: index % 4 === 1 ? 'rare' : 'usual', same: 1 },
    }));
    const [detected] = run([countRule(1_000)], seen).detected;
    expect(detected).toMatchObject({ from: 0, to: 999, count: 1_000 });
    expect(detected?.common).toEqual({ same: 1 });
  });
});

it('value_count does not reach beyond the window', () => {
  const values = {
    ...base,
    type: 'value_count',
    field: 'v',
    minCount: 0,
    threshold: { raise: 3, clear: 3 },
  } as const;
  const seen = [0, 3, 6, 9].map((second) => ({ at: second * SECOND, fields: { v: second } }));
  expect(run([values], seen).detections).toEqual([]);
  const close = [0, 3, 5, 9].map((second) => ({ at: second * SECOND, fields: { v: second } }));
  expect(run([values], close).detections).toMatchObject([{ from: 0, to: 5000, value: 3 }]);
});

it('temporal asks for all signals in the same group', () => {
  const rule = { ...base, type: 'temporal', signals: ['a', 'b'], groupBy: ['node.name'] } as const;
  const [a, b] = [
    { at: 0, signal: 'a', node: 'n1' },
    { at: 1000, signal: 'b', node: 'n2' },
  ];
  expect(run([rule], [a, b]).detections).toEqual([]);
  expect(run([rule], [a, b, { at: 2000, signal: 'b', node: 'n1' }]).detections).toMatchObject([
    { group: { 'node.name': 'n1' }, from: 0, to: 2000 },
  ]);
});

describe('temporal_ordered', () => {
  const rule = {
    ...base,
    type: 'temporal_ordered',
    signals: ['a', 'b', 'c'],
    unlessBetween: ['x'],
    elapsedMs: [],
    windowMs: 10_000,
  } as const;
  it.each([
    ['abc', ['0-2']],
    ['acb', []],
    ['bac', []],
    ['cab', []],
    ['acbc', ['0-3']],
    ['a.bxc', []],
    ['xabcx', ['1-3']],
    ['a.axabc', ['4-6']],
    ['abcbc', ['0-2']],
    ['abcabc', ['0-2', '3-5']],
    ['a....b....c', ['0-10']],
    ['a....b.....c', []],
  ])('checks the order of every pair in %s', (timeline, expected) =>
    expect(intervals(rule, timeline)).toEqual(expected),
  );

  it('takes the member whose distance fits, and names all members', () => {
    const timed = { ...rule, signals: ['a', 'c'], elapsedMs: [[4_000, 5_000]] } as const;
    const [detection] = run([timed], draw('a.aa...c')).detections;
    expect(detection).toMatchObject({ from: 3_000, to: 7_000, value: 4_000 });
    expect(detection?.lines).toEqual([4, 8]);
    expect(intervals(timed, 'a..c')).toEqual([]);
  });
});

describe('absent_after', () => {
  const rule = { ...base, type: 'absent_after', signals: ['a'], absent: ['x'] } as const;
  it.each([
    ['a....x', 5_000, []],
    ['a.....x', 6_000, ['0-0']],
    ['a', 4_999, []],
    ['a', 5_000, ['0-0+']],
    ['a..a..a', 30_000, ['0-6']],
    ['a.....a.x', 30_000, ['0-0']],
    ['xa', 30_000, ['1-1']],
  ])('%s until %i ms gives %j', (timeline, now, expected) =>
    expect(intervals(rule, timeline, now)).toEqual(expected),
  );
});

it('peer_ratio counts silent groups as 0 and needs another group', () => {
  const rule = {
    ...base,
    type: 'peer_ratio',
    groupBy: ['node.name'],
    condition: { gte: 3 },
    minCount: 3,
  } as const;
  const storm = [10, 11, 12].map((second) => ({ at: second * SECOND, node: 'n1' }));
  expect(run([rule], storm).detections).toEqual([]);
  expect(run([rule], [{ at: 0, node: 'n2' }, ...storm]).detections).toMatchObject([
    { group: { 'node.name': 'n1' }, from: 10_000, to: 12_000, value: 3, peak: { value: 3 } },
  ]);
});

it('field_compare holds for all or any of the window', () => {
  const shared = {
    ...base,
    type: 'field_compare',
    left: 'clients',
    op: 'lt',
    right: { field: 'servers' },
    minCount: 2,
  } as const;
  const seen = [1, 1, 3, 1].map((clients, index) => ({
    at: index * SECOND,
    fields: { clients, servers: 3 },
  }));
  expect(run([{ ...shared, quantifier: 'all' }], seen).detections).toMatchObject([
    { from: 0, to: 1000 },
  ]);
  expect(run([{ ...shared, quantifier: 'any' }], seen).detections).toMatchObject([
    { from: 0, to: 3000 },
  ]);
});

it('value_percentile is the nearest rank', () => {
  const rule = {
    ...base,
    type: 'value_percentile',
    field: 'took',
    percentile: 95,
    condition: { gte: 20 },
    minCount: 20,
  } as const;
  const upTo = (most: number) =>
    Array.from({ length: 20 }, (_, index) => ({
      at: index,
      fields: { took: (index * 7) % 20 === 0 ? most : (index * 7) % 20 },
    }));
  expect(run([rule], upTo(100)).detections).toEqual([]);
  const [detection] = run([{ ...rule, condition: { gte: 19 } }], upTo(100)).detections;
  expect(detection).toMatchObject({ value: 19, peak: { value: 19 } });
  expect(detection?.peak).not.toHaveProperty('perMinute');
});

it('looks only at observations that pass the filter of their signal', () => {
  const test = {
    field: 'peer_ip',
    modifier: 'neq',
    all: false,
    values: ['127.0.0.1'],
    patterns: [],
  } as const;
  const rule = countRule(2, 2, { filter: { o: [test] } });
  const seen = ['127.0.0.1', '10.0.0.1', '10.0.0.2'].map((ip, index) => ({
    at: index * SECOND,
    fields: { peer_ip: ip },
  }));
  expect(run([rule], seen).detections).toMatchObject([{ from: 1000, to: 2000, count: 2 }]);
});

it('looks only at detections that pass the filter of their correlation', () => {
  const test = {
    field: 'lock',
    modifier: 'exists',
    all: false,
    values: [true],
    patterns: [],
  } as const;
  const feeder = countRule(1, 1, { name: 'feeder', windowMs: 1 });
  const rule = countRule(1, 1, { signals: ['feeder'], filter: { feeder: [test] } });
  const seen = [{ lock: 'a' }, {}, { lock: 'b' }].map((fields, index) => ({
    at: index * 1000 * SECOND,
    fields,
  }));
  const found = run([feeder, rule], seen).detections.filter(
    ({ correlation }) => correlation === 'rule',
  );
  expect(found.map(({ from }) => from)).toEqual([0, 2_000_000]);
});

describe('order', () => {
  it('waits for stragglers as long as the lateness says, counts and drops later ones', () => {
    const rule = countRule(3, 3, { latenessMs: 2_000 });
    const result = run(
      [rule],
      [3, 5, 3.5, 2.999, 4].map((second) => ({ at: second * SECOND })),
    );
    expect(result.detections).toMatchObject([{ from: 3000, to: 5000, count: 4 }]);
    expect(result.tally.rule).toMatchObject({ lateObservations: 1 });
  });

  it('takes what steps back for late where the input is said to be in order', () => {
    const engine = createDetectEngine([countRule(3, 3, { latenessMs: 2_000 })], { inOrder: true });
    for (const second of [3, 5, 4, 5, 6]) seeOne(engine, observe({ at: second * SECOND }));
    const { detections, tally } = engine.end(60_000);
    expect(detections).toMatchObject([{ from: 3_000, to: 6_000, count: 4 }]);
    expect(tally.rule).toMatchObject({ lateObservations: 1 });
  });

  it('keeps the order of arrival at one instant', () => {
    const rule = {
      ...base,
      type: 'temporal_ordered',
      signals: ['a', 'b'],
      unlessBetween: [],
      elapsedMs: [],
    } as const;
    expect(
      run(
        [rule],
        [
          { at: 0, signal: 'a' },
          { at: 0, signal: 'b' },
        ],
      ).detections,
    ).toHaveLength(1);
    expect(
      run(
        [rule],
        [
          { at: 0, signal: 'b' },
          { at: 0, signal: 'a' },
        ],
      ).detections,
    ).toEqual([]);
  });

  it('keeps the order of arrival at one instant although both came late', () => {
    const rule = {
      ...base,
      type: 'temporal_ordered',
      signals: ['a', 'b'],
      unlessBetween: ['x'],
      elapsedMs: [],
      latenessMs: 5_000,
    } as const;
    const late = (signals: string) => [
      { at: 3_000, signal: 'x' },
      ...[...signals].map((signal) => ({ at: 1_000, signal })),
    ];
    expect(run([rule], late('ab')).detections).toHaveLength(1);
    expect(run([rule], late('ba')).detections).toEqual([]);
  });

  it('gives detections by from, then correlation, then group', () => {
    const rule = (name: string) => countRule(1, 1, { name, groupBy: ['node.name'] });
    const seen = ['n2', 'n1'].map((node) => ({ at: 0, node }));
    const { detections } = run([rule('b'), rule('a')], seen);
    expect(
      detections.map(({ correlation, group }) => `${correlation} ${group['node.name']}`),
    ).toEqual(['a n1', 'a n2', 'b n1', 'b n2']);
  });
});

describe('a correlation that feeds a correlation', () => {
  const bursts = countRule(2, 2, { name: 'bursts', groupBy: ['node.name'], windowMs: 1_000 });
  it('counts detections at their end, with the fields of their group', () => {
    const fleet = {
      ...base,
      name: 'fleet',
      type: 'value_count',
      signals: ['bursts'],
      field: 'node.name',
      groupBy: ['cluster.name'],
      windowMs: 60_000,
      minCount: 0,
      threshold: { raise: 3, clear: 3 },
    } as const;
    const seen = ['n1', 'n2', 'n3'].flatMap((node, index) =>
      [0, 500].map((ms) => ({ at: index * 10_000 + ms, node, line: index })),
    );
    const { detections, detected } = run([fleet, bursts], seen);
    const [found] = detections.filter(({ correlation }) => correlation === 'fleet');
    const [ended] = detected.filter(({ correlation }) => correlation === 'fleet');
    expect(found).toMatchObject({
      from: 500,
      to: 20_500,
      value: 3,
      group: { 'cluster.name': 'cluster' },
      nodes: ['n1', 'n2', 'n3'],
    });
    expect(ended?.samples.map(({ signal, line }) => `${signal} ${line}`)).toContain('bursts 2');
  });

  it.each([
    ['answered a window after the last', 'absent_after', 'a....a....x....'],
    ['ended by a window that is judged late', 'tumbling', '.aa.....a'],
  ])('sees a detection in its place although it comes late: %s', (_, kind, timeline) => {
    const lower: CorrelationRule =
      kind === 'absent_after'
        ? { ...base, name: 'lower', type: 'absent_after', signals: ['a'], absent: ['x'] }
        : countRule(2, 2, { name: 'lower', signals: ['a'], window: 'tumbling' });
    const upper = {
      ...base,
      name: 'upper',
      type: 'temporal_ordered',
      signals: ['lower', 'c'],
      unlessBetween: [],
      elapsedMs: [],
    } as const;
    const engine = createDetectEngine([lower, upper]);
    const all = [...draw(timeline), { at: 2_500, signal: 'c' }, ...ticks(20)].sort(
      (x, y) => x.at - y.at,
    );
    for (const one of all) seeOne(engine, observe(one));
    expect(engine.end(20_000).detections.map(({ correlation }) => correlation)).toContain('upper');
  });

  it('takes a detection to come after the signals of its last instant', () => {
    const ordered = (signals: readonly string[]): CorrelationRule => ({
      ...base,
      name: 'ordered',
      type: 'temporal_ordered',
      signals,
      unlessBetween: [],
      elapsedMs: [],
    });
    const seen = [{ at: 0 }, { at: 100 }, { at: 100, signal: 'c' }];
    const found = (signals: readonly string[]) =>
      run([bursts, ordered(signals)], seen).detections.length;
    expect(found(['c', 'bursts'])).toBe(2);
    expect(found(['bursts', 'c'])).toBe(1);
  });

  it('does not count what was raised too briefly', () => {
    const lasting = { ...bursts, minDurationMs: 2_000 };
    const fleet = countRule(1, 1, { name: 'fleet', signals: ['bursts'] });
    const { detections, brief } = run([lasting, fleet], [{ at: 0 }, { at: 100 }]);
    expect(detections).toEqual([]);
    expect(brief.map(({ correlation }) => correlation)).toEqual(['bursts']);
  });

  it('sees detections and signals in the order of time, although a detection ends late', () => {
    const after = {
      ...base,
      name: 'after',
      type: 'temporal_ordered',
      signals: ['bursts', 'stop'],
      unlessBetween: ['go'],
      elapsedMs: [],
      windowMs: 10_000,
    } as const;
    const seen = [{ at: 0 }, { at: 100 }, { at: 200, signal: 'stop' }, { at: 90_000 }];
    expect(run([bursts, after], seen).detections.map(({ correlation }) => correlation)).toEqual([
      'bursts',
      'after',
    ]);
    const blocked = [
      { at: 0 },
      { at: 100 },
      { at: 150, signal: 'go' },
      { at: 200, signal: 'stop' },
    ];
    expect(run([bursts, after], blocked).detections).toHaveLength(1);
  });
});

describe('bounds', () => {
  it('evicts the least recently active of a million groups and counts them', () => {
    const engine = createDetectEngine(
      [countRule(2, 2, { groupBy: ['node.name'], windowMs: 3_600_000 })],
      { maxGroups: 1_000 },
    );
    seeOne(engine, observe({ at: 0, node: 'storm' }));
    for (let index = 0; index < 1_000_000; index += 1) {
      seeOne(engine, observe({ at: index, node: `n${index}` }));
      if (index % 500 === 0) seeOne(engine, observe({ at: index, node: 'storm' }));
    }
    const { detections, tally } = engine.end(1_000_000);
    expect(tally.rule).toMatchObject({ evictedGroups: 999_001 });
    expect(detections).toMatchObject([
      { group: { 'node.name': 'storm' }, count: 2_001, open: true },
    ]);
  }, 20_000);

  it('closes what an evicted group held', () => {
    const engine = createDetectEngine([countRule(1, 1, { groupBy: ['node.name'] })], {
      maxGroups: 1,
    });
    for (const node of ['n1', 'n2']) seeOne(engine, observe({ at: 0, node }));
    expect(engine.end(0).detections.map(({ open }) => open)).toEqual([false, true]);
  });

  it('lets idle groups go without counting them', () => {
    const engine = createDetectEngine([countRule(2, 2, { groupBy: ['node.name'] })], {
      maxGroups: 10,
    });
    for (let index = 0; index < 1_000; index += 1)
      seeOne(engine, observe({ at: index * 1_000, node: `n${index}` }));
    expect(engine.end(2_000_000).tally.rule).toMatchObject({ evictedGroups: 0 });
  });

  it('keeps the longest of too many detections and counts the rest', () => {
    const engine = createDetectEngine([countRule(1)]);
    for (let index = 0; index < 10_100; index += 1) seeOne(engine, observe({ at: index * 10_000 }));
    seeOne(engine, observe({ at: 10_099 * 10_000 + 1_000 }));
    const { detections, tally } = engine.end(1e9);
    expect(detections).toHaveLength(10_000);
    expect(detections.at(-1)).toMatchObject({ from: 10_099 * 10_000, to: 10_099 * 10_000 + 1_000 });
    expect(tally.rule).toMatchObject({ droppedDetections: 100 });
  });

  it('keeps the longest of too many brief ones', () => {
    const engine = createDetectEngine([countRule(1, 1, { minDurationMs: 4_000 })]);
    for (let index = 0; index < 2_500; index += 1) {
      seeOne(engine, observe({ at: index * 10_000 }));
      if (index % 2) seeOne(engine, observe({ at: index * 10_000 + 1_000 }));
    }
    const { brief } = engine.end(1e9);
    expect(brief).toHaveLength(1_000);
    expect(new Set(brief.map(({ from, to }) => to - from))).toEqual(new Set([1_000]));
    expect(brief.every(({ from }, index) => from > (brief[index - 1]?.from ?? 0))).toBe(true);
  });
});
