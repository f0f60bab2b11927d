/** Things that are one: joins are transitive. The root is the smallest member, whatever the order of joins. */
export function createGroups() {
  const parents = new Map<string, string>();
  const rootOf = (key: string): string => {
    let root = key;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root))
      root = parent;
    for (let at = key; at !== root; ) {
      const next = parents.get(at) ?? root;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  return {
    rootOf,
    join(a: string, b: string): void {
      const [first = a, second = b] = [rootOf(a), rootOf(b)].sort();
      if (first !== second) parents.set(second, first);
    },
  };
}
