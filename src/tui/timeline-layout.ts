import type { Lane, Storm } from '../model/triage.js';
import { widthOf } from '../report/layout.js';
import type { Finding } from './timeline-marks.js';
import { movedBy, nodeName } from './timeline-names.js';
import { findingOf, hasTimes, type TimelineState } from './timeline-state.js';
import type { Shared } from './view.js';
import { timelineWords } from './words/timeline.js';

/** How the room of the view is divided. */
export interface TimelineLayout {
  /** Columns for the mark of the chosen lane and the name of the node; 0: no room. */
  readonly name: number;
  /** Columns for the numbers of the scale and its line. */
  readonly scale: number;
  /** Columns of the plot. */
  readonly plot: number;
  /** Rows of bars in each lane. */
  readonly height: number;
  /** Rows for storms and ticks below the bars; of two the second is for the storms of other findings. */
  readonly marks: number;
  /** Blank rows below each lane. */
  readonly gap: number;
  /** Lanes in view at a time. */
  readonly lanes: number;
  readonly header: boolean;
  readonly axis: number;
  readonly details: number;
  readonly legend: boolean;
  /** Rows that are left for the list of intervals. */
  readonly table: number;
}

const MARK = 2;
const MAX_HEIGHT = 8;
const LEAST_TABLE = 4;

export function layoutTimeline(state: TimelineState, shared: Shared): TimelineLayout {
  const { lanes } = shared.triage.timeline;
  const frame = frameRows(shared.rows);
  const used = Number(frame.header) + frame.axis + frame.details + Number(frame.legend);
  const room = Math.max(1, shared.rows - used);
  const size = laneSize(room, lanes.length, usefulMarks(lanes, findingOf(state, shared)));
  const perLane = size.height + size.marks + size.gap;
  const inView = Math.max(1, Math.min(lanes.length, Math.floor((room + size.gap) / perLane)));
  const left = room - inView * perLane;
  return {
    ...columnsOf(shared),
    ...frame,
    ...size,
    lanes: inView,
    table: left >= LEAST_TABLE ? left : 0,
  };
}

/** What stands around the lanes, from the most useful to the least. */
const frameRows = (rows: number) => ({
  axis: rows >= 5 ? 2 : rows >= 3 ? 1 : 0,
  details: rows >= 20 ? 3 : rows >= 10 ? 2 : rows >= 6 ? 1 : 0,
  header: rows >= 8,
  legend: rows >= 12,
});

/** Rows of marks that the lanes can use: 0, 1, or 2. */
function usefulMarks(lanes: readonly Lane[], finding: Finding): number {
  const hasMarks = lanes.some(
    ({ storms, ticks, movedMs }) => storms.length + ticks.length > 0 || movedMs !== undefined,
  );
  const isOther = (storm: Storm): boolean => finding !== undefined && storm.finding !== finding;
  return lanes.some(({ storms }) => storms.some(isOther)) ? 2 : Number(hasMarks);
}

/** Lanes as high as there is room for all of them; where there is none, they are scrolled. */
function laneSize(
  room: number,
  count: number,
  marks: number,
): Pick<TimelineLayout, 'height' | 'marks' | 'gap'> {
  for (let height = MAX_HEIGHT; height > 1; height -= 1) {
    const gap = height > 2 ? 1 : 0;
    const most = height > 3 ? marks : Math.min(1, marks);
    if (count * (height + most + gap) - gap <= room) return { height, marks: most, gap };
  }
  return { height: 1, marks: Math.min(marks, 1, room - 1), gap: 0 };
}

function columnsOf(shared: Shared): Pick<TimelineLayout, 'name' | 'scale' | 'plot'> {
  const { columns, triage, lang } = shared;
  const say = timelineWords[lang];
  const names = triage.timeline.lanes.map((lane) => widthOf(nodeName(lane.node, say)));
  const most = Math.max(4, Math.floor(columns / 5));
  const moved = triage.timeline.lanes.map(({ movedMs }) =>
    movedMs === undefined ? 0 : widthOf(say.moved(movedBy(movedMs, say))),
  );
  const wanted = Math.max(8, ...moved, ...names);
  const name = columns < 24 || !hasTimes(triage.timeline) ? 0 : MARK + Math.min(wanted, most) + 1;
  const scale = columns < 40 ? 0 : 6;
  return { name, scale, plot: Math.max(1, columns - name - scale) };
}
