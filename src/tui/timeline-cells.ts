import type { Row, Span, Tone } from './line.js';

/** One character of one column. */
export interface Cell {
  readonly text: string;
  readonly tone?: Tone;
}

export const BLANK: Cell = { text: ' ' };

export const blankCells = (count: number): Cell[] => new Array<Cell>(count).fill(BLANK);

/** Cells of one look in one span. */
export function cellsRow(cells: readonly Cell[]): Row {
  const spans: Span[] = [];
  let text = '';
  let tone: Tone | undefined;
  const flush = (): void => {
    if (text !== '') spans.push(tone === undefined ? { text } : { text, tone });
    text = '';
  };
  for (const cell of cells) {
    if (cell.tone !== tone) flush();
    tone = cell.tone;
    text += cell.text;
  }
  flush();
  return spans;
}
