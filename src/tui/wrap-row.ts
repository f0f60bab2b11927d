import { graphemes, widthOf } from '../report/columns.js';
import type { Row, Span } from './line.js';
import { span, textOfRow, widthOfRow } from './rows.js';

/** A label with the blanks behind it, or the blanks before the text. */
const INDENT = /^(?:\S+(?: \S+){0,2} {2,}|\s*)/;

/** A row that is too long goes on below its text, so that what is there to be copied can be read whole. */
export function wrapRow(row: Row, width: number): readonly Row[] {
  if (widthOfRow(row) <= width) return [row];
  const indent = indentOf(row, width);
  const rows: Span[][] = [[]];
  let used = 0;
  for (const { text, tone = 'plain' } of row) {
    let part = '';
    for (const grapheme of graphemes(text)) {
      const columns = widthOf(grapheme);
      if (used + columns > width) {
        rows.at(-1)?.push(span(part, tone));
        rows.push([span(' '.repeat(indent))]);
        part = '';
        used = indent;
      }
      part += grapheme;
      used += columns;
    }
    rows.at(-1)?.push(span(part, tone));
  }
  return rows;
}

function indentOf(row: Row, width: number): number {
  const before = widthOf(INDENT.exec(textOfRow(row))?.[0] ?? '');
  return before <= width / 2 ? before : 0;
}
