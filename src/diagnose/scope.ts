import type { Detection } from '../model/detection.js';
import type { CorrelationRule } from '../model/rule.js';
import type { EpochMs } from '../model/time.js';

/** Where and when something is asked for; a detection is one. */
export interface Scope {
  readonly nodes: readonly string[];
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Signals and versions, too, must be of these nodes; else they speak for the whole cluster. */
  readonly ownOnly?: true;
}

/** A correlation that counts over the whole cluster speaks for all of its nodes. */
export function scopeOfDetection(
  detection: Detection,
  correlations: ReadonlyMap<string, CorrelationRule>,
): Scope {
  const { correlation, from, to } = detection;
  const groupBy = correlations.get(correlation)?.groupBy ?? [];
  const isOfCluster = groupBy.every((field) => field === 'cluster.name');
  return isOfCluster ? { nodes: [], from, to } : detection;
}

/** All that is known of one node. */
export const scopeOfNode = (node: string): Scope => ({
  nodes: [node],
  from: Number.NEGATIVE_INFINITY,
  to: Number.POSITIVE_INFINITY,
  ownOnly: true,
});

/** A common node where both name one, and intervals that overlap or lie at most `marginMs` apart. */
export const meets = (a: Scope, b: Scope, marginMs: number): boolean =>
  a.from - marginMs <= b.to && b.from <= a.to + marginMs && sharesNode(a.nodes, b.nodes);

export const sharesNode = (a: readonly string[], b: readonly string[]): boolean =>
  !namesAny(a) || !namesAny(b) || a.some((node) => node !== '' && b.includes(node));

const namesAny = (nodes: readonly string[]): boolean => nodes.some((node) => node !== '');
