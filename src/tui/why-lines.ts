import { padEnd, widthOf, wrap } from '../report/layout.js';
import type { Row, Span, Tone } from './line.js';
import { span } from './rows.js';
import type { Range } from './view.js';

/** Where a line of the tree leads. */
export type Link =
  | { readonly to: 'signal'; readonly name: string }
  | { readonly to: 'range'; readonly range: Range }
  | { readonly to: 'command'; readonly text: string }
  /** Opens or closes what hangs below it. */
  | { readonly to: 'fold'; readonly path: string; readonly isOpen: boolean };

export interface Line {
  readonly row: Row;
  readonly link?: Link;
}

export const lineOf = (row: Row, link?: Link): Line => (link ? { row, link } : { row });

export const indent = (depth: number): Span => span('  '.repeat(depth));

/** Where texts stand, and how times are told. */
export interface Measure {
  readonly depth: number;
  readonly width: number;
  /** All of the input is of this day: times need no date. Empty: it is of several. */
  readonly day: string;
}

export interface Labelled {
  readonly label: string;
  readonly labelWidth: number;
  readonly tone?: Tone;
  readonly link?: Link;
  /** Stands before the text, on its first row. */
  readonly before?: Row;
}

/** A label, and beside it a text over as many rows as it takes. */
export function labelled(
  text: string,
  { depth, width }: Pick<Measure, 'depth' | 'width'>,
  { label, labelWidth, tone = 'plain', link, before = [] }: Labelled,
): readonly Line[] {
  const by = depth * 2 + labelWidth;
  const taken = before.reduce((sum, one) => sum + widthOf(one.text), 0);
  const isBelow = taken > 0 && widthOf(text) + taken > width - by;
  const lines = wrap(text, Math.max(8, width - by - (isBelow ? 0 : taken)));
  const head = span('  '.repeat(depth) + padEnd(label, labelWidth), 'dim');
  const blank = span(' '.repeat(by));
  const texts = lines.map((line) => span(line, tone));
  const rows: Row[] = isBelow
    ? [[head, ...before], ...texts.map((one): Row => [blank, one])]
    : texts.map((one, at): Row => (at === 0 ? [head, ...before, one] : [blank, one]));
  return rows.map((row) => lineOf(row, link));
}
