import type { Subject } from './observation.js';
import type { Fields } from './record.js';
import type { EpochMs } from './time.js';

export interface Peak {
  readonly at: EpochMs;
  /** Count of the fullest window, or the extreme value for a percentile. */
  readonly value: number;
  readonly perMinute?: number;
}

/** One interval in which a correlation held, for one group. */
export interface Detection {
  readonly correlation: string;
  /** The values of `group_by`, in its order: `{ 'node.name': 'server1' }`. */
  readonly group: Fields;
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly peak: Peak;
  /** Observations inside [from, to]. */
  readonly count: number;
  /** True while the group still held at the end of the input. */
  readonly open: boolean;
  /** What the condition measured: percentile, distinct count, ratio, elapsed milliseconds … */
  readonly value?: number | undefined;
  /** Nodes the observations came from, sorted. */
  readonly nodes: readonly string[];
  /**
   * Where the few observations were made that carry the detection, in the order of time: the ends, the peak, the members of
   * a sequence. Their lines are in `lines`, one for each.
   */
  readonly subjects: readonly Subject[];
  readonly lines: readonly number[];
}

/** What a correlation could not keep, and why counts may be low. */
export interface DetectTally {
  readonly evictedGroups: number;
  readonly lateObservations: number;
  /** Detections beyond what is kept for one correlation (the longest are). Absent: none. */
  readonly droppedDetections?: number;
}
