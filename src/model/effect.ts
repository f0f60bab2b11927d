import type { CorrelationRule } from './rule.js';

/**
 * The fields whose size a correlation looks at: of a percentile, of a comparison, of `took|gte` in a filter.
 * Lines with a large value there show best what it measured.
 */
export function effectFields(rule: CorrelationRule, signal: string): readonly string[] {
  const tests = Object.hasOwn(rule.filter, signal) ? (rule.filter[signal] ?? []) : [];
  const large = tests.filter(({ modifier }) => modifier === 'gte' || modifier === 'gt');
  return [
    ...(rule.type === 'value_percentile' ? [rule.field] : []),
    ...(rule.type === 'field_compare' ? [rule.left] : []),
    ...large.map(({ field }) => field),
  ];
}
