import type { EpochMs } from '../model/time.js';
import type { Histogram, Lane, Storm } from '../model/triage.js';
import { harmless } from '../report/clean.js';
import { quantity } from '../report/format.js';
import { wrap } from '../report/layout.js';
import type { Row, Span } from './line.js';
import { cutRow, span } from './rows.js';
import { clockOf } from './timeline-axis.js';
import { overlaps, timeOf } from './timeline-grid.js';
import { ownRecords } from './timeline-marks.js';
import { clockBeside, nodeName } from './timeline-names.js';
import type { Picture } from './timeline-picture.js';
import { countsOn, resample } from './timeline-resample.js';
import type { Range } from './view.js';

/** What is under the cursor: the rate of every node, and all that is known of the chosen one. */
export function detailRows(picture: Picture): readonly Row[] {
  const { layout, shared } = picture;
  const rows = [rateRow(picture), ...nodeRows(picture)].slice(0, layout.details);
  return rows.map((row) => cutRow(row, shared.columns));
}

/** The time of the column under the cursor, of a narrow one that of its bucket; its end belongs to it no more. */
export function underCursor({ grid, cursor, bucketMs }: Picture): Range {
  const from = timeOf(grid, cursor);
  if (grid.columnMs >= bucketMs) return { from, to: timeOf(grid, cursor + 1) };
  const start = Math.floor(from / bucketMs) * bucketMs;
  return { from: start, to: start + bucketMs };
}

/** Records of the time under the cursor. */
function countUnder(picture: Picture, histogram: Histogram | undefined): number {
  const { grid, cursor, bucketMs } = picture;
  if (histogram === undefined) return 0;
  if (grid.columnMs >= bucketMs) return countsOn(histogram, grid)[cursor] ?? 0;
  const { from, to } = underCursor(picture);
  return resample(histogram, { startMs: from, columnMs: to - from, columns: 1 })[0] ?? 0;
}

function rateRow(picture: Picture): Row {
  const { shared, say, unit, finding } = picture;
  const { from, to } = underCursor(picture);
  const time = `${clockOf(from, true)} – ${clockOf(to, true)} ${say.utc}`;
  const { lanes } = shared.triage.timeline;
  const chosen = lanes[picture.lane];
  const inOrder = chosen === undefined ? lanes : [chosen, ...lanes.filter((one) => one !== chosen)];
  const rates = inOrder.flatMap((lane, index): readonly Span[] => {
    const histogram = finding === undefined ? lane.all : ownRecords(lane, finding);
    const count = countUnder(picture, histogram);
    const rate = say.rate((count * unit.ms) / (to - from), unit.name);
    const before = index === 0 ? '   ' : ' · ';
    const isChosen = lane === chosen;
    return [
      span(before, 'dim'),
      span(`${nodeName(lane.node, say)} `, isChosen ? 'strong' : 'plain'),
      span(rate, count > 0 ? 'accent' : 'dim'),
    ];
  });
  return [span(time, 'strong'), ...rates];
}

/** All that is known of the chosen node, over as many rows as it takes. */
function nodeRows(picture: Picture): readonly Row[] {
  const { shared, say, lane: index, finding, layout } = picture;
  const lane = shared.triage.timeline.lanes[index];
  if (lane === undefined) return [];
  const count = counted(picture, lane.all, ownRecords(lane, finding));
  const parts = [count, ...eventsIn(picture, lane, underCursor(picture))];
  const text = `${nodeName(lane.node, say)}${say.colon}${parts.join(' · ')}`;
  const room = Math.max(1, layout.details - 1);
  const lines = wrap(text, shared.columns);
  return lines.length > room
    ? [...lines.slice(0, room - 1), lines.slice(room - 1).join(' ')].map(
        (line): Row => [span(line)],
      )
    : lines.map((line): Row => [span(line)]);
}

/** Whole where the buckets lie in the column as a whole, else about. */
function counted(picture: Picture, all: Histogram, own: Histogram | undefined): string {
  const { say, finding } = picture;
  const counts = [countUnder(picture, all), countUnder(picture, own)];
  const [total, ofFinding] = counts.map((count) =>
    quantity(count < 1 ? Math.ceil(count) : Math.round(count)),
  );
  const isExact = counts.every((count) => Math.abs(count - Math.round(count)) < 1e-6);
  const text = say.counted(total ?? '', finding === undefined ? undefined : ofFinding);
  return isExact ? text : say.about(text);
}

function* eventsIn({ say }: Picture, lane: Lane, range: Range): Generator<string> {
  const clock = (at: EpochMs): string => clockBeside(at, range.from);
  for (const { kind, at } of lane.ticks)
    if (at >= range.from && at < range.to) yield say[kind](clock(at));
  for (const { from, to } of lane.lost)
    if (overlaps({ from, to }, range)) yield say.lost(clock(from), clock(to));
  for (const storm of lane.storms) if (overlaps(storm, range)) yield stormText(storm);

  function stormText({ finding, from, peak, to, open }: Storm): string {
    return say.storm(harmless(finding), clock(from), clock(peak), open ? undefined : clock(to));
  }
}
