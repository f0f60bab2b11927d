import fc from 'fast-check';
import type { TimedObservation } from '../../src/model/observation.js';
import type { CorrelationRule, NumericCondition } from '../../src/model/rule.js';
import { base, observe } from './rules.js';

export const START = 1_744_704_000_000;
/** Whole seconds, and a microsecond or a millisecond beside them: windows are whole seconds too. */
const time = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom(0, 0, 0, 0.001, -0.001, 1, -1, 500))
  .map(([second, beside]) => START + second * 1000 + beside);

const seen = fc
  .record({
    at: time,
    signal: fc.constantFrom('a', 'a', 'b', 'c'),
    node: fc.constantFrom('n1', 'n1', 'n2', 'n3'),
    weight: fc.constantFrom(1, 1, 1, 1, 2, 3),
    v: fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined, freq: 6 }),
    w: fc.integer({ min: 0, max: 4 }),
    delay: fc.constantFrom(0, 0, 0, 500, 1000, 2000, 3000),
  })
  .map(({ v, w, delay, ...rest }) => ({
    delay,
    observation: observe({ ...rest, fields: { w, k: 'same', ...(v !== undefined && { v }) } }),
  }));

/** In the order of arrival: some come too late. */
export const arrivals = fc.array(seen, { maxLength: 40, size: 'max' }).map((list) =>
  list
    .map((item, index) => ({ ...item, index }))
    .sort((a, b) => a.observation.at + a.delay - b.observation.at - b.delay || a.index - b.index)
    .map(({ observation }, index): TimedObservation => ({ ...observation, line: index + 1 })),
);

const bound = fc.integer({ min: 0, max: 4 });
const condition: fc.Arbitrary<NumericCondition> = fc.oneof(
  ...(['gte', 'gt', 'lte', 'lt', 'eq', 'neq'] as const).map((op) =>
    bound.map((n) => ({ [op]: n })),
  ),
  fc.tuple(bound, bound).map(([low, more]) => ({ gte: low, lte: low + more })),
);
const threshold = fc
  .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 5 }))
  .map(([raise, less]) => ({ raise, clear: Math.max(1, raise - less) }));
const minCount = fc.integer({ min: 0, max: 4 });

const shared = fc
  .record({
    windowMs: fc.constantFrom(1000, 2000, 3000, 5000, 10_000),
    groupBy: fc.constantFrom<readonly string[]>(
      [],
      [],
      ['node.name'],
      ['node.name'],
      ['node.name', 'w'],
      ['v'],
    ),
    minDurationMs: fc.constantFrom(0, 0, 0, 1000, 3000),
    latenessMs: fc.constantFrom(0, 1000, 5000),
  })
  .map((some) => ({ ...base, signals: ['a', 'b', 'c'], ...some }));
const kind = fc.constantFrom('sliding', 'sliding', 'tumbling', 'session');

export const rulesOf: Record<CorrelationRule['type'], fc.Arbitrary<CorrelationRule>> = {
  event_count: fc
    .tuple(shared, kind, threshold)
    .map(([some, window, t]) => ({ ...some, type: 'event_count', window, threshold: t })),
  value_count: fc
    .tuple(
      shared,
      kind,
      fc.oneof(
        threshold.map((t) => ({ threshold: t })),
        condition.map((c) => ({ condition: c })),
      ),
      minCount,
    )
    .map(([some, window, when, n]) => ({
      ...some,
      type: 'value_count',
      window,
      field: 'v',
      minCount: n,
      ...when,
    })),
  value_percentile: fc
    .tuple(shared, kind, condition, minCount, fc.constantFrom(0, 10, 50, 75, 90, 95, 99.9, 100))
    .map(([some, window, c, n, percentile]) => ({
      ...some,
      type: 'value_percentile',
      window,
      field: 'w',
      percentile,
      condition: c,
      minCount: n,
    })),
  temporal: fc
    .tuple(shared, kind, fc.constantFrom(['a', 'b'], ['a', 'b', 'c']))
    .map(([some, window, signals]) => ({ ...some, type: 'temporal', window, signals })),
  field_compare: fc
    .tuple(
      shared,
      kind,
      fc.constantFrom('gte', 'gt', 'lte', 'lt', 'eq', 'neq'),
      fc.constantFrom({ field: 'w' }, { value: 2 }, { value: '2' }),
      fc.constantFrom('all', 'any'),
      minCount,
    )
    .map(([some, window, op, right, quantifier, n]) => ({
      ...some,
      type: 'field_compare',
      window,
      left: 'v',
      op,
      right,
      quantifier,
      minCount: n,
    })),
  peer_ratio: fc
    .tuple(shared, condition, minCount)
    .map(([some, c, n]) => ({ ...some, type: 'peer_ratio', condition: c, minCount: n })),
  temporal_ordered: fc
    .tuple(
      shared,
      fc.constantFrom(
        ['a', 'b'],
        ['a', 'b', 'c'],
        ['a', 'b', 'a'],
        ['a', 'a'],
        ['c', 'a', 'b', 'a'],
      ),
      fc.constantFrom([], ['c'], ['b'], ['d']),
      fc.constantFrom(
        [],
        [[1000, 2000]] as const,
        [
          [0, 500],
          [2000, 3000],
        ] as const,
      ),
    )
    .map(([some, signals, unlessBetween, elapsedMs]) => ({
      ...some,
      type: 'temporal_ordered',
      signals,
      unlessBetween,
      elapsedMs,
    })),
  absent_after: fc
    .tuple(shared, fc.constantFrom(['b'], ['b', 'c']))
    .map(([some, absent]) => ({ ...some, type: 'absent_after', signals: ['a'], absent })),
};

export const someRule = fc.oneof(...Object.values(rulesOf));
