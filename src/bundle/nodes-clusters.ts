import { isIPv4 } from 'node:net';
import { createGroups } from './nodes-groups.js';

/** What one scope says of names: the addresses of each, by short name, and the full names. */
export interface ScopeNames {
  readonly scope: string;
  readonly addresses: ReadonlyMap<string, ReadonlySet<string>>;
  readonly full: ReadonlyMap<string, ReadonlySet<string>>;
  /** Tells of its own machine only: no list of nodes or members. */
  readonly ownOnly: boolean;
}

/**
 * Which scopes speak of one cluster. Scopes do that share a name together with an address. Others are put
 * together where they share a name, or the one lists the other's machine by its address, and nothing
 * contradicts: no name that has other addresses of the same family, or another domain, on the two sides. Where
 * a scope would fit to several clusters that contradict each other, it stays alone: nothing tells to which it
 * belongs.
 */
export function groupScopes(scopes: readonly ScopeNames[]): (scope: string) => string {
  const groups = createGroups();
  const byPair = new Map<string, string>();
  for (const { scope, addresses } of scopes) {
    for (const [name, held] of addresses) {
      for (const address of held) {
        const key = `${name} ${address}`;
        groups.join(byPair.get(key) ?? scope, scope);
        byPair.set(key, scope);
      }
    }
  }
  while (joinFitting(scopes, groups)) {
    // Every round leaves fewer groups.
  }
  return groups.rootOf;
}

type Groups = ReturnType<typeof createGroups>;

function joinFitting(scopes: readonly ScopeNames[], groups: Groups): boolean {
  const merged = mergeScopes(scopes, groups);
  const fitting = new Map(
    merged.map((one) => [one, merged.filter((other) => belongTogether(one, other))]),
  );
  // Two that fit but contradict each other: the choice would be a guess.
  const clear = new Set(
    merged.filter((one) => {
      const others = fitting.get(one) ?? [];
      return !others.some((a, i) => others.slice(i + 1).some((b) => contradict(a, b)));
    }),
  );
  let joined = false;
  for (const one of merged) {
    const others = (fitting.get(one) ?? []).filter((it) => clear.has(it));
    if (!clear.has(one) || others.length === 0) continue;
    for (const it of [one, ...others]) {
      groups.join(one.scope, it.scope);
      // What it fits to has to be looked at again when it has grown.
      clear.delete(it);
    }
    joined = true;
  }
  return joined;
}

const belongTogether = (a: Merged, b: Merged): boolean =>
  a !== b && (shareName(a, b) || isListedIn(a, b) || isListedIn(b, a)) && !contradict(a, b);

/** The machine's own address stands in the other's list, perhaps under another name. */
const isListedIn = (machine: Merged, list: Merged): boolean =>
  machine.ownOnly && !list.ownOnly && [...machine.all].some((it) => list.all.has(it));

interface Merged extends ScopeNames {
  readonly all: ReadonlySet<string>;
}

function mergeScopes(scopes: readonly ScopeNames[], groups: Groups): readonly Merged[] {
  const merged = new Map<string, ScopeNames>();
  for (const scope of scopes) {
    const root = groups.rootOf(scope.scope);
    const held = merged.get(root) ?? { ...scope, addresses: new Map(), full: new Map() };
    merged.set(root, {
      scope: root,
      addresses: mergeSets(held.addresses, scope.addresses),
      full: mergeSets(held.full, scope.full),
      ownOnly: held.ownOnly && scope.ownOnly,
    });
  }
  return [...merged.values()].map((it) => ({
    ...it,
    all: new Set([...it.addresses.values()].flatMap((held) => [...held])),
  }));
}

function mergeSets(
  a: ReadonlyMap<string, ReadonlySet<string>>,
  b: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map(a);
  for (const [key, values] of b) all.set(key, new Set([...(all.get(key) ?? []), ...values]));
  return all;
}

const shareName = (a: ScopeNames, b: ScopeNames): boolean =>
  a.addresses.size > b.addresses.size
    ? shareName(b, a)
    : [...a.addresses.keys()].some((name) => b.addresses.has(name));

const contradict = (a: ScopeNames, b: ScopeNames): boolean =>
  a.addresses.size > b.addresses.size
    ? contradict(b, a)
    : [...a.addresses].some(([name, held]) => differ(held, b.addresses.get(name))) ||
      [...a.full].some(([name, held]) => disjoint(held, b.full.get(name)));

/** Of one family, and none in common. */
const differ = (a: ReadonlySet<string>, b: ReadonlySet<string> | undefined): boolean =>
  disjoint(a, b) &&
  [true, false].some(
    (four) =>
      [...a].some((it) => isIPv4(it) === four) && [...(b ?? [])].some((it) => isIPv4(it) === four),
  );

const disjoint = (a: ReadonlySet<string>, b: ReadonlySet<string> | undefined): boolean =>
  a.size > 0 && b !== undefined && b.size > 0 && ![...a].some((it) => b.has(it));
