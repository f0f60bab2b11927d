import type { EnvironmentFact } from '../model/fact.js';
import type { Pod } from '../model/record.js';
import type { PodFact } from './pods.js';

/** Which node a pod ran on, as the lists of pods of its cluster say with one voice. */
export type FindNodeOfPod = (pod: Pod, cluster: string | undefined) => string | undefined;

/**
 * Pods are found by uid, else by namespace and name, else by name; a name may also be namespace and pod joined
 * by `-`, as the Rancher collector joins them. A pod that lists put on several nodes moved: nothing is claimed.
 * `clusterOf`, `nodeOf`: of a scope, and the one name of a node.
 */
export function createPodFinder(
  facts: readonly EnvironmentFact[],
  clusterOf: (scope: string) => string,
  nodeOf: (name: string, scope: string) => string,
): FindNodeOfPod {
  const nodes = new Map<string, Set<string>>();
  const withUid = new Set<string>();
  const note = (key: string, node: string): void => {
    const held = nodes.get(key);
    if (held) held.add(node);
    else nodes.set(key, new Set([node]));
  };
  for (const fact of facts) {
    if (fact.kind !== 'pod') continue;
    const node = nodeOf(fact.runsOn, fact.scope);
    for (const key of keysOf(fact)) {
      for (const cluster of [clusterOf(fact.scope), '']) {
        note(`${cluster}\u0001${key}`, node);
        if (fact.uid !== undefined) withUid.add(`${cluster}\u0001${key}`);
      }
    }
  }
  const one = (key: string): string | undefined => {
    const found = nodes.get(key);
    return found?.size === 1 ? [...found][0] : undefined;
  };
  return ({ namespace, name, uid }, cluster = '') => {
    const key = `${cluster}\u0001${namespace === undefined ? name : `${namespace}/${name}`}`;
    const known = uid === undefined ? undefined : one(`${cluster}\u0001${uid}`);
    // A pod of the same name and another uid may run elsewhere.
    const isOther = uid !== undefined && withUid.has(key);
    return known ?? (name === undefined || isOther ? undefined : one(key));
  };
}

const keysOf = ({ namespace, name, uid }: PodFact): readonly string[] => [
  name,
  `${namespace}/${name}`,
  `${namespace}-${name}`,
  ...(uid === undefined ? [] : [uid]),
];
