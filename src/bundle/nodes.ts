import type { EnvironmentFact, EnvironmentNode } from '../model/fact.js';
import type { Pod } from '../model/record.js';
import type { EpochMs } from '../model/time.js';
import { createClocks, type ZoneAt } from './clock-scopes.js';
import { nearestScope, nodeOfScope } from './layout-scope.js';
import { groupScopes, type ScopeNames } from './nodes-clusters.js';
import { type Entity, entitiesOf, nameEntities } from './nodes-entities.js';
import { keyOf, type NodeFact, shortKey } from './nodes-identity.js';
import { sortNames } from './nodes-names.js';
import { describeNode, type VersionFact } from './nodes-summary.js';
import { createPodFinder } from './pods-nodes.js';

export type { ZoneAt } from './clock-scopes.js';

/** All nodes the facts tell of, under one name each. */
export interface NodeRegistry {
  readonly nodes: readonly EnvironmentNode[];
  /** The scope's own node, by its files, else by its folder's name, else that of a folder around it. */
  nameOf(scope: string): string | undefined;
  /**
   * The one name for a name, alias or full name; the name itself where nobody knows it, or where it stands for
   * nodes of several clusters and no scope says which.
   */
  canonical(name: string, scope?: string): string;
  addressesOf(name: string): readonly string[];
  /** By time. Zones of folders around the scope hold where it has none. */
  zoneOf(scope: string): readonly ZoneAt[];
  /**
   * When the scope's files were collected, in UTC: what its logs say happened before. By its files, else by the
   * stamp in its folder's name on the scope's own clock, else that of a folder around it.
   */
  momentOf(scope: string): EpochMs | undefined;
  /** The node a pod ran on; `undefined` where no list names it, or lists do not agree. */
  nodeOfPod(pod: Pod, scope: string): string | undefined;
}

const DISTRIBUTIONS: ReadonlySet<string> = new Set(['k3s', 'rke2', 'k0s']);

/**
 * Puts nodes together from the facts of all scopes. One cluster's bundles may name a node differently and still
 * mean one; two clusters' nodes with the same short name stay two (`groupScopes` says when), named by their
 * full names where these differ, else `name@address`.
 */
export function resolveNodes(facts: readonly EnvironmentFact[]): NodeRegistry {
  const nodeFacts = facts.filter((fact): fact is NodeFact => fact.kind === 'node');
  const versions = facts.filter((fact): fact is VersionFact => fact.kind === 'version');
  const scopes = [...new Set(facts.map(({ scope }) => scope))].sort();
  const ownNames = new Map(scopes.flatMap((scope) => ownNameOf(scope, nodeFacts)));
  const clusterOf = groupScopes(scopes.map((scope) => namesOfScope(scope, nodeFacts, ownNames)));
  const clusters = scopes.filter((scope) => clusterOf(scope) === scope);
  const entities = clusters.flatMap((cluster) => {
    const inside = nodeFacts.filter(({ scope }) => clusterOf(scope) === cluster);
    const own = [...ownNames].filter(([scope]) => clusterOf(scope) === cluster);
    return entitiesOf(cluster, inside, new Map(own));
  });
  const shown = nameEntities(entities);
  const nodes = entities.map((entity) => {
    const held = versions.filter(
      ({ scope, product }) => entity.scopes.has(scope) && DISTRIBUTIONS.has(product),
    );
    const node = describeNode(shown.get(entity) ?? entity.name, entity, held);
    return clusters.length > 1 ? { ...node, cluster: entity.cluster } : node;
  });
  return createRegistry({ facts, entities, nodes, clusterOf });
}

interface Resolved {
  readonly facts: readonly EnvironmentFact[];
  readonly entities: readonly Entity[];
  /** In the order of `entities`. */
  readonly nodes: readonly EnvironmentNode[];
  readonly clusterOf: (scope: string) => string;
}

function createRegistry({ facts, entities, nodes, clusterOf }: Resolved): NodeRegistry {
  const byScope = new Map<string, string>();
  const byKey = new Map<string, (Pick<Entity, 'cluster' | 'full'> & { readonly name: string })[]>();
  const addresses = new Map(nodes.map((node) => [node.name, node.addresses]));
  const clocks = createClocks(facts);
  for (const [index, { scopes, keys, cluster, full }] of entities.entries()) {
    const { name } = nodes[index] ?? { name: '' };
    for (const scope of scopes) byScope.set(scope, name);
    for (const key of new Set([...keys, keyOf(name)])) {
      byKey.set(key, [...(byKey.get(key) ?? []), { name, cluster, full }]);
    }
  }
  const nameOf = (scope: string): string | undefined =>
    nearestScope(scope, (it) => byScope.get(it) ?? nodeOfScope(it));
  const canonical = (name: string, scope?: string): string => {
    const known =
      byKey.get(keyOf(name)) ??
      // A full name nobody told of: its short name may stand for it, unless that has another full name.
      (byKey.get(shortKey(name)) ?? []).filter(({ full }) => full.length === 0);
    const cluster = scope === undefined ? undefined : nearestScope(scope, (it) => knownCluster(it));
    const inside = known.filter((it) => it.cluster === cluster);
    const [only, ...more] = inside.length > 0 ? inside : known;
    return only === undefined || more.length > 0 ? name : only.name;
  };
  const scopes = new Set(facts.map(({ scope }) => scope));
  const knownCluster = (scope: string): string | undefined =>
    scopes.has(scope) ? clusterOf(scope) : undefined;
  const nodeOfPod = createPodFinder(facts, clusterOf, canonical);
  return {
    nodes: [...nodes].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })),
    nameOf,
    canonical,
    addressesOf: (name) => addresses.get(canonical(name)) ?? [],
    zoneOf: clocks.zoneOf,
    momentOf: clocks.momentOf,
    nodeOfPod: (pod, scope) => nodeOfPod(pod, nearestScope(scope, knownCluster)),
  };
}

/** The name most of a scope's files give its machine; without any the folder's. */
function ownNameOf(
  scope: string,
  facts: readonly NodeFact[],
): readonly (readonly [string, string])[] {
  const counts = new Map<string, number>();
  for (const fact of facts) {
    if (fact.own && fact.scope === scope && fact.name !== '') {
      counts.set(fact.name, (counts.get(fact.name) ?? 0) + 1);
    }
  }
  const [best] = sortNames([...counts.keys()], (name) => counts.get(name) ?? 0);
  const name = best ?? nodeOfScope(scope);
  return name === undefined ? [] : [[scope, name]];
}

function namesOfScope(
  scope: string,
  facts: readonly NodeFact[],
  ownNames: ReadonlyMap<string, string>,
): ScopeNames {
  const addresses = new Map<string, Set<string>>();
  const full = new Map<string, Set<string>>();
  const note = (name: string, held: readonly string[]): void => {
    const key = shortKey(name);
    addresses.set(key, new Set([...(addresses.get(key) ?? []), ...held]));
    if (name.includes('.')) full.set(key, (full.get(key) ?? new Set()).add(keyOf(name)));
  };
  const own = ownNames.get(scope);
  if (own !== undefined) note(own, []);
  for (const fact of facts) {
    if (fact.scope !== scope) continue;
    const name = fact.name === '' ? own : fact.name;
    if (name !== undefined) note(name, fact.addresses);
  }
  const ownOnly = !facts.some((fact) => fact.scope === scope && !fact.own);
  return { scope, addresses, full, ownOnly };
}
