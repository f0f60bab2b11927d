import type { Pod } from '../../src/model/record.js';
import type { EpochMs } from '../../src/model/time.js';

/** One boot of a host: the id journald prints, and when it began. */
export interface Boot {
  readonly id: string;
  readonly at: EpochMs;
}

/** One log entry as the program wrote it, before any transport. */
export interface Entry {
  /** UTC; the fraction carries microseconds. */
  readonly at: EpochMs;
  readonly node: string;
  readonly ident: string;
  readonly unit?: string;
  readonly pid?: number;
  /** The payload: what the program printed, without a line end. */
  readonly message: string;
  /** syslog severity; whatever a unit prints on stdout or stderr has 6. */
  readonly priority: number;
  readonly boot: Boot;
  readonly pod?: Pod;
  readonly transport?: 'stdout' | 'journal' | 'driver' | 'kernel';
  /** Further journal fields: `UNIT`, `MESSAGE_ID`, `N_DROPPED` … */
  readonly extra?: Readonly<Record<string, string>>;
  readonly stream?: 'stdout' | 'stderr';
}

/** Merges streams that are in time order; of equal times the earlier stream comes first. Lazy. */
export function* mergeByTime(...streams: readonly Iterable<Entry>[]): Generator<Entry> {
  const heads = streams.flatMap((stream) => {
    const rest = stream[Symbol.iterator]();
    const first = rest.next();
    return first.done ? [] : [{ rest, entry: first.value }];
  });
  while (heads.length > 0) {
    let least = 0;
    for (let at = 1; at < heads.length; at += 1) {
      // Both indexes are below the length.
      if ((heads[at]?.entry.at ?? 0) < (heads[least]?.entry.at ?? 0)) least = at;
    }
    const head = heads[least];
    if (head === undefined) return;
    yield head.entry;
    const following = head.rest.next();
    if (following.done) heads.splice(least, 1);
    else head.entry = following.value;
  }
}

/** The entries sorted by time; equal times keep their order. For streams that fit in memory. */
export function sortByTime(entries: Iterable<Entry>): Entry[] {
  return [...entries].sort((a, b) => a.at - b.at);
}
