/** Lists that begin alike and are told apart. */
const MAX_ALIKE = 32;
const MAX_FIRSTS = 1_000;

/**
 * Gives equal lists as one: the same items in the same order. There are few of them among what is kept (nodes, say), and
 * many that are equal. Bounded: beyond 1,000 first items, or 32 lists with the same first one, a list stays its own.
 */
export function createSharedLists<Item>(): (list: readonly Item[]) => readonly Item[] {
  const byFirst = new Map<Item | undefined, (readonly Item[])[]>();
  return (list) => {
    const alike = byFirst.get(list[0]);
    const known = alike?.find((one) => isEqual(one, list));
    if (known) return known;
    if (alike && alike.length < MAX_ALIKE) alike.push(list);
    else if (!alike && byFirst.size < MAX_FIRSTS) byFirst.set(list[0], [list]);
    return list;
  };
}

function isEqual<Item>(one: readonly Item[], other: readonly Item[]): boolean {
  return one.length === other.length && one.every((item, index) => item === other[index]);
}
