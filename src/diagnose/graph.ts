/** For each node the nodes it sends requests to. */
export type Targets = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * All cycles that matter: a node that asks itself, and for every strongly connected part of several nodes its shortest
 * cycle, in request order, beginning with the first name. A part that `sure` steps alone close has cycles of these
 * only; any other one the cycle through a sure step that has the fewest others.
 */
export function cyclesIn(
  targets: Targets,
  sure: Targets = targets,
): readonly (readonly string[])[] {
  const selves = [...targets]
    .filter(([node, to]) => to.has(node))
    .map(([node]): readonly string[] => [node]);
  const rings = partsOf(sure).map((part) => shortestCycle(part, sure));
  const closed = new Set(partsOf(sure).flat());
  const others = partsOf(targets)
    .filter((part) => !part.some((node) => closed.has(node)))
    .flatMap((part) => surestCycle(part, targets, sure));
  return [...selves, ...rings, ...others.map(fromFirst)].sort((a, b) =>
    a.join() < b.join() ? -1 : 1,
  );
}

/** Strongly connected parts of several nodes. */
export const partsOf = (targets: Targets): readonly (readonly string[])[] =>
  stronglyConnected(targets).filter((part) => part.length > 1);

/** The same cycle, beginning with its first name. */
function fromFirst(cycle: readonly string[]): readonly string[] {
  const least = cycle.reduce((a, b) => (b < a ? b : a), cycle[0] ?? '');
  const at = cycle.indexOf(least);
  return [...cycle.slice(at), ...cycle.slice(0, at)];
}

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

/** Sure steps of a part that are tried; the first ones by name. */
const MAX_TRIED = 100;

/** Of the cycles through a sure step the one with the fewest unsure ones, of these the shortest. */
function surestCycle(
  part: readonly string[],
  targets: Targets,
  sure: Targets,
): readonly (readonly string[])[] {
  const inside = new Set(part);
  const steps = part.flatMap((from) =>
    [...(sure.get(from) ?? [])]
      .filter((to) => to !== from && inside.has(to))
      .map((to) => [from, to] as const),
  );
  let best: Walk | undefined;
  for (const [from, to] of steps.sort().slice(0, MAX_TRIED)) {
    const walk = surestWalk({ from: to, to: from, inside, targets, sure });
    const isBetter =
      best === undefined ||
      (walk && (walk.unsure - best.unsure || walk.path.length - best.path.length) < 0);
    if (walk && isBetter) best = walk;
  }
  return best ? [best.path] : [];
}

interface Walk {
  readonly path: readonly string[];
  readonly unsure: number;
}

interface Search {
  readonly from: string;
  readonly to: string;
  readonly inside: ReadonlySet<string>;
  readonly targets: Targets;
  readonly sure: Targets;
}

/** Breadth first along sure steps, then one unsure step further, and so on. */
function surestWalk({ from, to, inside, targets, sure }: Search): Walk | undefined {
  const cameFrom = new Map<string, string>([[from, from]]);
  let level = [from];
  for (let unsure = 0; level.length > 0; unsure += 1) {
    for (const name of level) {
      if (name === to) return { path: pathTo(to, from, cameFrom), unsure };
      for (const next of [...(sure.get(name) ?? [])].sort()) {
        if (!inside.has(next) || cameFrom.has(next)) continue;
        cameFrom.set(next, name);
        level.push(next);
      }
    }
    const further: string[] = [];
    for (const name of level) {
      for (const next of [...(targets.get(name) ?? [])].sort()) {
        if (!inside.has(next) || cameFrom.has(next)) continue;
        cameFrom.set(next, name);
        further.push(next);
      }
    }
    level = further;
  }
  return undefined;
}
