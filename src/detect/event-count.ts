import { thresholdJudge } from './condition.js';
import type { Detector, DetectorSetup, RuleOf } from './detector.js';
import type { Measure } from './measure.js';
import { createWindowDetector } from './window-detector.js';

/** At least `raise` observations (weights counted) in the window, until there are fewer than `clear`. */
export function createEventCount(rule: RuleOf<'event_count'>, setup: DetectorSetup): Detector {
  const { raises, holds, extreme, growing } = thresholdJudge(rule.threshold);
  const measure: Measure = { value: (total) => total, raises, holds };
  return createWindowDetector(rule, setup, {
    reads: [],
    sees: () => true,
    create: () => measure,
    extreme,
    growing,
    peak: 'count',
  });
}
