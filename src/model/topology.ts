import type { Citation } from './observation.js';

/** Requests of one node to another, as part of a cycle. */
export interface TopologyEdge {
  readonly from: string;
  readonly to: string;
  /** Requests seen in the time of the finding; 0 where only a setting tells of the edge. */
  readonly count: number;
  /** In the longest stretch without a pause; absent: none was seen, or its times mean nothing. */
  readonly perMinute?: number;
  /** `server:` of `from` leads to `to`. */
  readonly configured?: true;
  /** Requests of `from` in the log of `to`, and the setting. */
  readonly evidence: readonly Citation[];
}
