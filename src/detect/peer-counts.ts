import { createSortedBag } from './sorted-bag.js';

/** How many observations the window of each group holds. */
export interface PeerCounts {
  /** A group more, its window empty. */
  join(): void;
  leave(window: Window): void;
  /** Follows a change of a group's window. */
  recount(window: Window, change: () => void): void;
  /** A count of one of the groups against the median of the others; `undefined` where there is no other group. */
  ratioOf(own: number): number | undefined;
}

interface Window {
  readonly total: number;
}

export function createPeerCounts(): PeerCounts {
  const counts = createSortedBag();
  return {
    join: () => counts.add(0, 1),
    leave: ({ total }) => counts.remove(total, 1),
    recount(window, change) {
      counts.remove(window.total, 1);
      change();
      counts.add(window.total, 1);
    },
    ratioOf(own) {
      const others = counts.total - 1;
      if (others < 1) return undefined;
      counts.remove(own, 1);
      const low = counts.at(Math.floor((others + 1) / 2)) ?? 0;
      const high = counts.at(Math.floor(others / 2) + 1) ?? 0;
      counts.add(own, 1);
      const median = (low + high) / 2;
      return own / (median === 0 ? 1 : median);
    },
  };
}
