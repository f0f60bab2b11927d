import { eastAsianWidth } from 'get-east-asian-width';

/** Characters that stand for themselves: one column each, two from CJK punctuation on. */
const SINGLE =
  /^[\x20-\x7e\xa1-\xac\xae-\u02ff\u2010-\u2027\u2039\u203a\u2190-\u2193\u2260-\u2265\u2500-\u259f\u25b2\u25b8\u25be\u25c6\u25cb\u25cf\u2713\u2717\u3001-\u3029\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff60]*$/;
const WIDE = /[\u3001-\uff60]/g;
const HIDDEN =
  /[\p{Default_Ignorable_Code_Point}\p{Control}\p{Format}\p{Nonspacing_Mark}\p{Enclosing_Mark}\p{Surrogate}]/u;
/** Emoji that are narrow by their first character. */
const EMOJI =
  /\p{Extended_Pictographic}(?:[\ufe0f\p{Emoji_Modifier}]|.*\u200d.*\p{Extended_Pictographic})|[\d#*]\ufe0f?\u20e3|\p{Regional_Indicator}{2}/u;
/** A syllable of Hangul in its letters. */
const SYLLABLE =
  /[\u1100-\u115e\ua960-\ua97c][\u1161-\u11a7\ud7b0-\ud7c6][\u11a8-\u11ff\ud7cb-\ud7fb]?/g;
const HANGUL = /[\u1100-\u11ff\ua960-\ua97c\uac00-\ud7fb]/;
/** What takes columns of its own behind the first character. */
const BESIDE = /[\p{Spacing_Mark}\uff00-\uffef]/u;

/**
 * Columns a terminal needs for the text, the widest that terminals give it. Rules and emoji as in `string-width` 8,
 * which takes 30 ms to load.
 */
export function widthOf(text: string): number {
  if (SINGLE.test(text)) return text.length + (text.match(WIDE)?.length ?? 0);
  return graphemes(text).reduce((width, grapheme) => width + widthOfGrapheme(grapheme), 0);
}

function widthOfGrapheme(grapheme: string): number {
  const [first, ...rest] = [...grapheme.replace(SYLLABLE, '가')].filter((it) => !HIDDEN.test(it));
  if (first === undefined) return 0;
  const beside = HANGUL.test(first)
    ? rest
    : rest.filter((it) => BESIDE.test(it) || HANGUL.test(it));
  const width = [first, ...beside].reduce((sum, it) => sum + columnsOf(it), 0);
  return EMOJI.test(grapheme) ? Math.max(2, width) : width;
}

const columnsOf = (character: string): number => eastAsianWidth(character.codePointAt(0) ?? 0);

let segmenter: Intl.Segmenter | undefined;

/** The characters of the text as people see them. */
export function graphemes(text: string): string[] {
  if (SINGLE.test(text)) return [...text];
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' }); // takes 10 ms
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
