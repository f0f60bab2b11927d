import type { EpochMs } from '../../../src/model/time.js';
import type { Entry } from '../entry.js';
import type { Server } from '../scenario/host.js';

/** A server of a generated cluster: what it logs, and what its configuration says. */
export interface Member {
  readonly server: Server;
  readonly entries: () => Iterable<Entry>;
  /** Value of `server:`. Absent: the first server, which joins nobody. */
  readonly joins?: string;
  /** Addresses beside its own: a virtual one that it holds. */
  readonly holds?: readonly string[];
  readonly tlsSan?: readonly string[];
  readonly debug: boolean;
  /** So much the clock of the machine is ahead. */
  readonly clockMs: number;
  /** Further files of the bundle, below its folder. */
  readonly files?: Readonly<Record<string, string>>;
}

/** What a right report says of the request loop. */
export interface Answer {
  readonly conclusion: 'self_reference' | 'ring' | 'storm_only' | 'suspected_requests';
  readonly confidence: 'confirmed' | 'probable' | 'possible';
  /** Sorted by name. */
  readonly nodes: readonly string[];
  /** Each in request order, beginning with its first name; sorted. */
  readonly cycles: readonly (readonly string[])[];
  /** Lines that show it and stand in the logs. */
  readonly count: number;
  /** Lines were dropped: the count says "at least". */
  readonly atLeast: boolean;
}

export interface Cluster {
  readonly members: readonly Member[];
  /** When the bundles were collected, by a clock that is right. */
  readonly collectedAt: EpochMs;
  /** Absent: no loop is to be found. */
  readonly answer?: Answer;
}

/** The cycle as it is reported: from its first name on. */
export function fromFirst(cycle: readonly string[]): readonly string[] {
  const first = [...cycle].sort()[0] ?? '';
  const at = cycle.indexOf(first);
  return [...cycle.slice(at), ...cycle.slice(0, at)];
}
