import { harmless } from '../report/clean.js';
import type { Row } from './line.js';
import { fitRow } from './rows.js';
import type { Theme } from './theme.js';

/** A row as ANSI, exactly `width` columns wide. No control character of a text reaches the terminal. */
export function paintRow(row: Row, width: number, theme: Theme): string {
  const clean = row.map((span) => ({ ...span, text: harmless(span.text) }));
  return fitRow(clean, width)
    .map(({ text, tone = 'plain' }) => theme(tone, text))
    .join('');
}

/** Exactly `height` rows; what is missing is blank. */
export const paintRows = (
  rows: readonly Row[],
  { columns, height }: { readonly columns: number; readonly height: number },
  theme: Theme,
): readonly string[] =>
  Array.from({ length: height }, (_, at) => paintRow(rows[at] ?? [], columns, theme));
