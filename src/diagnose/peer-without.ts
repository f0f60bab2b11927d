import type { Detection } from '../model/detection.js';
import type { FactExpression } from '../model/rule.js';
import type { ClusterFacts, NodeLog } from './facts.js';
import type { Covered, DiagnoseInput } from './input.js';
import type { Known } from './known.js';
import { DISTRIBUTIONS } from './products.js';
import type { Scope } from './scope.js';

type PeerWithout = Extract<FactExpression, { readonly peerWithout: unknown }>['peerWithout'];
type Stretch = Pick<NodeLog, 'from' | 'to'>;

/** Named nodes alone: what has no name may be the same node. */
export function logsByComponent(
  coverage: readonly Covered[],
  heard: DiagnoseInput['heard'],
): NonNullable<ClusterFacts['logsOf']> {
  const logs = coverage.flatMap(({ node = '', from, to }): NodeLog[] =>
    node === '' || from === undefined || to === undefined ? [] : [{ node, from, to }],
  );
  return (component) => logs.filter(({ node }) => heard(component, undefined, node));
}

/**
 * Another node of the same cluster and distribution, whose log goes on for `forMs` at that time without the correlation.
 * Unknown without a place and time, and where nothing tells of logs.
 */
export function hasPeerWithout(
  { correlation, components, forMs }: PeerWithout,
  facts: ClusterFacts,
  found: readonly Detection[],
  scope: Scope | undefined,
): Known {
  const { logsOf } = facts;
  if (!scope || !logsOf) return undefined;
  const held = found.filter((one) => one.correlation === correlation);
  return components.flatMap(logsOf).some((log) => {
    if (scope.nodes.includes(log.node) || !isPeer(log.node, scope.nodes, facts)) return false;
    const own = held.filter(({ nodes }) => nodes.includes(log.node));
    const [from, to] = [Math.max(log.from, scope.from), Math.min(log.to, scope.to)];
    return longestWithout(own, { from, to }) >= forMs;
  });
}

/** The longest part of a stretch in which none of the detections held, in milliseconds; below 0: it is none. */
function longestWithout(held: readonly Stretch[], { from, to }: Stretch): number {
  let longest = Number.NEGATIVE_INFINITY;
  let free = from;
  for (const one of [...held].sort((a, b) => a.from - b.from)) {
    longest = Math.max(longest, Math.min(one.from, to) - free);
    free = Math.max(free, one.to);
  }
  return Math.max(longest, to - free);
}

/** Nothing tells that the node is of another cluster, or of another distribution than one of them. */
function isPeer(node: string, nodes: readonly string[], { nodes: known }: ClusterFacts): boolean {
  const own = known.get(node);
  return nodes.every((name) => {
    const other = known.get(name);
    const [here, there] = [distributionsOf(own), distributionsOf(other)];
    const isSame = here.size === 0 || there.size === 0 || [...here].some((it) => there.has(it));
    const clusters = new Set([own?.cluster, other?.cluster].filter((it) => it !== undefined));
    return isSame && clusters.size < 2;
  });
}

const distributionsOf = (
  node:
    | Pick<NonNullable<ReturnType<ClusterFacts['nodes']['get']>>, 'starts' | 'products'>
    | undefined,
): ReadonlySet<string> =>
  new Set(
    [...(node?.products ?? []), ...(node?.starts ?? []).map(({ product }) => product)].filter(
      (product) => DISTRIBUTIONS.includes(product),
    ),
  );
