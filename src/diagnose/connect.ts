import type { EpochMs } from '../model/time.js';

/** Something that went on somewhere for some time. */
export interface Place {
  /** Nodes it ties together: its own, and those at the other side of its requests; none named: any. */
  readonly ends: readonly string[];
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** The cluster it belongs to, and its request cycle: places of two of them are not connected by the time alone. */
  readonly cluster?: string;
  readonly cycle?: string;
}

export interface Reach {
  /** Places with a common end may lie so far apart. */
  readonly marginMs: number;
  /** Places without a common end have to be as close as this: the same fault on several nodes at once. */
  readonly atOnceMs: number;
}

/** The place of a kind that ends last. */
interface Latest {
  readonly no: number;
  readonly to: EpochMs;
}

/** Splits places into connected groups, earliest first, each in time order; the order of the input does not matter. */
export function connect<T extends Place>(
  places: readonly T[],
  reach: Reach,
): readonly (readonly T[])[] {
  const sorted = [...places].sort((a, b) => a.from - b.from || a.to - b.to);
  const groups = createGroups(sorted.length);
  const byEnd = createLatest(reach.marginMs);
  const atOnce = createLatest(reach.atOnceMs);
  const kinds = new Map<string, Place>();
  sorted.forEach((place, no) => {
    const ends = named(place.ends);
    const kind = JSON.stringify([place.cluster, place.cycle]);
    kinds.set(kind, place);
    const before = [
      ...(ends.length > 0 ? byEnd.before(place, [...ends, '']) : byEnd.before(place)),
      ...atOnce.before(
        place,
        [...kinds].flatMap(([key, other]) => (mayBelong(place, other) ? [key] : [])),
      ),
    ];
    for (const other of before) groups.join(other, no);
    for (const end of ends.length > 0 ? ends : ['']) byEnd.add(end, place, no);
    atOnce.add(kind, place, no);
  });
  const byRoot = new Map<number, T[]>();
  sorted.forEach((place, no) => {
    const root = groups.rootOf(no);
    const group = byRoot.get(root);
    if (group) group.push(place);
    else byRoot.set(root, [place]);
  });
  return [...byRoot.values()];
}

/** Nothing known tells them apart. */
const mayBelong = (a: Place, b: Place): boolean =>
  isSame(a.cluster, b.cluster) && isSame(a.cycle, b.cycle);
const isSame = (a: string | undefined, b: string | undefined): boolean =>
  a === undefined || b === undefined || a === b;

const named = (ends: readonly string[]): readonly string[] => ends.filter((end) => end !== '');

/** For each key the place that ends last: what is near any place before is near that one. */
function createLatest(marginMs: number) {
  const latest = new Map<string, Latest>();
  return {
    /** Places up to the margin before this one; of any key where none are given. */
    before({ from }: Place, keys: Iterable<string> = latest.keys()): readonly number[] {
      return [...keys].flatMap((key) => {
        const last = latest.get(key);
        return last && from <= last.to + marginMs ? [last.no] : [];
      });
    },
    add(key: string, { to }: Place, no: number): void {
      const last = latest.get(key);
      if (!last || to > last.to) latest.set(key, { no, to });
    },
  };
}

/** Disjoint sets of the numbers below `count`; the root of a set is its least member. */
function createGroups(count: number) {
  const parents = Array.from({ length: count }, (_, no) => no);
  const rootOf = (no: number): number => {
    let root = no;
    for (let up = parents[root] ?? root; up !== root; up = parents[root] ?? root) root = up;
    let at = no;
    while (at !== root) {
      const up = parents[at] ?? root;
      parents[at] = root;
      at = up;
    }
    return root;
  };
  return {
    rootOf,
    join(a: number, b: number): void {
      const [left, right] = [rootOf(a), rootOf(b)];
      parents[Math.max(left, right)] = Math.min(left, right);
    },
  };
}
