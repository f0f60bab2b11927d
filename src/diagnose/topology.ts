import type { FactPlace } from '../model/fact.js';
import type { Fields } from '../model/record.js';
import type { ClusterFacts, Edge, Spell } from './facts.js';
import { cyclesIn, type Targets } from './graph.js';

export interface RequestGraph {
  readonly targets: Targets;
  readonly edges: readonly GraphEdge[];
}

/** Requests of `from` to `to`: as the log of `to` shows them, as a setting of `from` tells, or both. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  /** One for each address under which `from` asks. */
  readonly seen: readonly Edge[];
  /** `server:` of `from` leads to `to`. */
  readonly isConfigured: boolean;
  readonly places: readonly FactPlace[];
}

export interface EdgeFilter {
  readonly signal: string;
  /** Requests an edge must carry without a longer pause: single calls and restarts are no edges. */
  readonly minCount: number;
  /** Requests a minute that a node must send itself; a script on it sends fewer. */
  readonly selfPerMinute: number;
}

/**
 * "… to client at 10.0.0.12" in A's log is an edge from the owner of 10.0.0.12 to A. A request from a loopback
 * address is one made on the node by hand or by a script. `server:` settings are edges as well.
 */
export function requestGraph(
  facts: ClusterFacts,
  filter: EdgeFilter,
  askerOf = createAskers(facts),
): RequestGraph {
  const drafts = new Map<string, { -readonly [K in keyof GraphEdge]: GraphEdge[K] }>();
  const edgeOf = (from: string, to: string) => {
    const key = keyOf(from, to);
    const known = drafts.get(key) ?? { from, to, seen: [], isConfigured: false, places: [] };
    drafts.set(key, known);
    return known;
  };
  for (const { from, to, place } of facts.environment?.targets ?? []) {
    const edge = edgeOf(from, to);
    edge.isConfigured = true;
    if (place) edge.places = [...edge.places, place];
  }
  for (const edge of facts.edges) {
    if (edge.signal !== filter.signal || busiestOf(edge).count < filter.minCount) continue;
    const from = askerOf(edge);
    if (from === undefined) continue;
    const isSlow = from === edge.node && fastestOf(edge, filter.minCount) < filter.selfPerMinute;
    if (isSlow && !drafts.has(keyOf(from, from))) continue;
    const known = edgeOf(from, edge.node);
    known.seen = [...known.seen, edge];
  }
  const edges = [...drafts.values()];
  return { edges, targets: targetsOf(edges) };
}

/** Where the requests of each node lead. */
export function targetsOf(edges: readonly Pick<GraphEdge, 'from' | 'to'>[]): Targets {
  const targets = new Map<string, Set<string>>();
  for (const { from, to } of edges) {
    // Logs of several machines may have no name: what they have in common is no node.
    if (from === '' || to === '') continue;
    targets.set(from, (targets.get(from) ?? new Set()).add(to));
  }
  return targets;
}

/**
 * Who asks, by the address. An address of the asked node is that node; one that several others of its cluster
 * have says nothing. A virtual address that no node has as its own, but that the asked node held or its own `server:` names,
 * brings back its own requests.
 */
export function createAskers(
  facts: ClusterFacts,
): (edge: Pick<Edge, 'peer' | 'node'>) => string | undefined {
  const owners = new Map<string, Set<string>>();
  for (const { name, addresses } of facts.nodes.values()) {
    for (const address of addresses) {
      owners.set(address, (owners.get(address) ?? new Set()).add(name));
    }
  }
  const detours = facts.environment?.detours ?? [];
  const clusterOf = (name: string): string | undefined => facts.nodes.get(name)?.cluster;
  const besides = (node: string, all: ReadonlySet<string>): readonly string[] =>
    [...all].filter((name) => clusterOf(name) === clusterOf(node));
  return ({ peer, node }) => {
    const all = owners.get(peer) ?? new Set();
    if (all.has(node)) return node;
    const [only, ...others] = all.size > 1 ? besides(node, all) : all;
    if (all.size > 0) return others.length === 0 ? only : undefined;
    const isHeld = facts.nodes.get(node)?.held?.has(peer) === true;
    return isHeld ||
      detours.some(({ from, addresses }) => from === node && addresses.includes(peer))
      ? node
      : undefined;
  };
}

