import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Detected } from '../../src/detect/detected.js';
import { createDetectEngine } from '../../src/detect/engine.js';
import type { Detection } from '../../src/model/detection.js';
import type { CorrelationRule } from '../../src/model/rule.js';
import { seeOne } from '../support/see-one.js';
import { arrivals, rulesOf, START, someRule } from './arbitraries.js';
import { commonOf, type Expected, expectDetections, inTime, micros } from './oracle.js';
import { base, observe } from './rules.js';

const RUNS = 300;

type Placed = Pick<Detection, 'from' | 'to' | 'group'>;

const groupOf = ({ group }: Placed): string => Object.values(group).join('|');

/** The detection, cut down to what the oracle speaks of. */
const told = (
  detection: Detection & Partial<Pick<Detected, 'common'>>,
  expected: Expected | undefined,
): Expected => ({
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
    common: commonOf([{ ...observe({ at: 0 }), fields: detection.common ?? {} }]),
  }),
});

const inOrder = (a: Placed, b: Placed): number =>
  a.from - b.from ||
  (groupOf(a) < groupOf(b) ? -1 : groupOf(a) > groupOf(b) ? 1 : 0) ||
  a.to - b.to;

/** What is kept of each detection, with what is not. */
const withCommon = (kept: readonly Detection[], detected: readonly Detected[]) =>
  kept.map((one, no) => ({ ...one, common: detected[no]?.common ?? {} }));

describe.each(Object.entries(rulesOf))('%s', (_, rules) => {
  it('finds what the oracle finds', () => {
    const after = fc.constantFrom(0, 1000, 5000, 60_000);
    fc.assert(
      fc.property(rules, arrivals, after, (rule, list, more) => {
        const end = Math.max(START, ...list.map(({ at }) => at)) + more;
        const used = list.filter(({ signal }) => [...rule.signals, 'a', 'b', 'c'].includes(signal));
        const seenByRule = used.filter(({ signal }) => namesOf(rule).includes(signal));
        const detected: Detected[] = [];
        const engine = createDetectEngine([rule], { onDetection: (one) => detected.push(one) });
        for (const observation of seenByRule) seeOne(engine, observation);
        const { detections, brief, tally } = engine.end(end);
        const expected = expectDetections(rule, seenByRule, end);
        const found = withCommon([...detections].sort(inOrder), detected.sort(inOrder));
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
        for (const observation of list) seeOne(engine, observation);
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
  const lower = someRule.map((rule) => ({ ...rule, name: 'lower' }));
  fc.assert(
    fc.property(lower, someRule, upper, arrivals, (one, two, three, list) => {
      const rules = [one, { ...two, name: 'other' }, three];
      const sorted = [...list].sort((x, y) => micros(x.at) - micros(y.at));
      const end = START + 60_000;
      const [waiting, direct] = [false, true].map((inOrder) => {
        const engine = createDetectEngine(rules, { inOrder });
        for (const observation of sorted) seeOne(engine, observation);
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
