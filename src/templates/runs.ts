/** Characters of a text from one index up to, but without, another. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Digits that go on a word belong to it: `k3s`, `p2p`, `v1`. */
const RUN = /(?<![A-Za-z0-9_])\d+/g;
/** Fields of journald that say who speaks, and how loud. */
const SPEAKER = /"(?:_(?!_|SOURCE)[A-Z_]+|PRIORITY|SYSLOG_[A-Z]+)" ?: ?"[^"]*"/g;
const CURSOR = /"__CURSOR" ?: ?"[^"]*"/g;

/** Runs of digits that may be others in a line that is else the same. */
export const digitRuns = (text: string): readonly Span[] => spansOf(text, RUN);

/** Journald's name for the entry: hexadecimal numbers of which no two are alike. */
export const cursorSpans = (text: string): readonly Span[] => spansOf(text, CURSOR);

export const speakerSpans = (text: string): readonly Span[] => spansOf(text, SPEAKER);

export function spansOf(text: string, pattern: RegExp): readonly Span[] {
  return [...text.matchAll(pattern)].map(({ index, 0: found }) => ({
    from: index,
    to: index + found.length,
  }));
}

export const overlaps = (a: Span, b: Span): boolean => a.from < b.to && b.from < a.to;

/** The text with other characters in one place. */
export const withPart = (text: string, at: number, part: string): string =>
  text.slice(0, at) + part + text.slice(at + part.length);
