import type { Detection } from '../model/detection.js';
import { toMicros } from '../model/time.js';
import { createKeeper, type Detected } from './detected.js';
import { groupText } from './groups.js';

/** Where one correlation puts its detections. */
export interface Outbox {
  put(detected: Detected): void;
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
  /** False: nobody asks for the list; detections are only passed on. */
  readonly isAsked?: boolean;
  /** Sees every detection, also those that are not kept; brief ones are none. */
  readonly onDetection?: (detected: Detected) => void;
}

const MAX_BRIEF = 1_000;

/** What detections are put in order by. */
type Placed = Pick<Detection, 'correlation' | 'group' | 'from' | 'to'>;

const durationUs = ({ from, to }: Placed): number => toMicros(to) - toMicros(from);
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** The order of the answer: by `from`, then correlation, then group. */
export const byStart = (a: Placed, b: Placed): number =>
  a.from - b.from ||
  compareText(a.correlation, b.correlation) ||
  compareText(groupText(a.group), groupText(b.group)) ||
  a.to - b.to;

const byLength = (a: Placed, b: Placed): number => durationUs(b) - durationUs(a) || byStart(a, b);

/** Takes what lasted at least `minDurationMs`. Beyond `maxDetections` the longest are kept, the rest is counted. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { minDurationMs, maxDetections = 10_000, isAsked = true, onDetection } = options;
  const minDurationUs = toMicros(minDurationMs);
  const keep = createKeeper();
  const kept = createLongest(maxDetections, keep);
  const brief = createLongest(MAX_BRIEF, keep);
  return {
    put(detected) {
      if (durationUs(detected) < minDurationUs) {
        if (isAsked) brief.put(detected);
        return;
      }
      if (isAsked) kept.put(detected);
      onDetection?.(detected);
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
function createLongest(most: number, keep: (detected: Detected) => Detection) {
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
    put(detected: Detected): void {
      if (shortest !== undefined && byLength(detected, shortest) > 0) {
        dropped += 1;
        return;
      }
      kept.push(keep(detected));
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
