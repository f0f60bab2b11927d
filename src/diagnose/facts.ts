import type { Environment } from '../model/fact.js';
import type { EpochMs } from '../model/time.js';

export interface Start {
  readonly at: EpochMs;
  readonly product: string;
  readonly version: string;
  readonly role?: 'server' | 'agent';
}

/** What the observations told about the cluster, node by node. */
export interface ClusterFacts {
  readonly nodes: ReadonlyMap<string, NodeFacts>;
  readonly edges: readonly Edge[];
  /** Where each signal was seen, and when first and last there. */
  readonly signals: ReadonlyMap<string, readonly Sighting[]>;
  /** Records lost, by place and time: counts around them read "at least". */
  readonly losses: readonly Loss[];
  /** When the logs of nodes that speak as a component go on; absent: not told. */
  readonly logsOf?: (component: string) => readonly NodeLog[];
  /** What files beside the logs told; absent: there were none. */
  readonly environment?: Environment;
}

/** One source of a node, from its first to its last record. */
export interface NodeLog {
  readonly node: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

export interface NodeFacts {
  readonly name: string;
  readonly addresses: ReadonlySet<string>;
  /** Virtual addresses it took over at some time: other nodes may have held them as well. */
  readonly held?: ReadonlySet<string>;
  /** Starts of a product with another version or role than before, in time order. */
  readonly starts: readonly Start[];
  /** Distributions whose units spoke on the node. */
  readonly products: ReadonlySet<string>;
  /** The role that the units tell. */
  readonly role?: 'server' | 'agent';
  /** Which of several clusters it belongs to, where files tell it. */
  readonly cluster?: string;
  /** Releases of a product that its logs say run at one time: they may be of two machines. */
  readonly disputed?: { readonly product: string; readonly versions: readonly string[] };
}

export interface Sighting {
  readonly node: string;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** `count` requests from `peer` (an address) to `node`, as the log of `node` shows them. */
export interface Edge {
  readonly signal: string;
  readonly peer: string;
  readonly node: string;
  readonly count: number;
  /** When they ran without a longer pause, by time; of too many the largest. Absent: their times mean nothing. */
  readonly spells?: readonly Spell[];
  /** Does the line name the asking address among the peers it tells of? Absent: it does not show all it tells. */
  readonly isListed?: boolean;
}

/** Requests between `from` and `to`, both with one. */
export interface Spell {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly count: number;
  /** Mean time from one request to the next, pauses left out. Absent: there is one request only. */
  readonly paceMs?: number;
}

/**
 * Records that are missing in the input although they were written. `rate-limit`: journald suppressed them.
 * `sampling`: etcd's logger left out equal entries of one second. `cut`: the source ends before its end.
 * `gap`: the source lacks them between `at` and `until`.
 */
export interface Loss {
  readonly kind: 'rate-limit' | 'sampling' | 'cut' | 'gap';
  /** Empty where the input names no node; then only `source` tells where. */
  readonly node: string;
  readonly source: string;
  readonly at: EpochMs;
  /** The last of several losses of one kind and place in a row, or the end of a gap. */
  readonly until?: EpochMs;
  /** Whose records: `k3s.service`. Absent where the input does not tell. */
  readonly unit?: string;
  /** Whose records, where the logger of one program dropped them: `etcd`. */
  readonly component?: string;
}
