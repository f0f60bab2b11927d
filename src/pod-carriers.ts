import type { RawCoverage } from './observe/coverage.js';
import { isUniquePodName } from './observe/pod-key.js';
import { podOfPath } from './parse/transport/pod-path.js';
import type { Placement } from './placement.js';

type Log = Pick<RawCoverage, 'source' | 'role' | 'format'>;

/** A pod as the path of its log names it. */
interface Filed {
  readonly uid: string;
  readonly source: string;
}

/**
 * A pod is the same whoever carries its log: `kubectl logs --prefix` names it, the path of its file its uid and node as
 * well. Told only of names that no two pods have.
 */
export function placePods(placement: Placement, covered: readonly Log[]): Placement {
  const filed = filedPods(covered);
  if (filed.size === 0) return placement;
  return {
    ...placement,
    subjectOf(subject) {
      const placed = placement.subjectOf(subject);
      const { pod, node } = placed;
      if (pod?.name === undefined || pod.uid !== undefined) return placed;
      const found = filed.get(pod.name);
      if (found === undefined) return placed;
      const own = node === '' ? placement.nodeOf('', found.source, true) : node;
      return { ...placed, node: own, pod: { ...pod, uid: found.uid } };
    },
  };
}

/** By name; without those that paths give several uids. */
function filedPods(covered: readonly Log[]): ReadonlyMap<string, Filed> {
  const filed = new Map<string, Filed>();
  const disputed = new Set<string>();
  for (const { source, role } of covered) {
    const { name, uid } = (role === 'log' ? podOfPath(source) : undefined) ?? {};
    if (name === undefined || uid === undefined || !isUniquePodName(name)) continue;
    const held = filed.get(name);
    if (held === undefined) filed.set(name, { uid, source });
    else if (held.uid !== uid) disputed.add(name);
  }
  for (const name of disputed) filed.delete(name);
  return filed;
}

const OF_CONTAINERS: ReadonlySet<string> = new Set(['cri', 'docker-json', 'kubectl-logs']);

/** Are there several logs that may hold the lines of one pod? */
export const mayRepeatPods = (covered: readonly Log[]): boolean =>
  covered.filter(
    ({ source, role, format }) =>
      role === 'log' && (OF_CONTAINERS.has(format) || podOfPath(source) !== undefined),
  ).length > 1;
