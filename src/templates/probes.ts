import type { Span } from './runs.js';

/** Digits of a probe are 1 … 9: what a zero does is asked for by itself. */
const CODES = 9;
const FEW = 2;
const MANY = 3;
/**
 * Places that so many digits of 1 … 9 can name, never the same digit in all probes: whatever digit the line has,
 * one of them has another.
 */
const placesNamed = (probes: number): number => CODES ** probes - CODES;
export const MAX_PLACES = placesNamed(MANY);
/** Of every so many numbers one has the same digit everywhere. */
const stepOf = (probes: number): number => (CODES ** probes - 1) / (CODES - 1);

/** Places of all characters of the spans. */
export const placesOf = (spans: readonly Span[]): readonly number[] =>
  spans.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, at) => from + at));

/** Texts with other digits at the places: read one below the other they name the place. At most `MAX_PLACES`. */
export function probesOf(text: string, places: readonly number[]): readonly string[] {
  const length = places.length > placesNamed(FEW) ? MANY : FEW;
  const step = stepOf(length);
  return Array.from({ length }, (_, probe) => {
    const digits = [...text];
    places.forEach((place, index) => {
      const code = index + 1 + Math.floor(index / (step - 1));
      digits[place] = String(1 + (Math.floor(code / CODES ** probe) % CODES));
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
  const step = stepOf(taken.length);
  let name = 0;
  for (const [probe, text] of taken.entries()) {
    const code = text.charCodeAt(at) - 0x31;
    if (!(code >= 0 && code < CODES)) return undefined;
    name += code * CODES ** probe;
  }
  return name % step === 0 ? undefined : places[name - 1 - Math.floor(name / step)];
}

/** The text with a zero in front of the digits of each span. */
export function zeroed(text: string, spans: readonly Span[]): string {
  const digits = [...text];
  for (const { from } of spans) digits[from] = '0';
  return digits.join('');
}
