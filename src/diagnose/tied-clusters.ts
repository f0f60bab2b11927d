import type { ClusterFacts } from './facts.js';
import { stronglyConnected } from './graph.js';

/**
 * The cluster of a node, for telling incidents apart. Archives of single nodes that say nothing of each other are clusters
 * of their own, until the `server:` of a node leads into the other one.
 */
export function createClusters(facts: ClusterFacts): (node: string) => string | undefined {
  const own = (node: string): string | undefined => facts.nodes.get(node)?.cluster;
  const ties = new Map<string, Set<string>>();
  for (const { from, to } of facts.environment?.targets ?? []) {
    const [a, b] = [own(from), own(to)];
    if (a === undefined || b === undefined || a === b) continue;
    ties.set(a, (ties.get(a) ?? new Set()).add(b));
    ties.set(b, (ties.get(b) ?? new Set()).add(a));
  }
  const heads = new Map(
    stronglyConnected(ties).flatMap((part) => {
      const head = part.reduce((least, one) => (one < least ? one : least));
      return part.map((one): [string, string] => [one, head]);
    }),
  );
  return (node) => {
    const cluster = own(node);
    return cluster === undefined ? undefined : (heads.get(cluster) ?? cluster);
  };
}
