import { cut, padEnd, widthOf, wrap } from '../report/layout.js';
import type { Row, Span, Tone } from './line.js';

/** A span of a tone. */
export const span = (text: string, tone: Tone = 'plain'): Span => ({ text, tone });

/** A row out of texts and spans. */
export const rowOf = (...parts: readonly (string | Span)[]): Row =>
  parts.map((part) => (typeof part === 'string' ? { text: part } : part));

export const EMPTY_ROW: Row = [];

export const widthOfRow = (row: Row): number =>
  row.reduce((width, { text }) => width + widthOf(text), 0);

export const textOfRow = (row: Row): string => row.map(({ text }) => text).join('');

/** The row in at most `width` columns; `…` stands for what was cut. */
export function cutRow(row: Row, width: number): Row {
  if (widthOfRow(row) <= width) return row;
  if (width <= 0) return EMPTY_ROW;
  const kept: Span[] = [];
  let room = width;
  for (const one of row) {
    const wide = widthOf(one.text);
    // Where more follows, a span that fills the room exactly is cut as well: its end tells that there is more.
    if (wide < room) kept.push(one);
    else return [...kept, { ...one, text: cut(`${one.text}  `, room) }];
    room -= wide;
  }
  return kept;
}

/** The row in exactly `width` columns. */
export function fitRow(row: Row, width: number): Row {
  const short = cutRow(row, width);
  const missing = width - widthOfRow(short);
  return missing > 0 ? [...short, { text: ' '.repeat(missing) }] : short;
}

/** The row, over the whole width, in the look of what is chosen. */
export const chosenRow = (row: Row, width: number): Row => [
  span(padEnd(textOfRow(cutRow(row, width)), width), 'chosen'),
];

export const indentedRow = (row: Row, by: number): Row =>
  by > 0 ? [{ text: ' '.repeat(by) }, ...row] : row;

/** Left, and what fits at the right edge; the left part is cut first. */
export function edges(left: Row, right: Row, width: number): Row {
  const end = cutRow(right, width);
  const room = width - widthOfRow(end);
  return [...fitRow(left, Math.max(0, room)), ...end];
}

/** Panels side by side, each of its own width, `between` them a rule; `height` rows. */
export function beside(
  panels: readonly { readonly rows: readonly Row[]; readonly width: number }[],
  height: number,
  between: Span = span(' │ ', 'dim'),
): readonly Row[] {
  return Array.from({ length: height }, (_, at) =>
    panels.flatMap(({ rows, width }, index) => [
      ...(index > 0 ? [between] : []),
      ...fitRow(rows[at] ?? EMPTY_ROW, width),
    ]),
  );
}

/** A text over several rows, broken where lines may break. */
export const paragraphRows = (text: string, width: number, tone: Tone = 'plain'): readonly Row[] =>
  wrap(text, Math.max(1, width)).map((line) => [span(line, tone)]);

export interface KeyValue {
  readonly label: string;
  readonly rows: readonly Row[];
}

/** Labels in one column, dim, and beside each its rows; nothing for a label without rows. */
export function keyValueRows(pairs: readonly KeyValue[], gap = 2): readonly Row[] {
  const told = pairs.filter(({ rows }) => rows.length > 0);
  const by = Math.max(0, ...told.map(({ label }) => widthOf(label))) + gap;
  return told.flatMap(({ label, rows }) =>
    rows.map((row, at) => [span(padEnd(at === 0 ? label : '', by), 'dim'), ...row]),
  );
}

/** A heading with a rule behind it, over the whole width. */
export function headingRow(title: string, width: number): Row {
  const text = cut(title, width);
  const rest = width - widthOf(text) - 1;
  return [span(text, 'title'), span(rest > 0 ? ` ${'─'.repeat(rest)}` : '', 'dim')];
}
