import { isIPv4 } from 'node:net';
import type {
  EnvironmentFact,
  EnvironmentNode,
  FactPlace,
  NodeConflict,
  NodeEvidence,
  NodeProperty,
} from '../model/fact.js';
import { groupBy } from '../model/group-by.js';
import type { Entity } from './nodes-entities.js';
import type { NodeFact } from './nodes-identity.js';

export type VersionFact = Extract<EnvironmentFact, { readonly kind: 'version' }>;

/** Lines shown for one property of a node. */
const MAX_EVIDENCE = 2;

interface Claim {
  readonly value: string;
  readonly weight: number;
  readonly place: FactPlace;
}

/**
 * What runs on the node goes before what lies on its disk: the kubelet's version as the node's own bundle tells
 * it, then the version files, then what bundles of other nodes tell, which may be older.
 */
export function describeNode(
  name: string,
  { facts, scopes, disputes }: Pick<Entity, 'facts' | 'scopes' | 'disputes'>,
  versions: readonly VersionFact[],
): EnvironmentNode {
  const weigh = (fact: NodeFact): number => (scopes.has(fact.scope) ? 3 : 1);
  const claims = (field: NodeProperty): readonly Claim[] =>
    facts.flatMap((fact) => {
      const value = fact[field];
      const place = fact.proof?.[field === 'role' ? 'role' : 'version'] ?? fact.place;
      return value === undefined ? [] : [{ value, weight: weigh(fact), place }];
    });
  const files = (read: (fact: VersionFact) => string): readonly Claim[] =>
    versions.map((fact) => ({ value: read(fact), weight: 2, place: fact.place }));
  const product = decide('product', [...claims('product'), ...files((it) => it.product)]);
  const version = decide('version', [...claims('version'), ...files((it) => it.version)]);
  const role = decide('role', claims('role'));
  return {
    name,
    addresses: addressesOf(facts),
    ...(product.value === undefined ? {} : { product: product.value }),
    ...(version.value === undefined ? {} : { version: version.value }),
    ...(role.value === 'server' || role.value === 'agent' ? { role: role.value } : {}),
    evidence: [product, version, role].flatMap(({ evidence }) => evidence),
    conflicts: [...[product, version, role].flatMap(({ conflict }) => conflict ?? []), ...disputes],
  };
}

interface Decision {
  readonly value?: string;
  readonly evidence: readonly NodeEvidence[];
  readonly conflict?: NodeConflict;
}

/** The heaviest claim, then the one made most often, then the last in order (`server`, the newer version). */
function decide(field: NodeProperty, claims: readonly Claim[]): Decision {
  const byValue = groupBy(claims, ({ value }) => fullest(value, claims));
  const weight = (value: string): number =>
    Math.max(...(byValue.get(value) ?? []).map((claim) => claim.weight));
  const values = [...byValue.keys()].sort(
    (a, b) =>
      weight(b) - weight(a) ||
      (byValue.get(b)?.length ?? 0) - (byValue.get(a)?.length ?? 0) ||
      b.localeCompare(a, 'en', { numeric: true }),
  );
  const [value] = values;
  if (value === undefined) return { evidence: [] };
  const proof = placesOf(byValue.get(value) ?? []).slice(0, MAX_EVIDENCE);
  const told = { value, evidence: proof.map((place) => ({ field, value, ...place })) };
  if (values.length === 1) return told;
  const evidence = values.flatMap((it) => placesOf(byValue.get(it) ?? []).slice(0, 1));
  return { ...told, conflict: { field, values, evidence } };
}

/** Kubernetes cuts `v1.33.3+k0s.0` to `v1.33.3+k0s`. */
const fullest = (value: string, claims: readonly Claim[]): string =>
  claims
    .map((claim) => claim.value)
    .find((other) => /\+k0s$/.test(value) && other.startsWith(`${value}.`)) ?? value;

/** The weightiest claims first, each line once. */
function placesOf(claims: readonly Claim[]): readonly FactPlace[] {
  const sorted = [...claims].sort((a, b) => b.weight - a.weight || comparePlaces(a.place, b.place));
  const byLine = sorted.map(({ place }) => [`${place.source}:${place.line}`, place] as const);
  return [...new Map(byLine).values()];
}

const comparePlaces = (a: FactPlace, b: FactPlace): number =>
  a.source === b.source ? a.line - b.line : a.source < b.source ? -1 : 1;

/** Those of most sources first, IPv4 before IPv6. */
function addressesOf(facts: readonly NodeFact[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { addresses } of facts) {
    for (const address of addresses) counts.set(address, (counts.get(address) ?? 0) + 1);
  }
  return [...counts.keys()].sort(
    (a, b) =>
      Number(isIPv4(b)) - Number(isIPv4(a)) ||
      (counts.get(b) ?? 0) - (counts.get(a) ?? 0) ||
      a.localeCompare(b, 'en', { numeric: true }),
  );
}
