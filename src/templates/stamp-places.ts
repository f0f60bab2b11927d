import type { Stamp } from '../parse/envelope.js';
import {
  type ReadStamp,
  readCtime,
  readEpochSeconds,
  readGoLogStamp,
  readKlogStamp,
  readMonthDayTime,
  readRfc3339,
  stampOfMicros,
} from '../parse/timestamp.js';
import { overlaps, type Span, spansOf, withPart } from './runs.js';

/** Where a stamp stands in a line, and how it is read. */
export interface StampPlace extends Span {
  /** Index of its form. */
  readonly kind: number;
  /** The digits behind the point cannot be read by themselves. */
  readonly isIndivisible: boolean;
  /** The stamp that is all of the text; `undefined` where it is none. */
  read(text: string): Stamp | undefined;
}

interface Kind {
  readonly pattern: RegExp;
  /** The digits behind the point cannot be read by themselves. */
  readonly isIndivisible?: true;
  read(text: string): Stamp | undefined;
}

const whole =
  (read: (text: string) => ReadStamp | undefined) =>
  (text: string): Stamp | undefined => {
    const found = read(text);
    return found?.end === text.length ? found.stamp : undefined;
  };

const KINDS: readonly Kind[] = [
  {
    pattern: /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?/g,
    read: whole(readRfc3339),
  },
  {
    pattern: /\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d+)?/g,
    read: whole(readGoLogStamp),
  },
  {
    pattern: /(?<=(?<![A-Za-z0-9_])[IWEF])\d{4} \d\d:\d\d:\d\d\.\d{6}/g,
    read: whole(readKlogStamp),
  },
  {
    pattern: /[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}/g,
    read: whole(readCtime),
  },
  {
    pattern: /[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?/g,
    read: whole(readMonthDayTime),
  },
  { pattern: /(?<="__REALTIME_TIMESTAMP" ?: ?")\d{16}/g, read: stampOfMicros },
  {
    // A number: what is read is what a double holds of its digits.
    pattern: /(?<="ts\\*":)\d{10}\.\d{1,9}(?!\d)/g,
    isIndivisible: true,
    read: (text) => whole(readEpochSeconds)(String(Number(text))),
  },
];

/** All stamps of a line, in order; `undefined` where something looks like one that is none, as other digits would be. */
export function stampPlaces(text: string): readonly StampPlace[] | undefined {
  const places: StampPlace[] = [];
  for (const [kind, { pattern, isIndivisible = false, read }] of KINDS.entries()) {
    for (const span of spansOf(text, pattern)) {
      if (places.some((place) => overlaps(place, span))) continue;
      if (read(text.slice(span.from, span.to)) === undefined) return undefined;
      places.push({ ...span, kind, isIndivisible, read });
    }
  }
  return places.sort((a, b) => a.from - b.from);
}

/** The text with other stamps, none of which is by as much off as another: each of their numbers is another. */
export function withOtherStamps(text: string, places: readonly StampPlace[]): string {
  return places.reduce(
    (other, place, index) => withPart(other, place.from, otherStamp(text, place, index + 1)),
    text,
  );
}

/** Numbers that cannot become another by their last digit stay: the stamp has to be one. */
function otherStamp(text: string, { from, to, read }: StampPlace, by: number): string {
  let stamp = text.slice(from, to);
  for (const { to: end } of spansOf(stamp, /\d+/g)) {
    const digit = Number(stamp[end - 1]);
    const others = Array.from({ length: 9 }, (_, step) => (digit + 1 + ((by - 1 + step) % 9)) % 10);
    const found = others
      .map((other) => withPart(stamp, end - 1, String(other)))
      .find((other) => read(other) !== undefined);
    stamp = found ?? stamp;
  }
  return stamp;
}
