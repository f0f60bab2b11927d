import { readObservation, type TimedObservation } from '../model/observation.js';
import type { FieldValue } from '../model/record.js';
import { conditionJudge, type Judge, thresholdJudge } from './condition.js';
import type { Detector, DetectorSetup, RuleOf } from './detector.js';
import type { Cells, Measure } from './measure.js';
import { createWindowDetector } from './window-detector.js';

/** Distinct values one group keeps apart at a time; more are not counted. */
const MAX_DISTINCT = 100_000;
const UNCOUNTED = -1;

/**
 * Distinct values of a field in the window. A `condition` needs `minCount` observations to raise and to go on
 * holding, a `threshold` only to raise. Observations without the field are not seen.
 */
export function createValueCount(rule: RuleOf<'value_count'>, setup: DetectorSetup): Detector {
  const { field, minCount, threshold, condition = {} } = rule;
  const judge = threshold ? thresholdJudge(threshold) : conditionJudge(condition);
  return createWindowDetector(rule, setup, {
    reads: [field],
    sees: (observation) => readObservation(observation, field) !== undefined,
    create: () => createDistinct(field, judge, minCount, threshold !== undefined),
    extreme: judge.extreme,
    growing: judge.growing,
    peak: 'value',
  });
}

function createDistinct(field: string, judge: Judge, minCount: number, lasting: boolean): Measure {
  const ids = new Map<FieldValue, number>();
  const seen = new Map<number, { readonly value: FieldValue; weight: number }>();
  let nextId = 0;

  function encode(observation: TimedObservation): number {
    const value = readObservation(observation, field) ?? '';
    const known = ids.get(value);
    if (known !== undefined) return known;
    if (ids.size >= MAX_DISTINCT) return UNCOUNTED;
    ids.set(value, nextId);
    seen.set(nextId, { value, weight: 0 });
    nextId += 1;
    return nextId - 1;
  }
  const cells: Cells = {
    encode,
    add(id, weight) {
      const entry = seen.get(id);
      if (entry) entry.weight += weight;
    },
    remove(id, weight) {
      const entry = seen.get(id);
      if (!entry) return;
      entry.weight -= weight;
      if (entry.weight > 0) return;
      seen.delete(id);
      ids.delete(entry.value);
    },
  };
  return {
    cells,
    value: () => ids.size,
    raises: (value, total) => total >= minCount && judge.raises(value),
    holds: (value, total) => (lasting || total >= minCount) && judge.holds(value),
  };
}
