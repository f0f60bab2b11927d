/** For each node the nodes it sends requests to. */
export type Targets = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * All cycles that matter: a node that asks itself, and for every strongly connected part of several
 * nodes its shortest cycle, in request order, beginning with the first name.
 */
export function cyclesIn(targets: Targets): readonly (readonly string[])[] {
  const selves = [...targets]
    .filter(([node, to]) => to.has(node))
    .map(([node]): readonly string[] => [node]);
  const rings = stronglyConnected(targets)
    .filter((part) => part.length > 1)
    .map((part) => shortestCycle(part, targets));
  return [...selves, ...rings].sort((a, b) => (a.join() < b.join() ? -1 : 1));
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
