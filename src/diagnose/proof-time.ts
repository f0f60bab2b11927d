import type { CorrelationRule, DiagnosisRule } from '../model/rule.js';
import { fold } from './tree.js';

type Correlations = ReadonlyMap<string, CorrelationRule>;

/** Who counts needs some time to count in, be the window as long as it may. */
const MAX_COUNTING_MS = 60_000;

/** The least time any way to this diagnosis has to be watched: shorter silence says nothing. */
export function shortestProofMs(rule: DiagnosisRule, correlations: Correlations): number {
  const needed = rule.required.map((requirement) =>
    fold<string, number>(requirement, {
      leaf: (name) => watchMs(name, correlations),
      any: (ways) => Math.min(...ways),
      all: (parts) => Math.max(0, ...parts),
      not: () => 0,
    }),
  );
  return Math.max(0, ...needed);
}

/** Signals and facts show at once. */
function watchMs(name: string, correlations: Correlations): number {
  const rule = correlations.get(name);
  if (!rule) return 0;
  const feedersMs = Math.max(0, ...rule.signals.map((signal) => watchMs(signal, correlations)));
  return Math.max(feedersMs, rule.minDurationMs, ownWatchMs(rule, feedersMs > 0));
}

function ownWatchMs(rule: CorrelationRule, isFed: boolean): number {
  switch (rule.type) {
    case 'temporal':
      return 0;
    case 'temporal_ordered':
      return rule.elapsedMs.length === 0 ? 0 : Math.min(...rule.elapsedMs.map(([least]) => least));
    case 'absent_after':
      return rule.windowMs;
    default:
      return rule.minDurationMs > 0 || isFed ? 0 : Math.min(rule.windowMs, MAX_COUNTING_MS);
  }
}
