import { addressNames, folderOf } from './address-names.js';
import { keyOf, shortKey } from './bundle/nodes-identity.js';
import type { LogNode } from './log-clusters.js';
import { groupBy } from './model/group-by.js';
import { setOf } from './model/rotation.js';
import { conflicting, type NodeClaim } from './own-claims.js';

/** A source under a name its records use, '' where they use none. */
export interface NamedSource {
  readonly source: string;
  readonly named: string;
}

/** An address a source calls its own; in force until the source ends or another is told. */
export type SourceClaim = NamedSource & NodeClaim;

export interface LogNodesInput {
  readonly sources: readonly NamedSource[];
  readonly claims: readonly SourceClaim[];
  /** The name by all that one source alone and the bundles tell. */
  readonly nameOf: (one: NamedSource) => string;
  /** Bundles tell of the node: they know under which names it goes. */
  readonly isKnown: (name: string) => boolean;
  /** The user says so. */
  readonly isGiven: (name: string) => boolean;
  /** Bundles tell whose address it is. */
  readonly isOwned: (address: string) => boolean;
  /** Names by the path of a source, the likelier first. */
  readonly pathNamesOf: (source: string) => readonly (string | undefined)[];
}

export interface SettledNodes {
  /** By source and name used there, only where one source alone tells another. */
  readonly names: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** All that have a name. */
  readonly nodes: readonly LogNode[];
}

const keyFor = ({ source, named }: NamedSource): string => `${source}\u0001${named}`;

/**
 * The names of nodes over all logs. A node's full and short name, and its name in other letters, are one where logs do not contradict.
 * Where parallel logs of one name have different addresses, the name is not that of a node: their paths name
 * them, else their addresses. A source without any name is one node as well, if it tells one address.
 */
export function settleLogNodes(input: LogNodesInput): SettledNodes {
  const { sources, claims, nameOf, isKnown, isGiven } = input;
  const plain = new Map(sources.map((one) => [keyFor(one), nameOf(one)]));
  const ofPlain = groupBy(claims, (one) => plain.get(keyFor(one)) ?? '');
  const names = [...new Set(plain.values())].filter((name) => name !== '' && !isKnown(name));
  const alias = joinNames(names, (joined) =>
    conflicting(joined.flatMap((name) => ofPlain.get(name) ?? [])),
  );
  const settled = new Map([...plain].map(([key, name]) => [key, alias.get(name) ?? name]));
  const ofSettled = groupBy(claims, (one) => settled.get(keyFor(one)) ?? '');
  for (const [name, own] of [...ofSettled].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (name === '' || isGiven(name) || !conflicting(own)) continue;
    const under = sources.filter((one) => settled.get(keyFor(one)) === name);
    for (const [key, other] of renamed(name, under, settled, input)) settled.set(key, other);
  }
  for (const [key, name] of namedByAddress(settled, input)) settled.set(key, name);
  return {
    names: changesOf(sources, plain, settled),
    nodes: nodesOf(sources, claims, (one) => settled.get(keyFor(one)) ?? ''),
  };
}

function changesOf(
  sources: readonly NamedSource[],
  plain: ReadonlyMap<string, string>,
  settled: ReadonlyMap<string, string>,
): SettledNodes['names'] {
  const names = new Map<string, Map<string, string>>();
  for (const one of sources) {
    const name = settled.get(keyFor(one));
    if (name === undefined || name === plain.get(keyFor(one))) continue;
    const held = names.get(one.source) ?? new Map<string, string>();
    names.set(one.source, held.set(one.named, name));
  }
  return names;
}

function nodesOf(
  sources: readonly NamedSource[],
  claims: readonly SourceClaim[],
  nameOf: (one: NamedSource) => string,
): readonly LogNode[] {
  const addresses = groupBy(claims, nameOf);
  return [...groupBy(sources, nameOf)]
    .filter(([name]) => name !== '')
    .map(([name, own]) => ({
      name,
      sources: own.map(({ source }) => source),
      addresses: [...new Set((addresses.get(name) ?? []).map(({ address }) => address))],
    }));
}

/** Sources that nothing names, by an address that is no other node's. */
function namedByAddress(
  settled: ReadonlyMap<string, string>,
  { sources, claims, isOwned }: LogNodesInput,
): ReadonlyMap<string, string> {
  const isNamed = (one: NamedSource): boolean => (settled.get(keyFor(one)) ?? '') !== '';
  const named = new Set(sources.filter(isNamed).map(({ source }) => source));
  const taken = new Set(claims.filter(isNamed).map(({ address }) => address));
  const found = addressNames(
    sources.filter((one) => one.named === '' && !named.has(one.source)),
    claims,
    setOf,
    (address) => (taken.has(address) || isOwned(address) ? undefined : address),
  );
  return new Map([...found].map(([one, name]) => [keyFor(one), name]));
}

/** Machines that share a name, told apart as `name@address`: by folder, else by file. */
function byAddress(
  disputed: string,
  under: readonly NamedSource[],
  { claims, isKnown }: LogNodesInput,
): ReadonlyMap<string, string> {
  if (isKnown(disputed)) return new Map();
  const nameOf = (address: string): string => `${disputed}@${address}`;
  const found = [setOf, folderOf].flatMap((placeOf) => [
    ...addressNames(under, claims, placeOf, nameOf),
  ]);
  return new Map(found.map(([one, name]) => [keyFor(one), name]));
}

/** The first way to name the sources that leaves no contradiction; else what their addresses tell. */
function renamed(
  disputed: string,
  under: readonly NamedSource[],
  settled: ReadonlyMap<string, string>,
  input: LogNodesInput,
): ReadonlyMap<string, string> {
  const { claims, pathNamesOf } = input;
  for (const at of [0, 1]) {
    const names = new Map(under.map((one) => [keyFor(one), pathNamesOf(one.source)[at] ?? '']));
    const used = new Set(names.values());
    const isFree = (name: string): boolean =>
      name === '' ||
      !conflicting(
        claims.filter((one) => (names.get(keyFor(one)) ?? settled.get(keyFor(one))) === name),
      );
    if (!used.has(disputed) && [...used].some((name) => name !== '') && [...used].every(isFree)) {
      return names;
    }
  }
  const told = byAddress(disputed, under, input);
  return new Map(under.map((one) => [keyFor(one), told.get(keyFor(one)) ?? '']));
}

/** Names that are one node, by the name it is shown under. */
function joinNames(
  names: readonly string[],
  contradict: (names: readonly string[]) => boolean,
): ReadonlyMap<string, string> {
  const byKey = groupBy(names, keyOf);
  const byShort = groupBy([...byKey.keys()], shortKey);
  const alias = new Map<string, string>();
  const join = (group: readonly string[]): void => {
    const [shown = ''] = [...group].sort(byLikelihood);
    for (const name of group) if (name !== shown) alias.set(name, shown);
  };
  for (const [short, keys] of byShort) {
    const all = keys.flatMap((key) => byKey.get(key) ?? []);
    const isOne = keys.length <= 2 && keys.includes(short) && !contradict(all);
    if (isOne) join(all);
    else for (const key of keys) join(byKey.get(key) ?? []);
  }
  return alias;
}

/** Kubernetes writes names in small letters; the shorter one is the usual one. */
const byLikelihood = (a: string, b: string): number =>
  a.length - b.length ||
  Number(a !== a.toLowerCase()) - Number(b !== b.toLowerCase()) ||
  (a < b ? -1 : 1);