/** The spell with the most requests; all of them where their times mean nothing. */
const busiestOf = ({ count, spells = [] }: Edge): Pick<Spell, 'count' | 'paceMs'> =>
  spells.reduce<Pick<Spell, 'count' | 'paceMs'> | undefined>(
    (a, b) => (a && a.count >= b.count ? a : b),
    undefined,
  ) ?? { count };

const MINUTE_MS = 60_000;

/** Requests a minute in the busiest spell; `undefined` where their times mean nothing. */
export function perMinuteOf(edge: Edge): number | undefined {
  const { paceMs } = busiestOf(edge);
  return paceMs === undefined ? undefined : MINUTE_MS / paceMs;
}

/** The fastest of its spells that make an edge. */
function fastestOf(edge: Edge, minCount: number): number {
  const rates = (edge.spells ?? [])
    .filter(({ count }) => count >= minCount)
    .map(({ paceMs }) => (paceMs === undefined ? Infinity : MINUTE_MS / paceMs));
  return rates.length === 0 ? Infinity : Math.max(...rates);
}

/** Requests an edge of a cycle must carry where the rule names no number. */
const MIN_EDGE_COUNT = 30;

export interface GraphQuery extends EdgeFilter {
  readonly operator: string;
  readonly minLength: number;
  readonly maxLength: number;
  /** Requests of a cycle that logs have to show; all of them where it has fewer. */
  readonly minSeen: number;
}

/**
 * A request that is passed on shows in two logs. What one log shows, and settings close to a ring, does not prove
 * that the others pass it on: their registry may be off, their release a fixed one.
 */
export const PROOF_STEPS = 2;

/** What an operator over the graph asks for; `length` is both bounds. */
export function graphQuery({ operator, args }: Operator): GraphQuery {
  return {
    operator,
    signal: String(args.signal),
    minCount: Number(args.min_count ?? MIN_EDGE_COUNT),
    selfPerMinute: Number(args.self_per_minute ?? 0),
    minLength: Number(args.length ?? args.min_length ?? 1),
    maxLength: Number(args.length ?? Number.POSITIVE_INFINITY),
    minSeen: 1,
  };
}

interface Operator {
  readonly operator: string;
  readonly args: Fields;
}

/** The cycles of the graph in which so many requests were seen, one at least: settings alone send none. */
export function requestCycles(
  { targets, edges }: RequestGraph,
  minSeen = 1,
): readonly (readonly string[])[] {
  const shown = edges.filter(({ seen }) => seen.length > 0);
  const seen = new Set(shown.map(({ from, to }) => keyOf(from, to)));
  return cyclesIn(targets, targetsOf(shown)).filter((cycle) => {
    const steps = stepsOf(cycle).filter(([from, to]) => seen.has(keyOf(from, to)));
    return steps.length >= Math.min(minSeen, cycle.length);
  });
}

const keyOf = (from: string, to: string): string => `${from}\u0001${to}`;

/** Who asks whom in a cycle; the last asks the first. */
export const stepsOf = (cycle: readonly string[]): readonly (readonly [string, string])[] =>
  cycle.map((from, at) => [from, cycle[(at + 1) % cycle.length] ?? from]);

/**
 * The nodes that are asked again and again by what may be part of a loop: another node, the node itself as fast as
 * a loop does, or a client of which nothing tells that it is no node.
 */
export function askedByNodes(
  facts: ClusterFacts,
  filter: EdgeFilter,
  askerOf = createAskers(facts),
): ReadonlySet<string> {
  const { edges } = requestGraph(facts, filter, askerOf);
  const unknown = facts.edges.filter(
    (edge) =>
      edge.signal === filter.signal &&
      busiestOf(edge).count >= filter.minCount &&
      edge.isListed !== false &&
      !isLoopback(edge.peer) &&
      askerOf(edge) === undefined,
  );
  const known = edges.filter(({ seen }) => seen.length > 0).map(({ to }) => to);
  return new Set([...known, ...unknown.map(({ node }) => node)]);
}

export const isLoopback = (address: string): boolean => /^(?:127\.|::1$)/.test(address);
