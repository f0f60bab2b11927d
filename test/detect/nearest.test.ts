import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDetectEngine } from '../../src/detect/engine.js';
import type { Best } from '../../src/model/explanation.js';
import type { CorrelationRule } from '../../src/model/rule.js';
import { seeOne } from '../support/see-one.js';
import { base, countRule, observe, type Seen } from './rules.js';

const SECOND = 1000;

const endOf = (rule: CorrelationRule, seen: readonly Seen[], now = 3_600_000) => {
  const engine = createDetectEngine([rule], { inOrder: true });
  for (const one of seen) seeOne(engine, observe(one));
  return engine.end(now);
};
const bestOf = (rule: CorrelationRule, seen: readonly Seen[], now?: number): Best | undefined =>
  endOf(rule, seen, now).best.get(rule.name);

/** One character is one second: a letter is an observation of that signal, `.` is silence. */
const draw = (timeline: string, more: Partial<Seen> = {}): Seen[] =>
  [...timeline].flatMap((mark, second) =>
    mark === '.' ? [] : [{ at: second * SECOND, signal: mark, line: second + 1, ...more }],
  );

describe('the nearest window', () => {
  it.each([
    ['o....o.o..........o', 2, 5, 'below the threshold'],
    ['o..oooo.........', 4, 5, 'beyond it'],
    ['.o', 1, 1, 'of a single record'],
    ['o.o.......o.o', 2, 2, 'is the first of equal ones'],
  ])('%s holds %i at second %i: %s', (timeline, value, second) =>
    expect(bestOf(countRule(4), draw(timeline))).toMatchObject({ value, at: second * SECOND }),
  );

  it('is none where no record came', () => {
    expect(bestOf(countRule(4), [])).toBeUndefined();
    expect(bestOf(countRule(4), [{ at: 0, signal: 'other' }])).toBeUndefined();
  });

  it('tells its group', () => {
    const rule = countRule(4, 4, { groupBy: ['node.name'] });
    const seen = [...draw('o.o', { node: 'n1' }), ...draw('...ooo', { node: 'n2' })];
    expect(bestOf(rule, seen)).toEqual({ value: 3, at: 5000, group: { 'node.name': 'n2' } });
  });

  it('is told of what was too short to count as well', () => {
    const { detections, brief, best } = endOf(
      countRule(3, 3, { minDurationMs: 60_000 }),
      draw('ooo'),
    );
    expect([detections.length, brief.length, best.get('rule')?.value]).toEqual([0, 1, 3]);
  });
});

