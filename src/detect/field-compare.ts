import { readObservation } from '../model/observation.js';
import type { Described } from '../model/per-shape.js';
import { compareValues } from './condition.js';
import type { Detector, DetectorSetup, RuleOf } from './detector.js';
import type { Cells, Measure } from './measure.js';
import { createWindowDetector } from './window-detector.js';

/**
 * The comparison holds for all (any) observations of the window, of which there are at least `minCount`.
 * Observations without one of the fields, or whose values cannot be compared so, are not seen.
 */
export function createFieldCompare(rule: RuleOf<'field_compare'>, setup: DetectorSetup): Detector {
  const { left, op, right, quantifier, minCount } = rule;
  const compare = (observation: Described): boolean | undefined => {
    const a = readObservation(observation, left);
    const b = 'field' in right ? readObservation(observation, right.field) : right.value;
    return a === undefined || b === undefined ? undefined : compareValues(a, op, b);
  };
  return createWindowDetector(rule, setup, {
    reads: [left, ...('field' in right ? [right.field] : [])],
    sees: (observation) => compare(observation) !== undefined,
    create: () =>
      createQuantifier((observation) => compare(observation) === true, quantifier, minCount),
    extreme: 'highest',
    growing: quantifier === 'any',
    tellsNear: true,
    peak: 'count',
  });
}

function createQuantifier(
  isTrue: (observation: Described) => boolean,
  quantifier: 'all' | 'any',
  minCount: number,
): Measure {
  let trueWeight = 0;
  const holds = (_: number, total: number): boolean =>
    total >= minCount && (quantifier === 'all' ? trueWeight === total : trueWeight > 0);
  const cells: Cells = {
    encode: (observation) => (isTrue(observation) ? 1 : 0),
    add(data, weight) {
      trueWeight += data * weight;
    },
    remove(data, weight) {
      trueWeight -= data * weight;
    },
  };
  return {
    cells,
    value: (total) => total,
    near: (total) => trueWeight / total,
    raises: holds,
    holds,
  };
}
