import type { Detection } from '../model/detection.js';
import { toMicros } from '../model/time.js';
import { groupText } from './groups.js';

/** Where one correlation puts its detections. */
export interface Outbox {
  put(detection: Detection): void;
  /** What lasted long enough, by `from`, then group. */
  list(): readonly Detection[];
  /** What held, but for less than `minDurationMs`; in the same order, the longest 1,000. */
  brief(): readonly Detection[];
  /** Detections that were real but not kept. */
  readonly dropped: number;
}

export interface OutboxOptions {
  readonly minDurationMs: number;
  /** Default 10,000. */
  readonly maxDetections?: number;
  /** Sees every detection, also those that are not kept; brief ones are none. */
  readonly onDetection?: (detection: Detection) => void;
}

const MAX_BRIEF = 1_000;

const durationUs = ({ from, to }: Detection): number => toMicros(to) - toMicros(from);
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order of the answer: by `from`, then correlation, then group. */
export const byStart = (a: Detection, b: Detection): number =>
  a.from - b.from ||
  compareText(a.correlation, b.correlation) ||
  compareText(groupText(a.group), groupText(b.group)) ||
  a.to - b.to;

const byLength = (a: Detection, b: Detection): number =>
  durationUs(b) - durationUs(a) || byStart(a, b);

/** Takes what lasted at least `minDurationMs`. Beyond `maxDetections` the longest are kept, the rest is counted. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { minDurationMs, maxDetections = 10_000, onDetection } = options;
  const minDurationUs = toMicros(minDurationMs);
  const kept = createLongest(maxDetections);
  const brief = createLongest(MAX_BRIEF);
  return {
    put(detection) {
      if (durationUs(detection) < minDurationUs) return brief.put(detection);
      kept.put(detection);
      onDetection?.(detection);
    },
    list: kept.list,
    brief: brief.list,
    get dropped() {
      return kept.dropped;
    },
  };
}

/** More than are kept are held before they are sorted. */
const SLACK = 1.25;

/** Keeps the `most` longest; sorts only each time a quarter as many have come again. */
function createLongest(most: number) {
  const kept: Detection[] = [];
  let dropped = 0;
  /** What was kept as the shortest: what comes behind it never will be. */
  let shortest: Detection | undefined;

  function shrink(): void {
    if (kept.length <= most) return;
    kept.sort(byLength);
    dropped += kept.length - most;
    kept.length = most;
    shortest = kept.at(-1);
  }
  return {
    put(detection: Detection): void {
      if (shortest !== undefined && byLength(detection, shortest) > 0) {
        dropped += 1;
        return;
      }
      kept.push(detection);
      if (kept.length >= most * SLACK) shrink();
    },
    list(): readonly Detection[] {
      shrink();
      return kept.sort(byStart);
    },
    get dropped() {
      return dropped + Math.max(0, kept.length - most);
    },
  };
}
