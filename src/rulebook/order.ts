import type { CorrelationRule } from '../model/rule.js';

export interface Ordered {
  /** A correlation that feeds another one stands before it; otherwise as given. */
  readonly correlations: readonly CorrelationRule[];
  /** Correlations that feed themselves, each as the way around: `[a, b, a]`. */
  readonly cycles: readonly (readonly string[])[];
}

/** Puts correlations in an order in which they can run. */
export function orderCorrelations(rules: readonly CorrelationRule[]): Ordered {
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  const done = new Set<string>();
  const correlations: CorrelationRule[] = [];
  const cycles: (readonly string[])[] = [];

  const visit = (rule: CorrelationRule, way: readonly string[]): void => {
    if (done.has(rule.name)) return;
    const at = way.indexOf(rule.name);
    if (at !== -1) {
      cycles.push([...way.slice(at), rule.name]);
      return;
    }
    for (const name of feedersOf(rule)) {
      const feeder = byName.get(name);
      if (feeder) visit(feeder, [...way, rule.name]);
    }
    if (done.has(rule.name)) return;
    done.add(rule.name);
    correlations.push(rule);
  };
  for (const rule of rules) visit(rule, []);
  return { correlations, cycles };
}

/** Everything whose observations a correlation sees. */
export function feedersOf(rule: CorrelationRule): readonly string[] {
  if (rule.type === 'temporal_ordered') return [...rule.signals, ...rule.unlessBetween];
  return rule.type === 'absent_after' ? [...rule.signals, ...rule.absent] : rule.signals;
}
