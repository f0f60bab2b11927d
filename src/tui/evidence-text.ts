import { harmless } from '../report/clean.js';
import { graphemes, widthOf } from '../report/columns.js';
import type { Span, Tone } from './line.js';
import { span } from './rows.js';

/** Characters that one column may take at most before the text is looked at no further. */
const PER_COLUMN = 4;

/**
 * The columns from `left` on, at most `width` of them; `…` stands for what is cut on either side. Only as much of the
 * text is looked at as that takes.
 */
export function windowed(text: string, left: number, width: number): string {
  if (width <= 0) return '';
  const piece = harmless(text.slice(0, (left + width + 2) * PER_COLUMN));
  const isWhole = text.length <= (left + width + 2) * PER_COLUMN;
  if (left === 0 && isWhole && widthOf(piece) <= width) return piece;
  const all = graphemes(piece);
  const first = left === 0 ? 0 : skipped(all, left + 1);
  const head = left === 0 ? '' : '…';
  const fitting = taken(all, first, width - head.length);
  if (fitting === all.length && isWhole) return head + all.slice(first).join('');
  const end = taken(all, first, width - head.length - 1);
  return width > head.length ? `${head}${all.slice(first, end).join('')}…` : '…';
}

/** Index behind the characters that fill so many columns. */
function skipped(all: readonly string[], columns: number): number {
  let used = 0;
  let at = 0;
  while (at < all.length && used < columns) used += widthOf(all[at++] ?? '');
  return at;
}

/** Index behind the characters from `first` on that have room. */
function taken(all: readonly string[], first: number, room: number): number {
  let used = 0;
  let at = first;
  while (at < all.length) {
    used += widthOf(all[at] ?? '');
    if (used > room) break;
    at += 1;
  }
  return at;
}

/** The text in spans, what matches in a tone of its own. */
export function marked(
  text: string,
  pattern: RegExp | undefined,
  tones: { readonly rest: Tone; readonly match: Tone },
): readonly Span[] {
  if (pattern === undefined) return [span(text, tones.rest)];
  const spans: Span[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) spans.push(span(text.slice(from, match.index), tones.rest));
    spans.push(span(match[0], tones.match));
    from = match.index + match[0].length;
  }
  return from < text.length ? [...spans, span(text.slice(from), tones.rest)] : spans;
}
