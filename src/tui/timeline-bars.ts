import { BLANK, type Cell } from './timeline-cells.js';

const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** What stands in one column of a lane. Rates are records a minute. */
export interface Bar {
  /** Of the chosen finding; where none is chosen, of all records. */
  readonly main: number;
  /** Of all records, where they are drawn behind those of the finding. */
  readonly behind: number;
  /** Lines are missing in this time. */
  readonly lost: boolean;
}

const EIGHTHS: readonly Cell[] = BLOCKS.map((text) => ({ text, tone: 'accent' }));
const LEAST = EIGHTHS[0] ?? BLANK;
const FULL = EIGHTHS.at(-1) ?? BLANK;
const SHADE: Cell = { text: '░', tone: 'dim' };
const TRACE: Cell = { text: '·', tone: 'dim' };
const HATCH: Cell = { text: '╱', tone: 'dim' };
const MAIN_OVER: Cell = { text: '↑', tone: 'accent' };
const BEHIND_OVER: Cell = { text: '↑', tone: 'dim' };

/** Cells of a bar from the top down, `height` of them; the whole height is `scale` records a minute. */
export function barCells({ main, behind, lost }: Bar, scale: number, height: number): Cell[] {
  const cells = Array.from({ length: height }, () => (lost ? HATCH : BLANK));
  if ((main <= 0 && behind <= 0) || scale <= 0) return cells;
  const [mainHeight, behindHeight] = [main, behind].map((rate) => (rate / scale) * height);
  fill(cells, behindHeight ?? 0, shadeOf);
  fill(cells, mainHeight ?? 0, blockOf);
  const most = height * 1.001;
  if ((mainHeight ?? 0) > most) cells[0] = MAIN_OVER;
  else if ((behindHeight ?? 0) > most) cells[0] = BEHIND_OVER;
  return cells;
}

/** Cells from the bottom up, as far as the bar reaches; something is always seen where there is something. */
function fill(
  cells: Cell[],
  height: number,
  cellOf: (part: number, isLowest: boolean) => Cell | undefined,
): void {
  if (height <= 0) return;
  for (let below = 0; below < cells.length && below < height; below += 1) {
    const cell = cellOf(height - below, below === 0);
    if (cell !== undefined) cells[cells.length - 1 - below] = cell;
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
