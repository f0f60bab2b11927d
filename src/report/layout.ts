import { folded, harmless } from './clean.js';
import { graphemes, widthOf } from './columns.js';
import { shorten } from './shorten.js';

export { widthOf } from './columns.js';

/** Scripts written without spaces: a line may end after each character … */
const UNSPACED =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\uff00-\uffef]/u;
/** … except before closing punctuation and after opening punctuation. */
const NEVER_FIRST = /^[，。、；：！？）」』】》〉…,.;:!?)\]}]/u;
const NEVER_LAST = /^[（「『【《〈([{]/u;

interface Piece {
  text: string;
  width: number;
  readonly spaced: boolean;
}

export const indented = (lines: readonly string[], by: number): string[] =>
  lines.map((line) => ' '.repeat(by) + line);

export const padEnd = (text: string, width: number): string =>
  text + ' '.repeat(Math.max(0, width - widthOf(text)));

export const padStart = (text: string, width: number): string =>
  ' '.repeat(Math.max(0, width - widthOf(text))) + text;

/** The text in lines of at most `width` columns, broken at spaces and between Chinese characters; a longer word is cut. Texts are shortened. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const piece of pieces(folded(shorten(text))).flatMap((piece) => narrow(piece, width))) {
    const gap = piece.spaced && line !== '' ? 1 : 0;
    if (line !== '' && used + gap + piece.width > width) {
      lines.push(line);
      line = '';
      used = 0;
    } else if (gap > 0) {
      line += ' ';
      used += 1;
    }
    line += piece.text;
    used += piece.width;
  }
  return line === '' ? lines : [...lines, line];
}

/** What must stay together, with the spaces taken out. */
function pieces(text: string): Piece[] {
  const all: Piece[] = [];
  let spaced = false;
  let open: Piece | undefined;
  let last = '';
  for (const grapheme of graphemes(text)) {
    if (grapheme === ' ') {
      spaced = true;
      open = undefined;
      continue;
    }
    if (open === undefined || mayBreak(last, grapheme)) {
      open = { text: '', width: 0, spaced };
      all.push(open);
      spaced = false;
    }
    open.text += grapheme;
    open.width += widthOf(grapheme);
    last = grapheme;
  }
  return all;
}

const mayBreak = (before: string, after: string): boolean =>
  (UNSPACED.test(after) || UNSPACED.test(before)) &&
  !NEVER_FIRST.test(after) &&
  !NEVER_LAST.test(before);

/** A piece that is wider than a line, cut between characters. */
const narrow = (piece: Piece, width: number): readonly Piece[] =>
  piece.width <= width
    ? [piece]
    : split(piece.text, width).map((text, index) => ({
        text,
        width: widthOf(text),
        spaced: index === 0 && piece.spaced,
      }));

/** The text as it stands, in full lines of at most `width` columns. */
export function split(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const grapheme of graphemes(text)) {
    const columns = widthOf(grapheme);
    if (used + columns > width && line !== '') {
      lines.push(line);
      line = '';
      used = 0;
    }
    line += grapheme;
    used += columns;
  }
  return line === '' ? lines : [...lines, line];
}

/** What must not be torn apart where there is another way: addresses, names, numbers. */
const BREAK_AFTER = /[\s,;}\])|>]/;

/** As `split`, but after a blank or a closing sign where one stands beyond a third of the line. */
export function splitAtBlanks(text: string, width: number): string[] {
  const lines: string[] = [];
  let rest = graphemes(text);
  while (rest.length > 0) {
    const full = take(rest, width);
    const count = full.length < rest.length ? breakIn(full, rest[full.length] ?? '') : full.length;
    // A character wider than the line stands alone.
    const line = rest.slice(0, Math.max(1, count));
    lines.push(line.join('').trimEnd());
    rest = rest.slice(line.length);
    while (rest[0] === ' ') rest = rest.slice(1);
  }
  return lines;
}

function breakIn(line: readonly string[], next: string): number {
  if (next === ' ') return line.length;
  const last = line.findLastIndex((grapheme) => BREAK_AFTER.test(grapheme));
  return last + 1 >= line.length / 3 ? last + 1 : line.length;
}

/** One line of at most `width` columns; `…` stands for what was cut. `headShare` (0…1) of the room goes to the beginning. */
export function cut(text: string, width: number, headShare = 1): string {
  const line = harmless(shorten(text));
  if (widthOf(line) <= width) return line;
  const room = Math.max(0, width - 1);
  const all = graphemes(line);
  const head = take(all, Math.ceil(room * headShare));
  const tail = take(all.slice(head.length).reverse(), room - widthOf(head.join(''))).reverse();
  return headShare === 1 ? `${head.join('')}…` : `${head.join('')}…${tail.join('')}`;
}

function take(all: readonly string[], width: number): string[] {
  let used = 0;
  const end = all.findIndex((grapheme) => {
    used += widthOf(grapheme);
    return used > width;
  });
  return all.slice(0, end === -1 ? all.length : end);
}
