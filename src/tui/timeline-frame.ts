import { harmless } from '../report/clean.js';
import { padEnd, padStart } from '../report/layout.js';
import type { Row, Span, Tone } from './line.js';
import { firstShown } from './list.js';
import { edges, span, widthOfRow } from './rows.js';
import { axisTicks, dayOf } from './timeline-axis.js';
import { BLANK, type Cell, cellsRow } from './timeline-cells.js';
import { columnAt, type Grid, rangeOfGrid, wholeOf } from './timeline-grid.js';
import { TICK_LETTER } from './timeline-marks.js';
import type { Picture } from './timeline-picture.js';
import { MINUTE_MS } from './timeline-resample.js';
import { hatchedAnywhere, stormsOf, ticksOf } from './timeline-shown.js';
import type { Hint, Range } from './view.js';
import type { TimelineWords } from './words/timeline.js';

/** All signs that a timeline may hold, for the help. */
export function marksOf({ legend }: TimelineWords): readonly Hint[] {
  const parts: readonly (readonly [string, string])[] = [
    ['█', `${legend.bar}, ${legend.chosen}`],
    ['░ ·', legend.others],
    ['├━▲━┤', legend.storm],
    ['╶─·─╴', legend.otherStorm],
    ['→', legend.open],
    ['╱', legend.lost],
    [TICK_LETTER.restart, legend.restart],
    [TICK_LETTER['leader-change'], legend['leader-change']],
    ['↑', legend.over],
    ['[═]', legend.selected],
  ];
  return parts.map(([keys, does]) => ({ keys, does }));
}

/** What is drawn, to which scale, and what a column stands for. */
export function headerRow(picture: Picture): Row {
  const { say, finding, grid, shared, scale, unit, layout, lane } = picture;
  const what = say.records(unit.name, finding === undefined ? undefined : harmless(finding));
  const total = shared.triage.timeline.lanes.length;
  const first = firstShown(lane, total, layout.lanes);
  const inView = layout.lanes < total ? [say.lanes(first + 1, first + layout.lanes, total)] : [];
  const scaleText = scale === 0 ? say.empty : say.upTo((scale * unit.ms) / MINUTE_MS);
  const right = [...inView, scaleText, say.column(say.span(grid.columnMs))].join(' · ');
  return edges([span(what, 'title')], [span(` ${right}`, 'dim')], shared.columns);
}

/** The line with ticks, selection and cursor, as far as there is input, and the times below. */
export function axisRows(picture: Picture): readonly Row[] {
  const { layout, grid, say } = picture;
  const gutter = layout.name + layout.scale;
  const line: Row = [
    span(padStart(gutter > 6 ? `${say.utc} ` : '', gutter), 'dim'),
    ...cellsRow(lineCells(picture)),
  ];
  const day = dayOf(grid.startMs);
  const date = gutter > day.length + 2 ? `  ${day}` : gutter > 7 ? `  ${day.slice(-5)}` : '';
  const labels: Row = [span(padEnd(date, gutter), 'strong'), ...labelSpans(picture)];
  return [line, labels].slice(0, layout.axis);
}

function lineCells({ state, shared, grid, cursor }: Picture): readonly Cell[] {
  const end = columnAt(grid, wholeOf(shared.triage.timeline).to);
  const cells = Array.from(
    { length: grid.columns },
    (_, at): Cell => (at <= end ? { text: '─', tone: 'dim' } : BLANK),
  );
  const put = (column: number, text: string, tone: Tone): void => {
    if (column >= 0 && column < cells.length) cells[column] = { text, tone };
  };
  for (const { column } of axisTicks(grid)) if (column <= end) put(column, '┬', 'dim');
  const [from, to] = shared.range === undefined ? [] : selectedColumns(grid, shared.range);
  if (from !== undefined && to !== undefined) {
    const last = Math.min(to, grid.columns - 1);
    for (let column = Math.max(0, from); column <= last; column += 1) put(column, '═', 'accent');
    put(from, '[', 'accent');
    put(to, ']', 'accent');
  }
  if (state.anchor !== undefined) put(columnAt(grid, state.anchor.from), '[', 'accent');
  put(cursor, '▲', 'strong');
  return cells;
}

/** First and last column of a selection; its end belongs to it no more. */
function selectedColumns(grid: Grid, { from, to }: Range): readonly [number, number] {
  const first = columnAt(grid, from);
  return [first, Math.max(first, Math.ceil((to - grid.startMs) / grid.columnMs) - 1)];
}

function labelSpans({ grid, shared }: Picture): readonly Span[] {
  const end = columnAt(grid, wholeOf(shared.triage.timeline).to);
  const spans: Span[] = [];
  let used = 0;
  for (const { column, label, isDate } of axisTicks(grid)) {
    if (column < used || column > end) continue;
    spans.push(span(' '.repeat(column - used)), span(label, isDate ? 'strong' : 'dim'));
    used = column + label.length;
  }
  return spans;
}

/** What the signs mean, of those that are in view: where there is no room for all, of the less plain ones first. */
export function legendRow(picture: Picture): Row {
  const { say, finding, isOver, state, shared, grid, layout } = picture;
  const { legend } = say;
  const view = rangeOfGrid(grid);
  const storms = layout.marks > 0 ? stormsOf(shared, view) : [];
  const ticks = layout.marks > 0 ? ticksOf(shared, view) : new Set();
  const isMain = (key: string): boolean => finding === undefined || key === finding;
  const parts: readonly (readonly [boolean, string, string])[] = [
    [true, '█', finding === undefined ? legend.bar : legend.chosen],
    [isOver, '↑', legend.over],
    [hatchedAnywhere(shared, view), '╱', legend.lost],
    [ticks.has('restart'), TICK_LETTER.restart, legend.restart],
    [ticks.has('leader-change'), TICK_LETTER['leader-change'], legend['leader-change']],
    [storms.some((key) => isMain(key)), '├━▲━┤', legend.storm],
    [finding !== undefined, '░', legend.others],
    [shared.range !== undefined || state.anchor !== undefined, '[═]', legend.selected],
    [storms.some((key) => !isMain(key)), '╶─·─╴', legend.otherStorm],
  ];
  const shown: Span[] = [];
  for (const [isShown, sign, meaning] of parts) {
    const part = [span(sign, 'accent'), span(` ${meaning}  `, 'dim')];
    if (isShown && widthOfRow([...shown, ...part]) <= shared.columns + 2) shown.push(...part);
  }
  return shown;
}
