import { DAY_MS } from './timeline-axis.js';
import { niceScale } from './timeline-bars.js';
import type { Grid } from './timeline-grid.js';
import { layoutTimeline, type TimelineLayout } from './timeline-layout.js';
import { type Finding, ownRecords } from './timeline-marks.js';
import { highestOn, MINUTE_MS, perMinute } from './timeline-resample.js';
import {
  bucketOf,
  cursorColumn,
  findingOf,
  gridFor,
  laneOf,
  type TimelineState,
} from './timeline-state.js';
import type { Shared } from './view.js';
import { type TimelineWords, timelineWords } from './words/timeline.js';

/** What all parts of one picture of the timeline agree on. */
export interface Picture {
  readonly state: TimelineState;
  readonly shared: Shared;
  readonly say: TimelineWords;
  readonly layout: TimelineLayout;
  readonly grid: Grid;
  readonly finding: Finding;
  /** Records a minute at the top of every lane: one scale, so that nodes can be compared. */
  readonly scale: number;
  /** In which rates are told. */
  readonly unit: RateUnit;
  /** The longest bucket of what is drawn. */
  readonly bucketMs: number;
  /** Whether records of other signals go beyond the scale of the finding. */
  readonly isOver: boolean;
  /** Column of the plot. */
  readonly cursor: number;
  readonly lane: number;
}

/** The shortest time in which there is a record or more. */
export interface RateUnit {
  readonly name: 'minute' | 'hour' | 'day';
  readonly ms: number;
}

const MINUTE: RateUnit = { name: 'minute', ms: MINUTE_MS };
const DAY: RateUnit = { name: 'day', ms: DAY_MS };
const UNITS: readonly RateUnit[] = [MINUTE, { name: 'hour', ms: 60 * MINUTE_MS }, DAY];

const unitOf = (perMinute: number): RateUnit =>
  perMinute === 0 ? MINUTE : (UNITS.find(({ ms }) => (perMinute * ms) / MINUTE_MS >= 1) ?? DAY);

/** Where other records come this many times as often, the scale is that of the finding alone. */
const MOST_BEHIND = 2;

export function pictureOf(state: TimelineState, shared: Shared): Picture {
  const layout = layoutTimeline(state, shared);
  const grid = gridFor(state, shared, layout.plot);
  const finding = findingOf(state, shared);
  const highest = peaks(shared, grid, finding);
  const isNear = highest.main === 0 || highest.all <= highest.main * MOST_BEHIND;
  const most = isNear ? highest.all : highest.main;
  const unit = unitOf(most);
  const scale = (niceScale((most * unit.ms) / MINUTE_MS) * MINUTE_MS) / unit.ms;
  return {
    state,
    shared,
    say: timelineWords[shared.lang],
    layout,
    grid,
    finding,
    scale,
    unit,
    bucketMs: bucketOf(state, shared),
    isOver: highest.all > scale,
    cursor: cursorColumn(state, shared, grid),
    lane: laneOf(state, shared),
  };
}

/** The highest rate in view over all lanes. */
function peaks({ triage }: Shared, grid: Grid, finding: Finding): { main: number; all: number } {
  let [main, all] = [0, 0];
  for (const lane of triage.timeline.lanes) {
    all = Math.max(all, highestOn(lane.all, grid));
    const own = ownRecords(lane, finding);
    if (own) main = Math.max(main, highestOn(own, grid));
  }
  return { main: perMinute(main, grid), all: perMinute(all, grid) };
}
