import type { EpochMs } from '../model/time.js';
import type { Storm, Timeline } from '../model/triage.js';
import { chosenOf } from './chosen.js';
import { focusOf } from './timeline-focus.js';
import { columnAt, type Grid, gridOf, overlaps, timeOf, wholeOf, within } from './timeline-grid.js';
import { type Finding, ownRecords } from './timeline-marks.js';
import type { Range, Shared } from './view.js';

export interface TimelineState {
  /** The time in view; absent: what is worth looking at. Both that and all of it grow with the input. */
  readonly window?: Range | 'all';
  /** What was selected when the window was set: a selection made elsewhere moves the window. */
  readonly windowFor?: Range;
  readonly cursor?: EpochMs;
  /** The records of all signals are drawn, not those of the chosen finding. */
  readonly isAll: boolean;
  /** Index of the chosen lane. */
  readonly lane: number;
  /** The column in which a selection begins that has no end yet. */
  readonly anchor?: Range;
}

export const INITIAL_TIMELINE: TimelineState = { isAll: false, lane: 0 };

/** Key of the finding that the lanes show, where it has records on the timeline. */
export function findingOf({ isAll }: Pick<TimelineState, 'isAll'>, shared: Shared): Finding {
  if (isAll) return undefined;
  const { triage } = shared;
  const chosen = chosenOf(shared);
  const isDrawn = triage.timeline.lanes.some(
    ({ byFinding, storms }) =>
      Object.hasOwn(byFinding, chosen) || storms.some(({ finding }) => finding === chosen),
  );
  return isDrawn ? chosen : undefined;
}

export const hasTimes = ({ lanes }: Timeline): boolean =>
  lanes.some(
    ({ all, storms, ticks, lost }) =>
      all.counts.length + storms.length + ticks.length + lost.length > 0,
  );

/** The time in view. */
export function windowOf(state: TimelineState, shared: Shared): Range {
  const { triage, range } = shared;
  const whole = wholeOf(triage.timeline);
  const { window = focusOf(triage.timeline, findingOf(state, shared)), windowFor } = state;
  if (window === 'all') return whole;
  const isElsewhere = range !== undefined && !isSame(range, windowFor) && !overlaps(range, window);
  return isElsewhere ? roomy(range, whole) : window;
}

const isSame = (a: Range, b: Range | undefined): boolean => a.from === b?.from && a.to === b.to;

/** The range with half its length on both sides. */
export function roomy({ from, to }: Range, whole: Range): Range {
  const margin = (to - from) / 2;
  return within({ from: from - margin, to: to + margin }, whole);
}

/** The longest bucket of what is drawn: no picture shows more than that. 0: nothing is drawn. */
export function bucketOf(state: TimelineState, shared: Shared): number {
  const finding = findingOf(state, shared);
  const drawn = shared.triage.timeline.lanes.flatMap((lane) =>
    finding === undefined ? lane.all : [lane.all, ownRecords(lane, finding) ?? lane.all],
  );
  const filled = drawn.filter(({ counts }) => counts.length > 0);
  return filled.reduce((most, { bucketMs }) => Math.max(most, bucketMs), 0);
}

/** Columns are no shorter than a bucket, but where all the time there is would be lost in that. */
export function gridFor(state: TimelineState, shared: Shared, columns: number): Grid {
  const bucketMs = bucketOf(state, shared);
  const window = windowOf(state, shared);
  const whole = wholeOf(shared.triage.timeline);
  const least = columns * bucketMs;
  if (window.to - window.from >= least) return gridOf(window, columns);
  if (whole.to - whole.from >= least) {
    const middle = (window.from + window.to) / 2;
    const wide = within({ from: middle - least / 2, to: middle + least / 2 }, whole);
    const startMs = Math.floor(wide.from / bucketMs) * bucketMs;
    return { startMs, columnMs: bucketMs, columns: Math.max(1, columns) };
  }
  const from = Math.floor(whole.from / bucketMs) * bucketMs;
  return gridOf({ from, to: (Math.floor(whole.to / bucketMs) + 1) * bucketMs }, columns);
}

/** The column of the cursor, always in view: where it was put, else at a peak. */
export function cursorColumn(state: TimelineState, shared: Shared, grid: Grid): number {
  const at = state.cursor ?? peakOf(state, shared) ?? timeOf(grid, grid.columns / 2);
  const { from, to } = wholeOf(shared.triage.timeline);
  const inside = columnAt(grid, Math.max(from, Math.min(at, to)));
  return Math.max(0, Math.min(inside, grid.columns - 1));
}

/** The first peak of the chosen finding, else of any. */
function peakOf(state: TimelineState, shared: Shared): EpochMs | undefined {
  const chosen = findingOf(state, shared);
  const storms = shared.triage.timeline.lanes.flatMap(({ storms }): readonly Storm[] => storms);
  const own = storms.filter(({ finding }) => finding === chosen);
  const first = (own.length > 0 ? own : storms)[0];
  return first?.peak;
}

export const laneOf = (state: TimelineState, { triage }: Shared): number =>
  Math.max(0, Math.min(state.lane, triage.timeline.lanes.length - 1));
