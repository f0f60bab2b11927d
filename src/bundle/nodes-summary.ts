import { isIPv4 } from 'node:net';
import type { EnvironmentFact, FactPlace } from '../model/fact.js';
import type { Entity } from './nodes-entities.js';
import type { NodeFact } from './nodes-identity.js';

export type VersionFact = Extract<EnvironmentFact, { readonly kind: 'version' }>;

/** Sources that disagree on one property of a node; `values` and `places` go together. */
export interface NodeConflict {
  readonly field: 'product' | 'version' | 'role' | 'address';
  readonly values: readonly string[];
  readonly places: readonly FactPlace[];
}

/** One node, put together from all that speaks of it. */
export interface KnownNode {
  readonly name: string;
  readonly addresses: readonly string[];
  readonly product?: string;
  readonly version?: string;
  readonly role?: 'server' | 'agent';
  readonly conflicts: readonly NodeConflict[];
}

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
): KnownNode {
  const weigh = (fact: NodeFact): number => (scopes.has(fact.scope) ? 3 : 1);
  const claims = (read: (fact: NodeFact) => string | undefined): readonly Claim[] =>
    facts.flatMap((fact) => {
      const value = read(fact);
      return value === undefined ? [] : [{ value, weight: weigh(fact), place: fact.place }];
    });
  const files = (read: (fact: VersionFact) => string): readonly Claim[] =>
    versions.map((fact) => ({ value: read(fact), weight: 2, place: fact.place }));
  const product = decide('product', [...claims((it) => it.product), ...files((it) => it.product)]);
  const version = decide('version', [...claims((it) => it.version), ...files((it) => it.version)]);
  const role = decide(
    'role',
    claims((it) => it.role),
  );
  return {
    name,
    addresses: addressesOf(facts),
    ...(product.value === undefined ? {} : { product: product.value }),
    ...(version.value === undefined ? {} : { version: version.value }),
    ...(role.value === 'server' || role.value === 'agent' ? { role: role.value } : {}),
    conflicts: [...[product, version, role].flatMap(({ conflict }) => conflict ?? []), ...disputes],
  };
}

interface Decision {
  readonly value?: string;
  readonly conflict?: NodeConflict;
}

/** The heaviest claim, then the one made most often, then the last in order (`server`, the newer version). */
function decide(field: NodeConflict['field'], claims: readonly Claim[]): Decision {
  const byValue = new Map<string, Claim[]>();
  for (const claim of claims) {
    const value = fullest(claim.value, claims);
    byValue.set(value, [...(byValue.get(value) ?? []), claim]);
  }
  const weight = (value: string): number =>
    Math.max(...(byValue.get(value) ?? []).map((claim) => claim.weight));
  const values = [...byValue.keys()].sort(
    (a, b) =>
      weight(b) - weight(a) ||
      (byValue.get(b)?.length ?? 0) - (byValue.get(a)?.length ?? 0) ||
      b.localeCompare(a, 'en', { numeric: true }),
  );
  const [value] = values;
  if (value === undefined) return {};
  if (values.length === 1) return { value };
  const places = values.flatMap((it) => firstPlace(byValue.get(it) ?? []));
  return { value, conflict: { field, values, places } };
}

/** Kubernetes cuts `v1.33.3+k0s.0` to `v1.33.3+k0s`. */
const fullest = (value: string, claims: readonly Claim[]): string =>
  claims
    .map((claim) => claim.value)
    .find((other) => /\+k0s$/.test(value) && other.startsWith(`${value}.`)) ?? value;

const firstPlace = (claims: readonly Claim[]): readonly FactPlace[] => {
  const places = claims.map(({ place }) => place);
  return places.sort((a, b) => (a.source < b.source ? -1 : 1) || a.line - b.line).slice(0, 1);
};

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
