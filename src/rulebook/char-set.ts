/** A set of UTF-16 code units: closed ranges, sorted, apart from each other. */
export type CharSet = readonly (readonly [number, number])[];

const LAST_UNIT = 0xffff;

/** Sorts and joins ranges. */
export function charSet(ranges: CharSet): CharSet {
  const joined: [number, number][] = [];
  for (const [from, to] of [...ranges].sort((a, b) => a[0] - b[0])) {
    const last = joined.at(-1);
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return joined;
}

/** Everything that is not in the set. */
export function complement(set: CharSet): CharSet {
  const gaps: [number, number][] = [];
  let next = 0;
  for (const [from, to] of set) {
    if (from > next) gaps.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= LAST_UNIT) gaps.push([next, LAST_UNIT]);
  return gaps;
}

export const oneChar = (unit: number): CharSet => [[unit, unit]];

/** How many units the set holds. */
export const countUnits = (set: CharSet): number =>
  set.reduce((sum, [from, to]) => sum + to - from + 1, 0);

/** The units as strings, smallest first. For small sets. */
export const listUnits = (set: CharSet): string[] =>
  set.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, at) => String.fromCharCode(from + at)),
  );

const range = (from: string, to: string): [number, number] => [
  from.charCodeAt(0),
  to.charCodeAt(0),
];

const DIGIT = charSet([range('0', '9')]);
const WORD = charSet([range('0', '9'), range('A', 'Z'), range('a', 'z'), range('_', '_')]);
const LINE_END: CharSet = charSet([
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
]);
const SPACE = charSet([
  ...LINE_END,
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
]);

/** `\d`, `\w`, `\s` and their opposites, by letter. Source: ECMA-262, CharacterClassEscape. */
export const CLASS_ESCAPES: ReadonlyMap<string, CharSet> = new Map([
  ['d', DIGIT],
  ['D', complement(DIGIT)],
  ['w', WORD],
  ['W', complement(WORD)],
  ['s', SPACE],
  ['S', complement(SPACE)],
]);

/** What `.` matches without the flag `s`. */
export const ANY_BUT_LINE_END: CharSet = complement(LINE_END);
