import type { Cell } from './timeline-cells.js';

const BLOCKS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const FULL = '█';

/** What stands in one column of a lane. Rates are records a minute. */
export interface Bar {
  /** Of the chosen finding; where none is chosen, of all records. */
  readonly main: number;
  /** Of all records, where they are drawn behind those of the finding. */
  readonly behind: number;
  /** Lines are missing in this time. */
  readonly lost: boolean;
}

/** Cells of a bar from the top down, `height` of them; the whole height is `scale` records a minute. */
export function barCells({ main, behind, lost }: Bar, scale: number, height: number): Cell[] {
  const heightOf = (rate: number): number => (scale > 0 ? (rate / scale) * height : 0);
  const [mainHeight, behindHeight] = [heightOf(main), heightOf(behind)];
  return Array.from({ length: height }, (_, row) => {
    const below = height - 1 - row;
    if (row === 0 && Math.max(mainHeight, behindHeight) > height * 1.001)
      return { text: '↑', tone: mainHeight > height ? 'accent' : 'dim' };
    const block = blockOf(mainHeight - below, below === 0 && main > 0);
    if (block !== undefined) return { text: block, tone: 'accent' };
    const shade = shadeOf(behindHeight - below, below === 0 && behind > main);
    if (shade !== undefined) return { text: shade, tone: 'dim' };
    return lost ? { text: '╱', tone: 'dim' } : { text: ' ' };
  });
}

/** The block for a part of a cell, 0 … 1; something is always seen where there is something. */
function blockOf(part: number, isSeen: boolean): string | undefined {
  if (part >= 1) return FULL;
  const eighths = Math.round(part * 8);
  return eighths > 0 || isSeen ? (BLOCKS[Math.max(1, eighths) - 1] ?? FULL) : undefined;
}

function shadeOf(part: number, isSeen: boolean): string | undefined {
  if (part >= 0.5) return '░';
  return isSeen ? '·' : undefined;
}

const ROUND = [1, 1.5, 2, 3, 4, 5, 6, 8, 10] as const;

/** A round number not below the rate, for the top of the scale; 0 for none. */
export function niceScale(rate: number): number {
  if (!(rate > 0) || !Number.isFinite(rate)) return 0;
  const size = 10 ** Math.floor(Math.log10(rate));
  const factor = ROUND.find((one) => one * size >= rate * (1 - 1e-9)) ?? 10;
  return Number((factor * size).toPrecision(2));
}
