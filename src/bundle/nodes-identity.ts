import type { EnvironmentFact } from '../model/fact.js';
import { createGroups } from './nodes-groups.js';
import { isHostName, shortOf } from './nodes-names.js';

export type NodeFact = Extract<EnvironmentFact, { readonly kind: 'node' }>;

/** Host names have no case. */
export const keyOf = (name: string): string => name.toLowerCase();
export const shortKey = (name: string): string => keyOf(shortOf(name)[0] ?? name);

/**
 * Which names of one cluster are one node: a node and its aliases; a full name and its short one, where no other
 * full name is shortened to it; the name a machine gives itself and the node object that alone has one of its
 * addresses. An alias that several nodes claim (`ubuntu`) joins none of them.
 */
export function joinNames(
  facts: readonly NodeFact[],
  ownNames: ReadonlyMap<string, string>,
): (name: string) => string {
  const groups = createGroups();
  const listed = new Set(
    facts.flatMap(({ own, name }) => (own || name === '' ? [] : [keyOf(name)])),
  );
  joinAliases(facts, listed, groups.join);
  joinShortNames(facts, groups.join);
  joinByAddress(facts, listed, ownNames, groups);
  return (name) => groups.rootOf(keyOf(name));
}

type Join = (a: string, b: string) => void;

function joinAliases(facts: readonly NodeFact[], listed: ReadonlySet<string>, join: Join): void {
  const claims = new Map<string, Set<string>>();
  for (const { name, aliases } of facts) {
    for (const alias of name === '' ? [] : aliases) {
      const key = keyOf(alias);
      claims.set(key, (claims.get(key) ?? new Set()).add(keyOf(name)));
    }
  }
  for (const [alias, names] of claims) {
    const shorts = new Set([...names].map(shortKey));
    const full = [...names].filter((name) => name.includes('.'));
    if (shorts.size > 1 || full.length > 1) continue;
    // The alias may be another node's name.
    if (listed.has(alias) && !names.has(alias) && !shorts.has(shortKey(alias))) continue;
    for (const name of names) join(alias, name);
  }
}

function joinShortNames(facts: readonly NodeFact[], join: Join): void {
  const fullByShort = new Map<string, Set<string>>();
  for (const { name, aliases } of facts) {
    for (const full of [name, ...aliases]) {
      if (!full.includes('.') || !isHostName(full)) continue;
      const short = shortKey(full);
      fullByShort.set(short, (fullByShort.get(short) ?? new Set()).add(keyOf(full)));
    }
  }
  for (const [short, full] of fullByShort) {
    const [only] = full;
    if (only !== undefined && full.size === 1) join(short, only);
  }
}

function joinByAddress(
  facts: readonly NodeFact[],
  listed: ReadonlySet<string>,
  ownNames: ReadonlyMap<string, string>,
  { join, rootOf }: { readonly join: Join; readonly rootOf: (key: string) => string },
): void {
  const nodesByAddress = new Map<string, Set<string>>();
  for (const { own, name, addresses } of facts) {
    if (own || name === '') continue;
    for (const address of addresses) {
      nodesByAddress.set(address, (nodesByAddress.get(address) ?? new Set()).add(keyOf(name)));
    }
  }
  // All of a machine's addresses before any join: which file came first must not decide.
  const candidates = new Map<string, Set<string>>();
  for (const { own, scope, addresses } of facts) {
    const name = ownNames.get(scope);
    if (!own || name === undefined) continue;
    const root = rootOf(keyOf(name));
    const nodes = candidates.get(root) ?? new Set();
    for (const address of addresses) {
      for (const node of nodesByAddress.get(address) ?? []) nodes.add(rootOf(node));
    }
    candidates.set(root, nodes);
  }
  const roots = new Set([...listed].map(rootOf));
  for (const [root, nodes] of candidates) {
    const [node] = nodes;
    if (node !== undefined && nodes.size === 1 && !roots.has(root)) join(root, node);
  }
}
