import { groupBy } from '../model/group-by.js';
import type { ClusterFacts, Edge } from './facts.js';
import { partsOf } from './graph.js';
import { edgesAt, edgesDuring, fullInstants } from './graph-times.js';
import type { Scope } from './scope.js';
import {
  askedByNodes,
  createAskers,
  type EdgeFilter,
  type GraphQuery,
  isLoopback,
  requestCycles,
  requestGraph,
} from './topology.js';

/** Groups of nodes: cycles in request order, or each node that is asked. */
export type GraphGroups = readonly (readonly string[])[];

/** The answer at a place; without one, for all the input. */
export type GraphFinder = (query: GraphQuery, place?: Scope) => GraphGroups;

/** Answers kept: incidents ask the same of the same place several times. */
const MAX_KEPT = 1000;

/**
 * Answers every question about the graph with the groups of nodes for which it is true: `graph_cycle` with cycles in
 * request order, `graph_client` with each node that a node may be asking. What went on at another time counts for nothing:
 * the requests of a cycle are seen in the time of the place, and together.
 */
export function createGraphFinder(facts: ClusterFacts): GraphFinder {
  const known = new Map<string, GraphGroups>();
  const askerOf = createAskers(facts);
  const cyclesBy = createCycleFinders(facts, askerOf);
  const askedAt = createAskedFinder(facts.edges);
  const findGroups = (query: GraphQuery, place: Scope): GraphGroups => {
    if (query.operator !== 'graph_client') return cyclesBy(query)(place, query.minSeen);
    const edges = edgesDuring(askedAt(place), place);
    return [...askedByNodes({ ...facts, edges }, query, askerOf)].map((node) => [node]);
  };
  return (query, place = ALWAYS) => {
    const { minLength, maxLength, ...rest } = query;
    const key = JSON.stringify([rest, place.nodes, String(place.from), String(place.to)]);
    const groups = known.get(key) ?? findGroups(query, place);
    if (known.size < MAX_KEPT) known.set(key, groups);
    return groups.filter(({ length }) => length >= minLength && length <= maxLength);
  };
}

/** Finds the edges to the nodes of a place; all of them where it names none. */
function createAskedFinder(edges: readonly Edge[]): (place: Scope) => readonly Edge[] {
  const byNode = groupBy(edges, ({ node }) => node);
  return ({ nodes }) => {
    const named = nodes.filter((node) => node !== '');
    return named.length === 0 ? edges : named.flatMap((node) => byNode.get(node) ?? []);
  };
}

const ALWAYS: Scope = {
  nodes: [],
  from: Number.NEGATIVE_INFINITY,
  to: Number.POSITIVE_INFINITY,
};

type FindCycles = (place: Scope, minSeen: number) => GraphGroups;

/** For each filter the edges that may be part of a cycle at all are looked for once. */
function createCycleFinders(
  facts: ClusterFacts,
  askerOf: ReturnType<typeof createAskers>,
): (filter: EdgeFilter) => FindCycles {
  const known = new Map<string, FindCycles>();
  return ({ signal, minCount, selfPerMinute }) => {
    const filter = { signal, minCount, selfPerMinute };
    const key = JSON.stringify(filter);
    const find = known.get(key) ?? createCycleFinder(facts, filter, askerOf);
    known.set(key, find);
    return find;
  };
}

function createCycleFinder(
  facts: ClusterFacts,
  filter: EdgeFilter,
  askerOf: ReturnType<typeof createAskers>,
): FindCycles {
  const asked = facts.edges.filter(({ signal }) => signal === filter.signal);
  const { targets } = requestGraph({ ...facts, edges: asked }, filter, askerOf);
  const selves = [...targets].flatMap(([node, to]) => (to.has(node) ? [node] : []));
  const inCycles = new Set([...partsOf(targets).flat(), ...selves]);
  const able = asked.filter(({ node }) => inCycles.has(node));
  return ({ from, to }, minSeen) => {
    const during = edgesDuring(able, { from, to });
    if (during.length === 0) return [];
    const instants = fullInstants(during, filter.minCount);
    const moments = instants.length > 0 ? instants.map((at) => edgesAt(during, at)) : [during];
    const cycles = moments.flatMap((edges) => {
      const graph = requestGraph(withoutDisproved({ ...facts, edges }, askerOf), filter, askerOf);
      return requestCycles(graph, minSeen);
    });
    return [...new Map(cycles.map((cycle) => [cycle.join('\u0001'), cycle])).values()].sort(
      (a, b) => (a.join() < b.join() ? -1 : 1),
    );
  };
}

/**
 * The facts without settings that nobody follows at that time: the log of the asked node shows who asks it, and the
 * node with the setting is not among them.
 */
function withoutDisproved(
  facts: ClusterFacts,
  askerOf: (edge: Edge) => string | undefined,
): ClusterFacts {
  const { environment, edges } = facts;
  if (!environment || environment.targets.length === 0) return facts;
  const askers = new Map<string, Set<string | undefined>>();
  const whoAsks = (edge: Edge) => (isLoopback(edge.peer) ? edge.node : askerOf(edge));
  for (const edge of edges) {
    askers.set(edge.node, (askers.get(edge.node) ?? new Set()).add(whoAsks(edge)));
  }
  const targets = environment.targets.filter(({ from, to }) => {
    const asking = askers.get(to);
    // One that nobody can name may be the node with the setting.
    return !asking || asking.has(undefined) || asking.has(from);
  });
  return { ...facts, environment: { ...environment, targets } };
}
