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
  /** The stamp that is all of the text; `undefined` where it is none. */
  read(text: string): Stamp | undefined;
}

interface Kind {
  readonly pattern: RegExp;
  /** Index in the text of a digit that may be any other. */
  readonly free: number;
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
    free: 18,
    read: whole(readRfc3339),
  },
  {
    pattern: /\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d(?:\.\d+)?/g,
    free: 18,
    read: whole(readGoLogStamp),
  },
  {
    pattern: /(?<=[IWEF])\d{4} \d\d:\d\d:\d\d\.\d{6}/g,
    free: 12,
    read: whole(readKlogStamp),
  },
  {
    pattern: /[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}/g,
    free: 18,
    read: whole(readCtime),
  },
  {
    pattern: /[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d+)?/g,
    free: 14,
    read: whole(readMonthDayTime),
  },
  { pattern: /(?<="__REALTIME_TIMESTAMP" ?: ?")\d{16}/g, free: 9, read: stampOfMicros },
  { pattern: /(?<="ts":)\d{10}\.\d{1,9}/g, free: 9, read: whole(readEpochSeconds) },
];

/** All stamps of a line, in order. */
export function stampPlaces(text: string): readonly StampPlace[] {
  const places: StampPlace[] = [];
  for (const [kind, { pattern, read }] of KINDS.entries()) {
    for (const span of spansOf(text, pattern)) {
      const isTaken = places.some((place) => overlaps(place, span));
      if (!isTaken && read(text.slice(span.from, span.to))) places.push({ ...span, kind, read });
    }
  }
  return places.sort((a, b) => a.from - b.from);
}

/** The text with other stamps, each so many seconds off as it has stamps before it, and one. */
export function withOtherStamps(text: string, places: readonly StampPlace[]): string {
  let other = text;
  for (const [index, { kind, from }] of places.entries()) {
    const at = from + (KINDS[kind]?.free ?? 0);
    other = withPart(other, at, String((Number(text[at]) + index + 1) % 10));
  }
  return other;
}