describe('what is nearest, by type', () => {
  const values = (timeline: string): Seen[] =>
    draw(timeline.replace(/\d/g, 'o')).map((one, index) => ({
      ...one,
      fields: { v: Number(timeline.replace(/\./g, '')[index]) },
    }));
  const percentile = (minCount: number): CorrelationRule => ({
    ...base,
    type: 'value_percentile',
    field: 'v',
    percentile: 50,
    condition: { gte: 8 },
    minCount,
  });

  it('value_count: distinct values', () => {
    const rule: CorrelationRule = {
      ...base,
      type: 'value_count',
      field: 'v',
      threshold: { raise: 5, clear: 5 },
      minCount: 0,
    };
    expect(bestOf(rule, values('11.12.......345'))).toMatchObject({ value: 3, at: 14_000 });
  });

  it('value_count: the distance to a number that must be met exactly', () => {
    const condition = { eq: 2 };
    const rule: CorrelationRule = {
      ...base,
      type: 'value_count',
      field: 'v',
      condition,
      minCount: 3,
    };
    expect(bestOf(rule, values('111......12345'))).toMatchObject({ value: 1, at: 2000 });
  });

  it('value_percentile: windows with enough records come before all others', () => {
    expect(bestOf(percentile(3), values('7.......345'))).toEqual({
      value: 4,
      at: 10_000,
      group: {},
    });
  });

  it('value_percentile: else the fullest one, and that it was not full enough', () => {
    expect(bestOf(percentile(5), values('9.......345'))).toMatchObject({
      value: 4,
      at: 10_000,
      tooFew: 3,
    });
  });

  it.each([
    ['aa.a', 1],
    ['a.b', 2],
  ])('temporal: signals that came together in %s are %i', (timeline, value) => {
    const rule: CorrelationRule = { ...base, type: 'temporal', signals: ['a', 'b'] };
    expect(bestOf(rule, draw(timeline))).toMatchObject({ value });
  });

  it.each([
    ['a.b', 2000],
    ['a...b', 4000],
    ['ab......a....b', 5000],
    ['b.b', undefined],
  ])('temporal_ordered: the time nearest to 10 s in %s', (timeline, value) => {
    const rule: CorrelationRule = {
      ...base,
      type: 'temporal_ordered',
      signals: ['a', 'b'],
      windowMs: 20_000,
      unlessBetween: ['b'],
      elapsedMs: [[10_000, 12_000]],
    };
    expect(bestOf(rule, draw(timeline))?.value).toBe(value);
  });

  it.each([
    ['a.b..a...b', 4000, 5000],
    ['a.b', 2000, 0],
    ['a.b.a', 5000, 4000],
  ])('absent_after: the longest wait in %s is %i', (timeline, value, at) => {
    const rule: CorrelationRule = {
      ...base,
      type: 'absent_after',
      signals: ['a'],
      absent: ['b'],
    };
    expect(bestOf(rule, draw(timeline))).toEqual({ value, at, group: {} });
  });

  it('field_compare: the share of the records for which it holds', () => {
    const rule: CorrelationRule = {
      ...base,
      type: 'field_compare',
      left: 'v',
      op: 'gte',
      right: { value: 5 },
      quantifier: 'all',
      minCount: 4,
    };
    expect(bestOf(rule, values('1678'))).toMatchObject({ value: 0.75 });
  });

  it('peer_ratio: the ratio to the others', () => {
    const rule: CorrelationRule = {
      ...base,
      type: 'peer_ratio',
      groupBy: ['node.name'],
      condition: { gte: 5 },
      minCount: 1,
    };
    const seen = [
      { at: 0, node: 'a' },
      { at: 1, node: 'b' },
      ...[2, 3, 4].map((at) => ({ at, node: 'c' })),
    ];
    expect(bestOf(rule, seen)).toEqual({ value: 3, at: 4, group: { 'node.name': 'c' } });
  });

  it('tumbling windows are looked at when they are full', () => {
    const rule = countRule(9, 9, { window: 'tumbling' });
    expect(bestOf(rule, draw('...ooo.ooo'))).toMatchObject({ value: 4, at: 9000 });
  });
});

describe('counts against a search of all windows', () => {
  const seen = fc.array(fc.tuple(fc.nat({ max: 30 }), fc.constantFrom('n1', 'n2')), {
    maxLength: 40,
  });
  const inTime = (list: readonly (readonly [number, string])[]): Seen[] =>
    [...list]
      .sort(([a], [b]) => a - b)
      .map(([second, node]) => ({ at: second * SECOND, node, signal: 'o' }));

  it('finds the fullest window of any group', () => {
    fc.assert(
      fc.property(seen, (list) => {
        const all = inTime(list);
        const sizes = all.map(
          ({ at, node }, no) =>
            all.filter(
              (other, index) => index <= no && other.node === node && other.at >= at - 5 * SECOND,
            ).length,
        );
        const most = Math.max(...sizes);
        const best = bestOf(countRule(99, 99, { groupBy: ['node.name'] }), all);
        const first = all[sizes.indexOf(most)];
        const expected = { value: most, at: first?.at, group: { 'node.name': first?.node } };
        expect(best).toEqual(all.length === 0 ? undefined : expected);
      }),
    );
  });

  it('reaches the threshold exactly where something held', () => {
    fc.assert(
      fc.property(seen, fc.integer({ min: 1, max: 8 }), fc.nat({ max: 9 }), (list, raise, min) => {
        const rule = countRule(raise, 1, { minDurationMs: min * SECOND });
        const { detections, brief, best } = endOf(rule, inTime(list));
        const peaks = [...detections, ...brief].map(({ peak }) => peak.value);
        const value = best.get('rule')?.value ?? 0;
        expect(value >= raise).toBe(peaks.length > 0);
        if (peaks.length > 0) expect(value).toBe(Math.max(...peaks));
      }),
    );
  });
});
