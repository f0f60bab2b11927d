import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDetectEngine } from '../../src/detect/engine.js';
import type { Detection } from '../../src/model/detection.js';
import type { TimedObservation } from '../../src/model/observation.js';
import type { CorrelationRule, NumericCondition } from '../../src/model/rule.js';
import { commonOf, type Expected, expectDetections, inTime, micros } from './oracle.js';
import { base, observe } from './rules.js';

const START = 1_744_704_000_000;
const RUNS = 300;

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
const arrivals = fc.array(seen, { maxLength: 40, size: 'max' }).map((list) =>
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

const rulesOf: Record<CorrelationRule['type'], fc.Arbitrary<CorrelationRule>> = {
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

const groupOf = ({ group }: Detection): string => Object.values(group).join('|');

/** The detection, cut down to what the oracle speaks of. */
const told = (detection: Detection, expected: Expected | undefined): Expected => ({
  group: groupOf(detection),
  from: detection.from,
  to: detection.to,
  count: detection.count,
  open: detection.open,
  ...(expected?.peak !== undefined && { peak: detection.peak.value }),
  ...(expected?.peakAt !== undefined && { peakAt: detection.peak.at }),
  ...(expected?.value !== undefined && { value: detection.value ?? Number.NaN }),
  ...(expected?.nodes !== undefined && { nodes: detection.nodes.join() }),
  ...(expected?.common !== undefined && {
    common: commonOf([{ ...observe({ at: 0 }), fields: detection.common }]),
  }),
});

const inOrder = (a: Detection, b: Detection): number =>
  a.from - b.from || (groupOf(a) < groupOf(b) ? -1 : groupOf(a) > groupOf(b) ? 1 : 0);

describe.each(Object.entries(rulesOf))('%s', (_, rules) => {
  it('finds what the oracle finds', () => {
    const after = fc.constantFrom(0, 1000, 5000, 60_000);
    fc.assert(
      fc.property(rules, arrivals, after, (rule, list, more) => {
        const end = Math.max(START, ...list.map(({ at }) => at)) + more;
        const used = list.filter(({ signal }) => [...rule.signals, 'a', 'b', 'c'].includes(signal));
        const seenByRule = used.filter(({ signal }) => namesOf(rule).includes(signal));
        const engine = createDetectEngine([rule]);
        for (const observation of seenByRule) engine.push(observation);
        const { detections, brief, tally } = engine.end(end);
        const expected = expectDetections(rule, seenByRule, end);
        const found = [...detections].sort(inOrder);
        expect(found.map((one, index) => told(one, expected[index]))).toEqual(expected);
        const all = expectDetections({ ...rule, minDurationMs: 0 }, seenByRule, end);
        expect(brief.length).toBe(all.length - expected.length);
        const spans = new Set(all.map(({ from, to }) => `${from} ${to}`));
        expect(brief.filter(({ from, to }) => !spans.has(`${from} ${to}`))).toEqual([]);
        expect(tally.rule?.lateObservations).toBe(inTime(rule, seenByRule).late);
      }),
      { numRuns: RUNS },
    );
  });
});

/** The instants at which detections count: whatever their own group, as observations of one group. */
const upper: fc.Arbitrary<CorrelationRule> = fc.oneof(
  rulesOf.event_count.map((rule) => ({ ...rule, signals: ['lower', 'c'] })),
  rulesOf.temporal.map((rule) => ({ ...rule, signals: ['lower', 'c'] })),
  fc.constantFrom(['lower', 'c'], ['c', 'lower']).map(
    (signals): CorrelationRule => ({
      ...base,
      type: 'temporal_ordered',
      signals,
      unlessBetween: ['b'],
      elapsedMs: [],
    }),
  ),
  fc.constantFrom(['lower', 'c'], ['c', 'lower']).map(
    ([first = '', second = '']): CorrelationRule => ({
      ...base,
      type: 'absent_after',
      signals: [first],
      absent: [second],
    }),
  ),
);

describe.each(Object.entries(rulesOf))('a correlation over %s', (_, rules) => {
  it('sees its detections in the order of time', () => {
    const late = fc.constantFrom(0, 1000, 3000);
    fc.assert(
      fc.property(rules, upper, arrivals, late, (first, second, list, latenessMs) => {
        const one = { ...first, name: 'lower', latenessMs };
        const two = { ...second, groupBy: [], latenessMs };
        const end = START + 120_000;
        const engine = createDetectEngine([two, one]);
        for (const observation of list) engine.push(observation);
        const { detections } = engine.end(end);
        const found = detections.filter(({ correlation }) => correlation === 'rule').sort(inOrder);

        const kept = inTime(one, list).list;
        const seenBy = (rule: CorrelationRule) =>
          kept.filter(({ signal }) => namesOf(rule).includes(signal));
        const fed = expectDetections(one, seenBy(one), end).map(({ to }) =>
          observe({ at: to, signal: 'lower' }),
        );
        const both = [...seenBy(two), ...fed].sort((x, y) => micros(x.at) - micros(y.at));
        const bare = ({ group, from, to, count, open }: Expected) => ({
          group,
          from,
          to,
          count,
          open,
        });
        expect(found.map((item) => bare(told(item, undefined)))).toEqual(
          expectDetections(two, both, end).map(bare),
        );
      }),
      { numRuns: RUNS },
    );
  });
});

it('finds the same in sorted input whether it waits for stragglers or not', () => {
  const anyRule = fc.oneof(...Object.values(rulesOf));
  const lower = anyRule.map((rule) => ({ ...rule, name: 'lower' }));
  fc.assert(
    fc.property(lower, anyRule, upper, arrivals, (one, two, three, list) => {
      const rules = [one, { ...two, name: 'other' }, three];
      const sorted = [...list].sort((x, y) => micros(x.at) - micros(y.at));
      const end = START + 60_000;
      const [waiting, direct] = [false, true].map((inOrder) => {
        const engine = createDetectEngine(rules, { inOrder });
        for (const observation of sorted) engine.push(observation);
        return engine.end(end);
      });
      expect(direct).toEqual(waiting);
    }),
    { numRuns: RUNS * 3 },
  );
});

function namesOf(rule: CorrelationRule): readonly string[] {
  if (rule.type === 'temporal_ordered') return [...rule.signals, ...rule.unlessBetween];
  if (rule.type === 'absent_after') return [...rule.signals, ...rule.absent];
  return rule.signals;
}
