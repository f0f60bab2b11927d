import type { Detection } from '../model/detection.js';
import { toMicros } from '../model/time.js';
import { groupText } from './groups.js';

/** Where one correlation puts its detections. */
export interface Outbox {
  put(detection: Detection): void;
  /** By `from`, then group. */
  list(): readonly Detection[];
  /** Detections that were real but not kept. */
  readonly dropped: number;
}

export interface OutboxOptions {
  readonly minDurationMs: number;
  /** Default 10,000. */
  readonly maxDetections?: number;
  /** Sees every detection, also those that are not kept. */
  readonly onDetection?: (detection: Detection) => void;
}

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
  const kept: Detection[] = [];
  let dropped = 0;

  function shrink(): void {
    if (kept.length <= maxDetections) return;
    kept.sort(byLength);
    dropped += kept.length - maxDetections;
    kept.length = maxDetections;
  }
  return {
    put(detection) {
      if (durationUs(detection) < toMicros(minDurationMs)) return;
      kept.push(detection);
      onDetection?.(detection);
      if (kept.length >= maxDetections * 2) shrink();
    },
    list() {
      shrink();
      return kept.sort(byStart);
    },
    get dropped() {
      return dropped + Math.max(0, kept.length - maxDetections);
    },
  };
}
