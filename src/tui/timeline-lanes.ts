import type { Lane } from '../model/triage.js';
import { quantity } from '../report/format.js';
import { cut, padEnd, padStart } from '../report/layout.js';
import type { Row, Span } from './line.js';
import { span } from './rows.js';
import { drawBar, hatch } from './timeline-bars.js';
import { BLANK, blankCells, type Cell, cellsRow } from './timeline-cells.js';
import { columnAt } from './timeline-grid.js';
import { markRows, ownRecords } from './timeline-marks.js';
import { movedBy, nodeName } from './timeline-names.js';
import type { Picture } from './timeline-picture.js';
import { countsOn, MINUTE_MS, perMinute } from './timeline-resample.js';

/** The rows of one lane: bars from the top down, then storms and ticks. */
export function laneRows(picture: Picture, lane: Lane, isChosen: boolean): readonly Row[] {
  const { layout, grid, finding, cursor } = picture;
  const plot = [...barRows(picture, lane), ...markRows(lane, grid, finding, layout.marks)];
  return plot.map((cells, index) => [
    ...nameSpans(picture, lane, index, isChosen),
    ...scaleSpans(picture, index),
    ...cellsRow(underCursor(cells, cursor)),
  ]);
}

function barRows(picture: Picture, lane: Lane): readonly Cell[][] {
  const { layout, grid, scale, finding } = picture;
  const rows = Array.from({ length: layout.height }, () => blankCells(grid.columns));
  for (const { from, to } of lane.lost) hatch(rows, columnAt(grid, from), columnAt(grid, to) + 1);
  const all = countsOn(lane.all, grid);
  const own = ownRecords(lane, finding);
  const ofFinding = own && countsOn(own, grid);
  for (let column = 0; column < grid.columns; column += 1) {
    const behind = perMinute(all[column] ?? 0, grid);
    const main = finding === undefined ? behind : perMinute(ofFinding?.[column] ?? 0, grid);
    drawBar(rows, column, { main, behind }, scale);
  }
  return rows;
}

const underCursor = (cells: readonly Cell[], cursor: number): readonly Cell[] =>
  cells.with(cursor, { ...(cells[cursor] ?? BLANK), tone: 'chosen' });

/** The node beside the first row, by how much its clock was moved beside the second. */
function nameSpans(
  { layout, say }: Picture,
  { node, movedMs }: Lane,
  index: number,
  isChosen: boolean,
): readonly Span[] {
  if (layout.name === 0) return [];
  const width = layout.name - 1;
  if (index === 0) {
    const name = cut(nodeName(node, say), width - 2, 0.5);
    const text = padEnd((isChosen ? '› ' : '  ') + name, width + 1);
    return [span(text, isChosen ? 'strong' : 'plain')];
  }
  const moved = index === 1 && movedMs !== undefined ? say.moved(movedBy(movedMs, say)) : '';
  return [span(padEnd(`  ${cut(moved, width - 2)}`, width + 1), 'warn')];
}

/** The top of the scale beside the first row, 0 beside the last row of bars. */
function scaleSpans({ layout, scale, unit }: Picture, index: number): readonly Span[] {
  if (layout.scale === 0) return [];
  const isBar = index < layout.height;
  const isEnd = index === 0 || index === layout.height - 1;
  const number = index === 0 ? short((scale * unit.ms) / MINUTE_MS) : isEnd && isBar ? '0' : '';
  const line = isBar ? (isEnd ? '┤' : '│') : ' ';
  return [span(padStart(number, layout.scale - 1) + line, 'dim')];
}

/** At most 5 characters: `912`, `1,200`, `18k`, `2.5M`. */
function short(value: number): string {
  if (value < 10_000) return quantity(value);
  const [size, unit] = value < 1_000_000 ? [1_000, 'k'] : [1_000_000, 'M'];
  return quantity(Number((value / size).toPrecision(2))) + unit;
}
