import type { DetectTally } from './model/detection.js';
import type { BoundNote, Finding } from './model/report.js';
import type { Overflow } from './observe/observe.js';

type Tally = Readonly<Record<string, DetectTally>>;

/** What exceeded the bounds, over all correlations; nothing for logs of sane size. */
export function boundNotes(tally: Tally, overflow: Overflow): readonly BoundNote[] {
  const sum = (of: (one: DetectTally) => number): number =>
    Object.values(tally).reduce((total, one) => total + of(one), 0);
  const notes: readonly BoundNote[] = [
    { code: 'groups-evicted', count: sum(({ evictedGroups }) => evictedGroups) },
    { code: 'detections-dropped', count: sum(({ droppedDetections = 0 }) => droppedDetections) },
    { code: 'observations-late', count: sum(({ lateObservations }) => lateObservations) },
    { code: 'texts-dropped', count: overflow.withoutTexts },
    { code: 'places-unquoted', count: overflow.unquoted },
  ];
  return notes.filter(({ count }) => count > 0);
}

/** Observations without their texts belong to no group: counts of groups are lower bounds then. */
export const withinBounds = (finding: Finding, { withoutTexts }: Overflow): Finding =>
  withoutTexts > 0 && finding.count
    ? { ...finding, count: { ...finding.count, atLeast: true } }
    : finding;
