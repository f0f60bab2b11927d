import { BLANK, type Cell } from './timeline-cells.js';

const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

const EIGHTHS: readonly Cell[] = BLOCKS.map((text) => ({ text, tone: 'accent' }));
const LEAST = EIGHTHS[0] ?? BLANK;
const FULL = EIGHTHS.at(-1) ?? BLANK;
const SHADE: Cell = { text: '░', tone: 'dim' };
const TRACE: Cell = { text: '·', tone: 'dim' };
const HATCH: Cell = { text: '╱', tone: 'dim' };
const MAIN_OVER: Cell = { text: '↑', tone: 'accent' };
const BEHIND_OVER: Cell = { text: '↑', tone: 'dim' };

/** Rates of one column, records a minute. */
export interface Bar {
  /** Of the chosen finding; where none is chosen, of all records. */
  readonly main: number;
  /** Of all records, where they are drawn behind those of the finding. */
  readonly behind: number;
}

/** Draws a bar into a column of the rows, from the top down; all of them are `scale` records a minute. */
export function drawBar(
  rows: readonly Cell[][],
  column: number,
  { main, behind }: Bar,
  scale: number,
): void {
  const height = rows.length;
  const top = rows[0];
  if (scale <= 0 || top === undefined || (main <= 0 && behind <= 0)) return;
  const mainHeight = (main / scale) * height;
  const behindHeight = (behind / scale) * height;
  fill(rows, column, behindHeight, shadeOf);
  fill(rows, column, mainHeight, blockOf);
  const most = height * 1.001;
  if (mainHeight > most) top[column] = MAIN_OVER;
  else if (behindHeight > most) top[column] = BEHIND_OVER;
}

/** Times of which lines are missing: drawn first, so that what was counted all the same stands before it. */
export function hatch(rows: readonly Cell[][], from: number, to: number): void {
  for (const row of rows) row.fill(HATCH, Math.max(0, from), Math.max(0, to));
}

/** From the bottom up, as far as the bar reaches; something is always seen where there is something. */
function fill(
  rows: readonly Cell[][],
  column: number,
  height: number,
  cellOf: (part: number, isLowest: boolean) => Cell | undefined,
): void {
  for (let below = 0; below < rows.length && below < height; below += 1) {
    const cell = cellOf(height - below, below === 0);
    const row = rows[rows.length - 1 - below];
    if (cell !== undefined && row !== undefined) row[column] = cell;
  }
}

function blockOf(part: number, isLowest: boolean): Cell | undefined {
  if (part >= 1) return FULL;
  const eighths = Math.round(part * 8);
  return EIGHTHS[eighths - 1] ?? (isLowest ? LEAST : undefined);
}

function shadeOf(part: number, isLowest: boolean): Cell | undefined {
  if (part >= 0.5) return SHADE;
  return isLowest ? TRACE : undefined;
}

const ROUND = [1, 1.5, 2, 3, 4, 5, 6, 8, 10] as const;

/** A round number not below the rate, for the top of the scale; 0 for none. */
export function niceScale(rate: number): number {
  if (!(rate > 0) || !Number.isFinite(rate)) return 0;
  const size = 10 ** Math.floor(Math.log10(rate));
  const factor = ROUND.find((one) => one * size >= rate * (1 - 1e-9)) ?? 10;
  return Number((factor * size).toPrecision(2));
}
