import { expect, it } from 'vitest';
import { measuredOf, peakOf, rateOf } from '../../src/diagnose/rate.js';
import type { CorrelationRule, SignalRule } from '../../src/model/rule.js';
import { correlation, detection, MINUTE } from './fixtures.js';

const healthy = (perMinute: number) =>
  correlation('storm', { baseline: { perMinute, why: 'known' } });
const named = (...rules: readonly CorrelationRule[]) =>
  new Map(rules.map((rule) => [rule.name, rule]));
const HOUR = detection({ to: 60 * MINUTE, count: 6000 });
const quiet = (perMinute: number | undefined, isBurst?: boolean) => ({
  baseline: () => perMinute,
  isBurst: () => isBurst,
});

it('states rate, healthy rate and ratio, and the quiet minutes of the input beside them', () => {
  expect(rateOf([HOUR], named(healthy(4)), quiet(2, true))).toEqual({
    perMinute: 100,
    per: 'node',
    baselinePerMinute: 4,
    baselineFrom: 'rule',
    ratio: 25,
    quietPerMinute: 2,
    quietRatio: 50,
    isBurst: true,
  });
});

it('gives no ratio to nothing', () => {
  expect(rateOf([HOUR], named(healthy(0)), quiet(0))).toEqual({
    perMinute: 100,
    per: 'node',
    baselinePerMinute: 0,
    baselineFrom: 'rule',
    quietPerMinute: 0,
  });
});

it('counts what the rest of the input holds outside all intervals of the node', () => {
  const elsewhere = detection({ from: 70 * MINUTE, to: 75 * MINUTE, count: 9 });
  const other = detection({ from: 80 * MINUTE, to: 85 * MINUTE, count: 9, nodes: ['s2'] });
  const asked: unknown[] = [];
  const countOutside = (...args: readonly unknown[]) => {
    asked.push(args);
    return 7;
  };
  const rate = rateOf([HOUR, elsewhere, other], named(healthy(0)), { ...quiet(0), countOutside });
  expect(rate).toMatchObject({ quietPerMinute: 0, quietCount: 7 });
  expect(asked).toEqual([[['line'], 's1', [HOUR, elsewhere]]]);
});

it('goes by the input alone where no healthy rate is known, and says nothing without any', () => {
  const plain = named(correlation('storm'));
  expect(rateOf([HOUR], plain, quiet(5))).toMatchObject({ baselineFrom: 'input', ratio: 20 });
  expect(rateOf([HOUR], plain, quiet(undefined))).toBeUndefined();
});

it('asks for the signals behind correlations that feed each other', () => {
  const asked: unknown[] = [];
  const chain = named(correlation('storm', { signals: ['inner'] }), correlation('inner'));
  const baseline = (signals: readonly string[]) => {
    asked.push(signals);
    return 1;
  };
  rateOf([HOUR], chain, { baseline });
  expect(asked).toEqual([['line']]);
});

it('shows the highest percentile with its unit, else a distinct count', () => {
  const percentile: CorrelationRule = {
    ...correlation('slow'),
    type: 'value_percentile',
    field: 'took',
    percentile: 90,
    condition: { gte: 500 },
    minCount: 30,
  };
  const distinct: CorrelationRule = {
    ...correlation('many'),
    type: 'value_count',
    field: 'pod.uid',
    minCount: 1,
  };
  // Only name and fields are looked at.
  const signals = [{ name: 'line', fields: { took: 'duration' } }] as unknown as SignalRule[];
  const rules = named(percentile, distinct, correlation('storm'));
  const many = detection({ correlation: 'many', value: 12 });
  const slow = [700, 4213.118].map((value) => detection({ correlation: 'slow', value }));
  expect(measuredOf([many, ...slow], rules, signals)).toEqual({
    name: 'p90 took',
    value: 4210,
    unit: 'ms',
  });
  expect(measuredOf([many], rules, signals)).toEqual({
    name: 'distinct pod.uid',
    value: 12,
    unit: '',
  });
  expect(measuredOf([detection()], rules, signals)).toBeUndefined();
});

it.each([
  [['node.name'], 'node'],
  [['node.name', 'client_ip'], 'client'],
  [['pod.uid', 'serverID'], 'pod'],
  [['cluster.name'], 'all'],
  [[], 'all'],
  [['node.name', 'reason'], 'group'],
])('a rate of groups by %j is per %s', (groupBy, per) => {
  const rules = named(correlation('storm', { groupBy, baseline: { perMinute: 0, why: '' } }));
  expect(rateOf([HOUR], rules, quiet(undefined))?.per).toBe(per);
});

it.each([
  ['a window of five minutes for three records at once', 3, 0, 0.6, 3],
  ['a window of six seconds for two records', 2, 6_000, 20, 2],
  ['a storm with a burst', 6000, 60 * MINUTE, 250, 250],
])(
  'the peak is no less than the mean and no more than all: %s',
  (_name, count, to, measured, shown) => {
    const peak = { at: 0, value: count, perMinute: measured };
    expect(peakOf([detection({ to, count, peak })])?.perMinute).toBe(shown);
  },
);

it('a single record has no peak', () => {
  const peak = { at: 0, value: 1, perMinute: 0.2 };
  expect(peakOf([detection({ count: 1, to: 0, peak })])).toBeUndefined();
});
