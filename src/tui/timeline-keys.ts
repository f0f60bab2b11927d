import type { EpochMs } from '../model/time.js';
import { chosenOf } from './chosen.js';
import { moveBy } from './list.js';
import { underCursor } from './timeline-details.js';
import { columnAt, LEAST_MS, rangeOfGrid, timeOf, wholeOf, within } from './timeline-grid.js';
import { type Picture, pictureOf } from './timeline-picture.js';
import { bucketOf, roomy, type TimelineState, windowOf } from './timeline-state.js';
import type { Key, Moment, Range, Shared, Step } from './view.js';

type Result = Step<TimelineState> | undefined;

/** What a key does to the timeline. */
export function onTimelineKey(state: TimelineState, key: Key, shared: Shared): Result {
  const picture = pictureOf(state, shared);
  switch (key) {
    case 'left':
      return { state: moveCursor(picture, picture.cursor - 1) };
    case 'right':
      return { state: moveCursor(picture, picture.cursor + 1) };
    case 'home':
      return { state: show(picture, wholeOf(shared.triage.timeline).from) };
    case 'end':
      return { state: show(picture, wholeOf(shared.triage.timeline).to) };
    case '+':
    case '=':
      return { state: zoom(picture, 0.5) };
    case '-':
    case '_':
      return { state: zoom(picture, 2) };
    case '<':
    case ',':
      return { state: pan(picture, -0.5) };
    case '>':
    case '.':
      return { state: pan(picture, 0.5) };
    case '0':
      return { state: state.window === 'all' ? withoutWindow(state) : withAll(state) };
    case 'z':
      return shared.range && { state: zoomTo(state, shared, shared.range) };
    default:
      return selectKey(picture, key) ?? otherKey(picture, key);
  }
}

/** Keys that select a stretch of time. */
function selectKey(picture: Picture, key: Key): Result {
  const { state, shared } = picture;
  const here = underCursor(picture);
  switch (key) {
    case '[':
      return select(
        state,
        here.from,
        later(shared.range?.to, here) ?? rangeOfGrid(picture.grid).to,
      );
    case ']':
      return select(
        state,
        earlier(shared.range?.from, here) ?? rangeOfGrid(picture.grid).from,
        here.to,
      );
    case ' ': {
      const { anchor } = state;
      if (anchor === undefined) return { state: { ...state, anchor: here } };
      return select(state, Math.min(anchor.from, here.from), Math.max(anchor.to, here.to));
    }
    case 'esc':
      if (state.anchor !== undefined) return { state: withoutAnchor(state) };
      return shared.range && { state, range: 'all' };
    default:
      return undefined;
  }
}

const later = (at: EpochMs | undefined, { to }: Range): EpochMs | undefined =>
  at !== undefined && at >= to ? at : undefined;
const earlier = (at: EpochMs | undefined, { from }: Range): EpochMs | undefined =>
  at !== undefined && at <= from ? at : undefined;

const select = (state: TimelineState, from: EpochMs, to: EpochMs): Result => ({
  state: withoutAnchor(state),
  range: { from, to },
});

/** Keys that lead to another lane, finding or view. */
function otherKey(picture: Picture, key: Key): Result {
  const { state, shared, layout } = picture;
  const lane = moveBy(key, picture.lane, shared.triage.timeline.lanes.length, layout.lanes);
  if (lane !== undefined) return { state: { ...state, lane: Math.max(0, lane) } };
  if (key === 'enter') return { state, view: 'evidence', moment: momentOf(picture) };
  if (key === 'a') return { state: { ...state, isAll: !state.isAll } };
  if (key !== 'f' && key !== 'F') return undefined;
  const chosen = nextFinding(shared, key === 'f' ? 1 : -1);
  return chosen === undefined ? undefined : { state: atFinding(state), chosen };
}

function momentOf(picture: Picture): Moment {
  const lane = picture.shared.triage.timeline.lanes[picture.lane];
  return { ...underCursor(picture), ...(lane ? { node: lane.node } : {}) };
}

