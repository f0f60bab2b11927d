import type { Histogram, Lane, Timeline } from '../model/triage.js';
import { wholeOf, within } from './timeline-grid.js';
import { type Finding, ownRecords } from './timeline-marks.js';
import type { Range } from './view.js';

/** What takes less than this share of all the time would be lost in a picture of all. */
const SMALL = 0.25;
const LEAST_MARGIN_MS = 300_000;

/**
 * The time that is worth looking at: that of the finding, else of all that was seen, with some time around it.
 * All the time there is, where that is not much more.
 */
export function focusOf(timeline: Timeline, finding: Finding): Range {
  const whole = wholeOf(timeline);
  const all = timeline.lanes.flatMap((lane) => extents(lane, finding));
  if (all.length === 0) return whole;
  const from = Math.max(whole.from, Math.min(...all.map((one) => one.from)));
  const to = Math.min(whole.to, Math.max(...all.map((one) => one.to)));
  if (to < from || to - from > (whole.to - whole.from) * SMALL) return whole;
  const margin = Math.max((to - from) / 4, LEAST_MARGIN_MS);
  return within({ from: from - margin, to: to + margin }, whole);
}

function extents(lane: Lane, finding: Finding): readonly Range[] {
  const own = finding === undefined ? lane.all : ownRecords(lane, finding);
  const storms = lane.storms.filter((storm) => finding === undefined || storm.finding === finding);
  return [...(own ? extentOf(own) : []), ...storms];
}

/** From the first bucket to the end of the last. */
function extentOf({ startMs, bucketMs, counts }: Histogram): readonly Range[] {
  const [first, last] = [counts[0], counts.at(-1)];
  if (first === undefined || last === undefined) return [];
  return [{ from: startMs + first[0] * bucketMs, to: startMs + (last[0] + 1) * bucketMs }];
}
