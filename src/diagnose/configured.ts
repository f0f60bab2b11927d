import type { Environment } from '../model/fact.js';
import { cyclesIn } from './graph.js';
import type { Scope } from './scope.js';
import { targetsOf } from './topology.js';

/**
 * Requests that begin at any of these nodes and are passed on to the node of each `server:` end at one that has none:
 * no ring goes through them. Where a setting is not known, leads to no known node, or two sources disagree on it, nothing ends.
 */
export function chainsEnd(environment: Environment | undefined, scope: Scope | undefined): boolean {
  const nodes = (scope?.nodes ?? []).filter((node) => node !== '');
  return environment !== undefined && nodes.length > 0 && nodes.every(endsFrom(environment));
}

function endsFrom(environment: Environment): (node: string) => boolean {
  const { targets, conflicts = [] } = environment;
  const asking = new Set(environment.settings('server').map(({ node }) => node));
  const next = new Map(targets.map(({ from, to }) => [from, to]));
  const disputed = new Set(conflicts.flatMap(({ node, key }) => (key === 'server' ? [node] : [])));
  return (first) => {
    const passed = new Set<string>();
    for (let node: string | undefined = first; node !== undefined; node = next.get(node)) {
      if (passed.has(node) || disputed.has(node)) return false;
      passed.add(node);
      if (!asking.has(node)) return environment.has(undefined, node);
    }
    return false;
  };
}

/** Rings that the `server:` settings close, whether any request was seen or not; each in request order. */
export function configuredRings(
  environment: Environment | undefined,
): readonly (readonly string[])[] {
  return cyclesIn(targetsOf(environment?.targets ?? []));
}
