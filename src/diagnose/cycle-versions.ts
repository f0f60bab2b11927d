import type { AffectedNode } from '../model/report.js';
import type { Text } from '../model/rule.js';
import { spanOf } from './span.js';
import type { NodeSpan, VersionsVerdict } from './versions.js';

/**
 * Servers of a cycle that have to run an affected release: a single one passes each request on once, and the fixed ones
 * do not. Source: knowledge of k3s#12127, an affected version on at least two servers on the cycle.
 */
const LEAST_AFFECTED = 2;

interface Judged {
  readonly versions: VersionsVerdict;
  /** One of the cycles can go on by what is known of its releases, or there is no cycle of several servers. */
  readonly isAble: boolean;
}

/** The releases of a finding's nodes, and whether its cycles can go on with those of their servers. */
export function judgeCycles(
  versions: VersionsVerdict,
  cycles: readonly (readonly string[])[],
  spans: readonly NodeSpan[],
  judge: (spans: readonly NodeSpan[]) => VersionsVerdict,
): Judged {
  const rings = cycles.filter(({ length }) => length > 1);
  const hasSelf = rings.length < cycles.length;
  if (versions.state !== 'affected' || rings.length === 0 || hasSelf) {
    return { versions, isAble: true };
  }
  const of = judgeMembers(rings, versions, spans, judge);
  const affectedIn = (ring: readonly string[]): readonly string[] =>
    ring.filter((name) => of.get(name) === 'affected');
  if (rings.some((ring) => affectedIn(ring).length >= LEAST_AFFECTED)) {
    return { versions, isAble: true };
  }
  const alone = new Set(rings.flatMap(affectedIn));
  const nodes = versions.nodes.map((node) =>
    alone.has(node.node) && node.note === undefined ? { ...node, note: ALONE } : node,
  );
  return { versions: { ...versions, nodes }, isAble: false };
}

/** The release of each server of the cycles in the time of the finding, whether its log shows requests or not. */
function judgeMembers(
  rings: readonly (readonly string[])[],
  { nodes }: VersionsVerdict,
  spans: readonly NodeSpan[],
  judge: (spans: readonly NodeSpan[]) => VersionsVerdict,
): ReadonlyMap<string, AffectedNode['status']> {
  const known = new Map(nodes.map(({ node, status }) => [node, status]));
  const span = spanOf(spans);
  const others = [...new Set(rings.flat())].filter((name) => !known.has(name));
  if (others.length === 0 || !span) return known;
  const judged = judge(others.map((node) => ({ node, ...span }))).nodes;
  return new Map([...known, ...judged.map(({ node, status }) => [node, status] as const)]);
}

const ALONE: Text = {
  en: 'no other server of the cycle is known to run an affected release; a loop needs two of them',
  zh: '环路上没有其他 server 确知运行受影响的版本；形成循环至少需要两台',
};
