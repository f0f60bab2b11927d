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
  /** Signals seen at least once. */
  readonly signals: ReadonlySet<string>;
  /** Records lost, by node and time: counts around them read "at least". */
  readonly losses: readonly Loss[];
}

export interface NodeFacts {
  readonly name: string;
  readonly addresses: ReadonlySet<string>;
  /** Starts of a product, in time order. */
  readonly starts: readonly Start[];
}

/** `count` requests from `peer` (an address) to `node`, as the log of `node` shows them. */
export interface Edge {
  readonly signal: string;
  readonly peer: string;
  readonly node: string;
  readonly count: number;
}

export interface Loss {
  readonly node: string;
  readonly at: EpochMs;
  readonly count: number;
}
