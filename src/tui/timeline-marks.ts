import type { Histogram, Lane, Storm, Tick } from '../model/triage.js';
import { blankCells, type Cell } from './timeline-cells.js';
import { columnAt, type Grid } from './timeline-grid.js';

/** Whose records the lanes show; absent: those of all signals. */
export type Finding = string | undefined;

export const ownRecords = ({ byFinding }: Lane, finding: Finding): Histogram | undefined =>
  finding !== undefined && Object.hasOwn(byFinding, finding) ? byFinding[finding] : undefined;

interface Pen {
  readonly from: string;
  readonly line: string;
  readonly peak: string;
  readonly to: string;
  readonly tone: 'warn' | 'dim';
}
const HEAVY: Pen = { from: '├', line: '━', peak: '▲', to: '┤', tone: 'warn' };
const LIGHT: Pen = { from: '╶', line: '─', peak: '·', to: '╴', tone: 'dim' };
const OPEN = '→';

export const TICK_LETTER: Readonly<Record<Tick['kind'], string>> = {
  restart: 'R',
  'leader-change': 'L',
};

/**
 * Storms of a lane as `├━━▲━━┤` with the ticks on top of them. Those of other findings are fainter and have the second
 * row; where there is but one row, they lie below.
 */
export function markRows(lane: Lane, grid: Grid, chosen: Finding, rows: number): Cell[][] {
  const cells = Array.from({ length: rows }, () => blankCells(grid.columns));
  const [first, last] = [cells[0], cells.at(-1)];
  if (first === undefined || last === undefined) return [];
  const isMain = ({ finding }: Storm): boolean => chosen === undefined || finding === chosen;
  for (const storm of lane.storms) if (!isMain(storm)) drawStorm(last, storm, grid, LIGHT);
  for (const storm of lane.storms) if (isMain(storm)) drawStorm(first, storm, grid, HEAVY);
  for (const { kind, at } of lane.ticks)
    put(first, columnAt(grid, at), { text: TICK_LETTER[kind], tone: 'strong' });
  return cells;
}

function drawStorm(cells: Cell[], storm: Storm, grid: Grid, pen: Pen): void {
  const [from, peak, to] = [storm.from, storm.peak, storm.to].map((at) => columnAt(grid, at));
  if (from === undefined || peak === undefined || to === undefined) return;
  const { tone } = pen;
  const last = Math.min(to, cells.length - 1);
  for (let column = Math.max(0, from); column <= last; column += 1)
    put(cells, column, { text: pen.line, tone });
  put(cells, to, { text: storm.open ? OPEN : pen.to, tone });
  put(cells, from, { text: pen.from, tone });
  put(cells, peak, { text: pen.peak, tone });
}

function put(cells: Cell[], column: number, cell: Cell): void {
  if (column >= 0 && column < cells.length) cells[column] = cell;
}
