import type { EpochMs } from '../../../src/model/time.js';
import type { Entry } from '../entry.js';

/** What is true of the generated logs, known because it was put there. */
export interface Truth {
  /** Diagnosis id of the catalogue. */
  readonly id: string;
  readonly conclusion?: string;
  /** Sorted by name. */
  readonly nodes: readonly string[];
  /** First and last line that shows it. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Lines that show it and stand in the logs. */
  readonly count: number;
  /** Lines that journald dropped. */
  readonly lost: number;
  /** Request order: each asks the next, the last asks the first. */
  readonly cycle?: readonly string[];
}

/** One log of one node. `entries` may be called again and gives the same entries in time order. */
export interface LogStream {
  /** `server1`, or for containers the path below /var/log/pods without the suffix. */
  readonly name: string;
  readonly node: string;
  readonly entries: () => Iterable<Entry>;
}

export interface Scenario {
  readonly streams: readonly LogStream[];
  /** Reads the streams: as long as writing them. Empty where nothing is wrong. */
  readonly truth: () => readonly Truth[];
}

export interface Tally {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly count: number;
  readonly lost: number;
  readonly nodes: readonly string[];
}

/** Counts the lines whose message holds `literal`, and what journald says it dropped. */
export function tally(
  streams: readonly LogStream[],
  literal: string,
  within: readonly [EpochMs, EpochMs] = [0, Number.POSITIVE_INFINITY],
): Tally {
  const nodes = new Set<string>();
  const [least, most] = within;
  let [from, to, count, lost] = [Number.POSITIVE_INFINITY, 0, 0, 0];
  for (const stream of streams) {
    for (const entry of stream.entries()) {
      if (entry.at < least || entry.at > most) continue;
      lost += Number(entry.extra?.N_DROPPED ?? 0);
      if (!entry.message.includes(literal)) continue;
      count += 1;
      from = Math.min(from, entry.at);
      to = Math.max(to, entry.at);
      nodes.add(entry.node);
    }
  }
  return { from, to, count, lost, nodes: [...nodes].sort() };
}
