import type { Span } from './runs.js';

/** Digits of a probe are 1 … 9: what a zero does is asked for by itself. */
const CODES = 9;
const FEW = 2;
const MANY = 3;
/** Places that three digits of 1 … 9 can name. */
export const MAX_PLACES = CODES ** MANY;

/** Places of all characters of the spans. */
export const placesOf = (spans: readonly Span[]): readonly number[] =>
  spans.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at));

/** Texts with other digits at the places: read one below the other they name the place. At most `MAX_PLACES`. */
export function probesOf(text: string, places: readonly number[]): readonly string[] {
  const length = places.length > CODES ** FEW ? MANY : FEW;
  return Array.from({ length }, (_, probe) => {
    const digits = [...text];
    places.forEach((place, index) => {
      digits[place] = String(1 + (Math.floor(index / CODES ** probe) % CODES));
    });
    return digits.join('');
  });
}

/** The place that the digits at an index of texts taken from the probes name; `undefined` where they name none. */
export function namedPlace(
  taken: readonly string[],
  at: number,
  places: readonly number[],
): number | undefined {
  let index = 0;
  for (const [probe, text] of taken.entries()) {
    const code = text.charCodeAt(at) - 0x31;
    if (!(code >= 0 && code < CODES)) return undefined;
    index += code * CODES ** probe;
  }
  return places[index];
}

/** The text with a zero in front of the digits of each span. */
export function zeroed(text: string, spans: readonly Span[]): string {
  const digits = [...text];
  for (const { from } of spans) digits[from] = '0';
  return digits.join('');
}
