import type { CorrelationRule } from '../model/rule.js';
import { createAbsentAfter } from './absent-after.js';
import type { Detector, DetectorSetup } from './detector.js';
import { createEventCount } from './event-count.js';
import { createFieldCompare } from './field-compare.js';
import { createPeerRatio } from './peer-ratio.js';
import { createTemporal } from './temporal.js';
import { createTemporalOrdered } from './temporal-ordered.js';
import { createValueCount } from './value-count.js';
import { createValuePercentile } from './value-percentile.js';

/** The running form of a correlation; fed in time order with what its signals, filters let through. */
export function createDetector(rule: CorrelationRule, setup: DetectorSetup): Detector {
  switch (rule.type) {
    case 'event_count':
      return createEventCount(rule, setup);
    case 'value_count':
      return createValueCount(rule, setup);
    case 'value_percentile':
      return createValuePercentile(rule, setup);
    case 'temporal':
      return createTemporal(rule, setup);
    case 'temporal_ordered':
      return createTemporalOrdered(rule, setup);
    case 'absent_after':
      return createAbsentAfter(rule, setup);
    case 'field_compare':
      return createFieldCompare(rule, setup);
    case 'peer_ratio':
      return createPeerRatio(rule, setup);
  }
}

/** All signals (or correlations) a correlation looks at. */
export function inputsOf(rule: CorrelationRule): readonly string[] {
  if (rule.type === 'temporal_ordered') return [...rule.signals, ...rule.unlessBetween];
  if (rule.type === 'absent_after') return [...rule.signals, ...rule.absent];
  return rule.signals;
}
