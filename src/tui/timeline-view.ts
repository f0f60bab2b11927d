import type { Row } from './line.js';
import { firstShown } from './list.js';
import { cutRow, EMPTY_ROW, paragraphRows } from './rows.js';
import { detailRows } from './timeline-details.js';
import { axisRows, headerRow, legendRow, marksOf } from './timeline-frame.js';
import { onTimelineKey } from './timeline-keys.js';
import { laneRows } from './timeline-lanes.js';
import { type Picture, pictureOf } from './timeline-picture.js';
import { hasTimes, INITIAL_TIMELINE, type TimelineState } from './timeline-state.js';
import { tableRows } from './timeline-table.js';
import type { Shared, View } from './view.js';
import { timelineWords } from './words/timeline.js';

/** What happened when: a lane for each node, all on one clock. */
export const timelineView: View<TimelineState> = {
  name: 'timeline',
  initial: INITIAL_TIMELINE,
  title: (lang) => timelineWords[lang].title,
  hints: (state, { lang, range, triage }) => {
    const { hint } = timelineWords[lang];
    if (!hasTimes(triage.timeline)) return [];
    const isSelected = range !== undefined || state.anchor !== undefined;
    return [
      { keys: '←→', does: hint.cursor },
      { keys: '↑↓', does: hint.node },
      { keys: '+ -', does: hint.zoom },
      { keys: '< >', does: hint.pan },
      { keys: '0', does: state.window === 'all' ? hint.focus : hint.all },
      { keys: '[ ] ␣', does: hint.select },
      ...(isSelected ? [{ keys: 'esc', does: hint.clear }] : []),
      ...(range === undefined ? [] : [{ keys: 'z', does: hint.zoomTo }]),
      { keys: 'f', does: hint.finding },
      { keys: 'a', does: state.isAll ? hint.ofFinding : hint.allRecords },
      { keys: '⏎', does: hint.records },
    ];
  },
  marks: (lang) => marksOf(timelineWords[lang]),
  typing: () => false,
  onKey: (state, key, shared) =>
    hasTimes(shared.triage.timeline) ? onTimelineKey(state, key, shared) : undefined,
  paint: (state, shared) => {
    const rows = hasTimes(shared.triage.timeline)
      ? picturedRows(pictureOf(state, shared))
      : emptyRows(shared);
    return rows.slice(0, shared.rows).map((row) => cutRow(row, shared.columns));
  },
};

function emptyRows({ lang, reading, columns }: Shared): readonly Row[] {
  const say = timelineWords[lang];
  return paragraphRows(reading ? say.nothingYet : say.nothing, columns, 'dim');
}

function picturedRows(picture: Picture): readonly Row[] {
  const { layout } = picture;
  return [
    ...(layout.header ? [headerRow(picture)] : []),
    ...lanesInView(picture),
    ...axisRows(picture),
    ...detailRows(picture),
    ...(layout.legend ? [legendRow(picture)] : []),
    ...tableRows(picture),
  ];
}

function lanesInView(picture: Picture): readonly Row[] {
  const { layout, shared, lane } = picture;
  const { lanes } = shared.triage.timeline;
  const first = firstShown(lane, lanes.length, layout.lanes);
  const gap = Array.from({ length: layout.gap }, () => EMPTY_ROW);
  return lanes
    .slice(first, first + layout.lanes)
    .flatMap((one, index) => [
      ...laneRows(picture, one, first + index === lane),
      ...(index + 1 < layout.lanes ? gap : []),
    ]);
}
