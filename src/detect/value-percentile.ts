import { readObservation } from '../model/observation.js';
import type { Described } from '../model/per-shape.js';
import { conditionJudge } from './condition.js';
import type { Detector, DetectorSetup, RuleOf } from './detector.js';
import { createSortedBag } from './sorted-bag.js';
import { createWindowDetector } from './window-detector.js';

/** Distinct values kept exactly where none ever leaves the window (tumbling, session). */
const MAX_DISTINCT = 100_000;
/** `95 * 20 / 100` must stay rank 19 although 0.1 has no exact double. */
const ROUNDING = 1e-9;

/**
 * The nearest-rank percentile: the smallest value of the window such that at least `percentile` % of the
 * observations (weights counted) are not above it. It is always a value that was seen.
 */
export const percentileRank = (percentile: number, total: number): number =>
  Math.max(1, Math.ceil((percentile * total) / 100 - ROUNDING));

/** The percentile of a numeric field fulfils the condition, with at least `minCount` observations. */
export function createValuePercentile(
  rule: RuleOf<'value_percentile'>,
  setup: DetectorSetup,
): Detector {
  const { field, percentile, condition, minCount } = rule;
  const judge = conditionJudge(condition);
  const holds = (value: number, total: number) => total >= minCount && judge.holds(value);
  const read = (observation: Described): number => {
    const value = readObservation(observation, field);
    return typeof value === 'number' ? value : Number.NaN;
  };
  return createWindowDetector(rule, setup, {
    reads: [field],
    sees: (observation) => Number.isFinite(read(observation)),
    create(removes) {
      const bag = createSortedBag(removes ? Number.POSITIVE_INFINITY : MAX_DISTINCT);
      return {
        cells: { encode: read, add: bag.add, remove: bag.remove },
        value: (total) => bag.at(percentileRank(percentile, total)) ?? Number.NaN,
        raises: holds,
        holds,
      };
    },
    extreme: judge.extreme,
    growing: false,
    peak: 'value',
  });
}
