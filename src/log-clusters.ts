import type { NodeRegistry } from './bundle/nodes.js';
import { groupBy } from './model/group-by.js';

/** A node as logs tell of it. */
export interface LogNode {
  readonly name: string;
  readonly sources: readonly string[];
  /** What its start lines call its own. */
  readonly addresses: readonly string[];
}

/**
 * Which cluster a node belongs to, where logs alone tell: folders that hold several nodes, and of which two have a
 * node with one and the same address, hold a cluster each. Named by their folder.
 */
export function logClusters(nodes: readonly LogNode[]): ReadonlyMap<string, string> {
  const folders = new Map(nodes.map(({ name, sources }) => [name, commonFolder(sources)]));
  const around = new Set<string>();
  const owned = nodes.flatMap(({ name, addresses }) =>
    addresses.map((address) => ({ name, address })),
  );
  for (const owners of groupBy(owned, ({ address }) => address).values()) {
    const all = [...new Set(owners.map(({ name }) => name))].map((it) => folders.get(it) ?? []);
    const shared = all.length > 1 ? sharedParts(all) : undefined;
    if (shared && all.every(({ length }) => length > shared.length)) around.add(join(shared));
  }
  const clusters = new Map<string, string>();
  for (const [name, parts] of folders) {
    const at = parts.findIndex((_, index) => around.has(join(parts.slice(0, index))));
    if (at >= 0) clusters.set(name, join(parts.slice(0, at + 1)));
  }
  const sizes = groupBy([...clusters.values()], (cluster) => cluster);
  const isOfHosts = [...sizes.values()].every(({ length }) => length < 2);
  return isOfHosts ? new Map() : clusters;
}

/** The registry with the clusters of nodes that bundles do not tell of. */
export function withLogClusters(
  registry: NodeRegistry,
  clusters: ReadonlyMap<string, string>,
): NodeRegistry {
  const known = new Set(registry.nodes.map(({ name }) => name));
  const added = [...clusters]
    .filter(([name]) => !known.has(name))
    .map(([name, cluster]) => ({ name, addresses: [], evidence: [], conflicts: [], cluster }));
  return added.length === 0 ? registry : { ...registry, nodes: [...registry.nodes, ...added] };
}

const join = (parts: readonly string[]): string => parts.join('/');

const commonFolder = (sources: readonly string[]): readonly string[] =>
  sharedParts(sources.map((source) => source.split('/').slice(0, -1)));

function sharedParts([first = [], ...others]: readonly (readonly string[])[]): readonly string[] {
  const end = first.findIndex((part, index) => others.some((other) => other[index] !== part));
  return end < 0 ? first : first.slice(0, end);
}