/** The finding after the chosen one, in the order of the report, around the end. */
function nextFinding(shared: Shared, by: number): string | undefined {
  const keys = shared.triage.report.findings.map(({ key }) => key);
  const at = keys.indexOf(chosenOf(shared));
  const next = at === -1 ? (by > 0 ? 0 : keys.length - 1) : at + by;
  return keys.at(next >= keys.length ? 0 : next);
}

/** The cursor in a column; beyond the edge the window goes with it. */
function moveCursor(picture: Picture, column: number): TimelineState {
  const { grid } = picture;
  if (column >= 0 && column < grid.columns) return putCursor(picture, timeOf(grid, column));
  return putCursor(
    { ...picture, state: pan(picture, column < 0 ? -0.25 : 0.25) },
    timeOf(grid, column),
  );
}

/** A moment into the column's middle, so that a grid that moves a little keeps it there. */
function putCursor({ state, shared, grid }: Picture, at: EpochMs): TimelineState {
  const whole = wholeOf(shared.triage.timeline);
  const middle = timeOf(grid, columnAt(grid, at)) + grid.columnMs / 2;
  return { ...state, cursor: Math.max(whole.from, Math.min(middle, whole.to)) };
}

/** The cursor at a moment, which is brought into view. */
function show(picture: Picture, at: EpochMs): TimelineState {
  const { state, shared } = picture;
  const window = windowOf(state, shared);
  if (at >= window.from && at <= window.to) return { ...state, cursor: at };
  const length = window.to - window.from;
  const moved = { from: at - length / 2, to: at + length / 2 };
  return { ...setWindow(state, shared, moved), cursor: at };
}

function pan({ state, shared }: Picture, byShare: number): TimelineState {
  const { from, to } = windowOf(state, shared);
  const by = (to - from) * byShare;
  return setWindow(state, shared, { from: from + by, to: to + by });
}

/** The window `factor` times as long, what is under the cursor staying where it is. */
function zoom(picture: Picture, factor: number): TimelineState {
  const { state, shared, grid, cursor } = picture;
  const { from, to } = rangeOfGrid(grid);
  const least = Math.max(LEAST_MS, bucketOf(state, shared) * grid.columns);
  if (factor < 1 && to - from <= least) return state;
  const at = timeOf(grid, cursor) + grid.columnMs / 2;
  const length = Math.max(least, (to - from) * factor);
  const start = at - (length * (at - from)) / (to - from);
  return { ...setWindow(state, shared, { from: start, to: start + length }), cursor: at };
}

export const zoomTo = (state: TimelineState, shared: Shared, range: Range): TimelineState =>
  setWindow(state, shared, roomy(range, wholeOf(shared.triage.timeline)));

/** All there is has no window: it grows with the input. */
function setWindow(state: TimelineState, shared: Shared, range: Range): TimelineState {
  const whole = wholeOf(shared.triage.timeline);
  const window = within(range, whole);
  if (window.to - window.from >= whole.to - whole.from) return withAll(state);
  const { windowFor, ...rest } = { ...state, window };
  void windowFor;
  return shared.range === undefined ? rest : { ...rest, windowFor: shared.range };
}

const withAll = (state: TimelineState): TimelineState => ({
  ...withoutWindow(state),
  window: 'all',
});

/** Another finding is shown at its own time, unless all the time is. */
function atFinding(state: TimelineState): TimelineState {
  const { cursor, ...rest } = state.window === 'all' ? state : withoutWindow(state);
  return { ...rest, isAll: false };
}

function withoutWindow({ cursor, lane, anchor, isAll }: TimelineState): TimelineState {
  return {
    lane,
    isAll,
    ...(cursor === undefined ? {} : { cursor }),
    ...(anchor === undefined ? {} : { anchor }),
  };
}

function withoutAnchor(state: TimelineState): TimelineState {
  const { anchor, ...rest } = state;
  void anchor;
  return rest;
}
