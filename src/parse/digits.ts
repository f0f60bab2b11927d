const NONE = -1;
const SPACE = 0x20;

/** The digit at an index, -1 where there is none. */
export function digitAt(text: string, at: number): number {
  const code = text.charCodeAt(at) - 0x30;
  return code >= 0 && code <= 9 ? code : NONE;
}

/** Two digits as a number, -1 where there are none. */
export function twoDigits(text: string, at: number): number {
  const tens = digitAt(text, at);
  const ones = digitAt(text, at + 1);
  return tens < 0 || ones < 0 ? NONE : tens * 10 + ones;
}

export function fourDigits(text: string, at: number): number {
  const high = twoDigits(text, at);
  const low = twoDigits(text, at + 2);
  return high < 0 || low < 0 ? NONE : high * 100 + low;
}

/** One or two digits, the tens possibly a blank: `15`, ` 5`, `5`. `end` is 0 where there is no number. */
export function readDay(
  text: string,
  start: number,
): { readonly day: number; readonly end: number } {
  const at = text.charCodeAt(start) === SPACE ? start + 1 : start;
  const first = digitAt(text, at);
  if (first < 0) return { day: 0, end: 0 };
  const second = digitAt(text, at + 1);
  return second < 0 ? { day: first, end: at + 1 } : { day: first * 10 + second, end: at + 2 };
}
