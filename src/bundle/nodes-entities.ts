import type { FactPlace, NodeConflict } from '../model/fact.js';
import { joinNames, keyOf, type NodeFact } from './nodes-identity.js';
import { sortNames } from './nodes-names.js';

/** One node of one cluster before its name is settled. */
export interface Entity {
  readonly cluster: string;
  readonly name: string;
  readonly full: readonly string[];
  readonly keys: ReadonlySet<string>;
  readonly facts: readonly NodeFact[];
  /** Addresses that other nodes have as well. */
  readonly disputes: readonly NodeConflict[];
  /** Scopes of which this is the own node. */
  readonly scopes: ReadonlySet<string>;
}

/** The nodes of one cluster. `ownNames`: scope to the name of its own node. */
export function entitiesOf(
  cluster: string,
  facts: readonly NodeFact[],
  ownNames: ReadonlyMap<string, string>,
): readonly Entity[] {
  const rootOf = joinNames(facts, ownNames);
  const nameOf = (fact: NodeFact): string | undefined =>
    fact.name === '' ? ownNames.get(fact.scope) : fact.name;
  const byRoot = new Map<string, NodeFact[]>();
  for (const fact of facts) {
    const name = nameOf(fact);
    if (name !== undefined) byRoot.set(rootOf(name), [...(byRoot.get(rootOf(name)) ?? []), fact]);
  }
  for (const name of ownNames.values()) {
    if (!byRoot.has(rootOf(name))) byRoot.set(rootOf(name), []);
  }
  const disputes = disputedAddresses(byRoot);
  return [...byRoot].map(([root, held]) => {
    const scopes = new Set(
      [...ownNames].flatMap(([scope, name]) => (rootOf(name) === root ? [scope] : [])),
    );
    const own = [...ownNames].flatMap(([scope, name]) => (scopes.has(scope) ? [name] : []));
    const all = [...held.flatMap(({ name, aliases }) => [name, ...aliases]), ...own].filter(
      (it) => it !== '' && rootOf(it) === root,
    );
    return {
      cluster,
      name: bestName(held, own) ?? root,
      full: [...new Set(all.filter((it) => it.includes('.')))].sort(),
      keys: new Set(all.map(keyOf)),
      facts: held.map((fact) => withoutDisputed(fact, root, disputes)),
      disputes: disputesOf(held, disputes),
      scopes,
    };
  });
}

/** As Kubernetes calls the node, else as the machine does. */
function bestName(facts: readonly NodeFact[], own: readonly string[]): string | undefined {
  const listed = facts.filter((fact) => !fact.own).map(({ name }) => name);
  const names = listed.length > 0 ? listed : own;
  return sortNames([...new Set(names)], (name) => names.filter((it) => it === name).length)[0];
}

interface Dispute {
  /** The one node that Kubernetes or etcd lists with the address; absent where none or several are. */
  readonly keeper?: string;
  readonly places: readonly FactPlace[];
}

/** Addresses that several nodes have: a virtual one, or one behind which several stand, belongs to none. */
function disputedAddresses(
  byRoot: ReadonlyMap<string, readonly NodeFact[]>,
): ReadonlyMap<string, Dispute> {
  const claims = new Map<string, { root: string; fact: NodeFact }[]>();
  for (const [root, facts] of byRoot) {
    for (const fact of facts) {
      for (const address of fact.addresses) {
        claims.set(address, [...(claims.get(address) ?? []), { root, fact }]);
      }
    }
  }
  const disputes = new Map<string, Dispute>();
  for (const [address, held] of claims) {
    if (new Set(held.map(({ root }) => root)).size < 2) continue;
    const listed = new Set(held.flatMap(({ root, fact }) => (fact.own ? [] : [root])));
    const [keeper] = listed;
    const places = held.map(({ fact }) => fact.place);
    disputes.set(
      address,
      listed.size === 1 && keeper !== undefined ? { keeper, places } : { places },
    );
  }
  return disputes;
}

function withoutDisputed(
  fact: NodeFact,
  root: string,
  disputes: ReadonlyMap<string, Dispute>,
): NodeFact {
  const addresses = fact.addresses.filter(
    (it) => (disputes.get(it) ?? { keeper: root }).keeper === root,
  );
  return addresses.length === fact.addresses.length ? fact : { ...fact, addresses };
}

const disputesOf = (
  facts: readonly NodeFact[],
  disputes: ReadonlyMap<string, Dispute>,
): readonly NodeConflict[] =>
  [...new Set(facts.flatMap(({ addresses }) => addresses))].flatMap((address) => {
    const dispute = disputes.get(address);
    return dispute ? [{ field: 'address', values: [address], evidence: dispute.places }] : [];
  });

/** Nodes of several clusters under one name are told apart by full name or address. */
export function nameEntities(entities: readonly Entity[]): ReadonlyMap<Entity, string> {
  return new Map(
    entities.map((entity) => {
      const others = entities.filter(
        (it) => it !== entity && keyOf(it.name) === keyOf(entity.name),
      );
      if (others.length === 0) return [entity, entity.name];
      const full = entity.full.find((name) => !others.some((it) => it.full.includes(name)));
      const address = entity.facts.flatMap(({ addresses }) => addresses).sort()[0];
      return [entity, full ?? (address === undefined ? entity.name : `${entity.name}@${address}`)];
    }),
  );
}
