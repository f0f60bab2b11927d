import type { Fields } from '../model/record.js';
import type { ClusterFacts } from './facts.js';

export interface RequestGraph {
  /** For each node the nodes it sends requests to. */
  readonly targets: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface EdgeFilter {
  readonly signal: string;
  /** Requests an edge must carry: single calls and restarts are no edges. */
  readonly minCount: number;
}

/**
 * "… to client at 10.0.0.12" in A's log is an edge from the owner of 10.0.0.12 to A. A request from a loopback
 * address is one made on the node by hand or by a script. `server:` settings are edges as well.
 */
export function requestGraph(facts: ClusterFacts, filter: EdgeFilter): RequestGraph {
  const owners = new Map<string, string>();
  for (const node of facts.nodes.values()) {
    for (const address of node.addresses) owners.set(address, node.name);
  }
  const targets = new Map<string, Set<string>>();
  const add = (from: string, to: string): void => {
    const known = targets.get(from);
    if (known) known.add(to);
    else targets.set(from, new Set([to]));
  };
  for (const edge of facts.edges) {
    if (edge.signal !== filter.signal || edge.count < filter.minCount) continue;
    const from = owners.get(edge.peer);
    if (from !== undefined) add(from, edge.node);
  }
  for (const { from, to } of facts.environment?.targets ?? []) add(from, to);
  return { targets };
}

/** Requests an edge of a cycle must carry where the rule names no number. */
const MIN_EDGE_COUNT = 30;

export interface CycleQuery extends EdgeFilter {
  readonly minLength: number;
  readonly maxLength: number;
}

/** What the arguments of a `graph_cycle` ask for; `length` is both bounds. */
export function cycleQuery(args: Fields): CycleQuery {
  return {
    signal: String(args.signal),
    minCount: Number(args.min_count ?? MIN_EDGE_COUNT),
    minLength: Number(args.length ?? args.min_length ?? 1),
    maxLength: Number(args.length ?? Number.POSITIVE_INFINITY),
  };
}

/** Answers every question for cycles; each graph is built once. */
export function createCycleFinder(
  facts: ClusterFacts,
): (query: CycleQuery) => readonly (readonly string[])[] {
  const known = new Map<string, readonly (readonly string[])[]>();
  return ({ signal, minCount, minLength, maxLength }) => {
    const key = `${minCount} ${signal}`;
    const cycles = known.get(key) ?? requestCycles(requestGraph(facts, { signal, minCount }));
    known.set(key, cycles);
    return cycles.filter(({ length }) => length >= minLength && length <= maxLength);
  };
}

/**
 * All cycles that matter: a node that asks itself, and for every strongly connected part of several
 * nodes its shortest cycle, in request order, beginning with the first name.
 */
export function requestCycles({ targets }: RequestGraph): readonly (readonly string[])[] {
  const selves = [...targets]
    .filter(([node, to]) => to.has(node))
    .map(([node]): readonly string[] => [node]);
  const rings = stronglyConnected(targets)
    .filter((part) => part.length > 1)
    .map((part) => shortestCycle(part, targets));
  return [...selves, ...rings].sort((a, b) => (a.join() < b.join() ? -1 : 1));
}

type Targets = RequestGraph['targets'];

/** Tarjan's algorithm, without recursion. */
export function stronglyConnected(targets: Targets): readonly (readonly string[])[] {
  const names = [
    ...new Set([...targets.keys(), ...[...targets.values()].flatMap((to) => [...to])]),
  ];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const onStack = new Set<string>();
  const stack: string[] = [];
  const parts: string[][] = [];

  const enter = (name: string): { name: string; next: string[] } => {
    index.set(name, index.size);
    low.set(name, index.size - 1);
    stack.push(name);
    onStack.add(name);
    return { name, next: [...(targets.get(name) ?? [])].sort() };
  };
  const lower = (name: string, to: number): void => {
    low.set(name, Math.min(low.get(name) ?? to, to));
  };
  const close = (name: string): void => {
    if (low.get(name) !== index.get(name)) return;
    const part = stack.splice(stack.lastIndexOf(name));
    for (const member of part) onStack.delete(member);
    parts.push(part.sort());
  };

  for (const start of names.sort()) {
    if (index.has(start)) continue;
    const path = [enter(start)];
    for (let top = path.at(-1); top; top = path.at(-1)) {
      const next = top.next.shift();
      if (next === undefined) {
        path.pop();
        close(top.name);
        const parent = path.at(-1);
        if (parent) lower(parent.name, low.get(top.name) ?? 0);
      } else if (!index.has(next)) path.push(enter(next));
      else if (onStack.has(next)) lower(top.name, index.get(next) ?? 0);
    }
  }
  return parts;
}

/** Breadth first from the first name of the part back to itself. */
function shortestCycle(part: readonly string[], targets: Targets): readonly string[] {
  const inside = new Set(part);
  const [start = ''] = part;
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const name of queue) {
    for (const next of [...(targets.get(name) ?? [])].sort()) {
      if (next === start && name !== start) return pathTo(name, start, cameFrom);
      if (!inside.has(next) || cameFrom.has(next) || next === start) continue;
      cameFrom.set(next, name);
      queue.push(next);
    }
  }
  return part;
}

function pathTo(
  end: string,
  start: string,
  cameFrom: ReadonlyMap<string, string>,
): readonly string[] {
  const path: string[] = [];
  for (let name = end; name !== start; name = cameFrom.get(name) ?? start) path.push(name);
  return [start, ...path.reverse()];
}
