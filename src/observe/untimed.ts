import type { EpochMs, Instant } from '../model/time.js';
import type { Settle } from './runs.js';

/** Days between observations without any time: no window may join them. */
const STEP_MS = 10 * 24 * 3_600_000;
/** Marks stand far before any time a log can show. */
const FIRST_MARK = -8e15;
const LAST_MARK = -1e15;

/**
 * Places observations of records without a time. While sources are read they carry a mark in place of a
 * time; in the end the source's first time takes its place. Where the source holds no time at all, the
 * observations get times before 1970, in the order they were read, so far apart that nothing joins them.
 */
export interface UntimedClock {
  mark(): EpochMs;
  /** The first time of a source; later calls are ignored. */
  begin(source: string, at: Instant): void;
  /** The first time of the source, where it has any. */
  firstOf(source: string): Instant | undefined;
  settle(inner: Settle): Settle;
  take(): TakenClock;
  /** `untimed`: the sources without any time among those of the taken one. */
  absorb(taken: TakenClock, untimed: Iterable<string>): void;
}

/** The clock of sources that another thread read. */
export interface TakenClock {
  readonly firsts: ReadonlyMap<string, Instant>;
  readonly marks: number;
}

export function createUntimedClock(): UntimedClock {
  const firsts = new Map<string, Instant>();
  /** By source: how many marks stand before those that another thread gave. */
  const before = new Map<string, number>();
  let marks = 0;
  return {
    mark() {
      marks += 1;
      return FIRST_MARK + marks - 1;
    },
    begin(source, at) {
      if (!firsts.has(source)) firsts.set(source, at);
    },
    firstOf: (source) => firsts.get(source),
    settle: (inner) => (at, source) => {
      if (at > LAST_MARK) return inner(at, source);
      const first = firsts.get(source);
      if (first) return first.assumed ? inner(first.ms, source) : first.ms;
      return (at + (before.get(source) ?? 0) - FIRST_MARK - marks) * STEP_MS;
    },
    take: () => ({ firsts, marks }),
    absorb(taken, untimed) {
      for (const [source, first] of taken.firsts) firsts.set(source, first);
      for (const source of untimed) before.set(source, marks);
      marks += taken.marks;
    },
  };
}
