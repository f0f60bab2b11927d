import { twoDigits } from '../model/digits.js';
import type { Stamp } from '../parse/envelope.js';
import { isSame } from './same-bytes.js';
import type { KnownStamp } from './template.js';

/**
 * Reads stamps of one form. Most are those of the last one, or of its minute: then seconds and fraction alone are read.
 * Data, not a closure: one function for all of them is compiled well.
 */
export interface StampReader {
  readonly length: number;
  /** Index of the two digits of the seconds; -1 where there are none. */
  readonly secondsAt: number;
  /** Index of the digits behind the point; the length where there are none. */
  readonly fractionAt: number;
  readonly fractionEnd: number;
  /** The stamp read last, with zeros for its fraction. */
  readonly last: Buffer;
  whole: Stamp | undefined;
  read(text: string): Stamp | undefined;
}

/** Readers by form: lines of all kinds share their seconds. */
export type StampReaders = Map<string, StampReader>;

const SECONDS = /\d\d:\d\d:(?=\d\d(?!\d))/;
const FRACTION = /[.,](\d{1,9})/;
const MICRO_DIGITS = 6;
const MINUTE_SECONDS = 60;
const ZERO = 0x30;

/** `sample`: the line that the place is of. */
export function readerFor(
  { from, to, kind, isIndivisible, read }: KnownStamp,
  sample: string,
  readers: StampReaders,
): StampReader {
  const text = sample.slice(from, to);
  const form = `${kind} ${text.replace(/\d/g, '0')}`;
  const known = readers.get(form);
  if (known) return known;
  const { length } = text;
  const found = isIndivisible ? null : FRACTION.exec(text);
  const fractionAt = found === null ? length : found.index + 1;
  const fractionEnd = fractionAt + (found?.[1]?.length ?? 0);
  const last = Buffer.from(text).fill('0', fractionAt, fractionEnd);
  const clock = SECONDS.exec(text);
  const secondsAt = clock === null ? -1 : clock.index + clock[0].length;
  const whole = read(last.toString());
  const reader = { length, secondsAt, fractionAt, fractionEnd, last, whole, read };
  readers.set(form, reader);
  return reader;
}

/** `undefined` where the place holds no stamp: not everything that looks like one is a date. */
export function readStamp(reader: StampReader, bytes: Buffer, at: number): Stamp | undefined {
  const { length, fractionAt } = reader;
  if (!isOfMinute(reader, bytes, at) || !follow(reader, bytes, at)) remember(reader, bytes, at);
  const { fractionEnd, whole } = reader;
  if (whole === undefined || fractionAt === length) return whole;
  return later(whole, millis(bytes, at + fractionAt, at + fractionEnd));
}

/** All but seconds and fraction are those of the last one. */
function isOfMinute(reader: StampReader, bytes: Buffer, at: number): boolean {
  const { length, secondsAt, fractionAt, fractionEnd, last } = reader;
  const isBegun =
    secondsAt < 0
      ? isSame(bytes, at, last, 0, fractionAt)
      : isSame(bytes, at, last, 0, secondsAt) && isSame(bytes, at, last, secondsAt + 2, fractionAt);
  return isBegun && isSame(bytes, at, last, fractionEnd, length);
}

/** Goes on to a second of the same minute; false where the digits are none, as those of a leap second. */
function follow(reader: StampReader, bytes: Buffer, at: number): boolean {
  const { secondsAt, last, whole } = reader;
  if (secondsAt < 0 || isSame(bytes, at, last, secondsAt, secondsAt + 2)) return true;
  const before = twoDigits(last, secondsAt);
  const now = twoDigits(bytes, at + secondsAt);
  if (!(before < MINUTE_SECONDS && now < MINUTE_SECONDS)) return false;
  reader.whole = whole && later(whole, (now - before) * 1000);
  last[secondsAt] = bytes[at + secondsAt] ?? 0;
  last[secondsAt + 1] = bytes[at + secondsAt + 1] ?? 0;
  return true;
}

function remember(reader: StampReader, bytes: Buffer, begin: number): void {
  const { length, fractionAt, fractionEnd, last } = reader;
  for (let at = 0; at < length; at += 1) last[at] = bytes[begin + at] ?? 0;
  for (let at = fractionAt; at < fractionEnd; at += 1) last[at] = ZERO;
  reader.whole = reader.read(last.toString('latin1'));
}

/** Digits behind the point in milliseconds, cut to whole microseconds. */
function millis(bytes: Buffer, from: number, to: number): number {
  let micros = 0;
  for (let at = 0; at < MICRO_DIGITS; at += 1) {
    micros = micros * 10 + (from + at < to ? (bytes[from + at] ?? ZERO) - ZERO : 0);
  }
  return micros / 1000;
}

function later(stamp: Stamp, ms: number): Stamp {
  switch (stamp.kind) {
    case 'absolute': {
      const { kind, offsetMinutes } = stamp;
      const at = stamp.ms + ms;
      return offsetMinutes === undefined ? { kind, ms: at } : { kind, ms: at, offsetMinutes };
    }
    case 'bare': {
      // Not by a spread: V8 copies that slowly where the field it then changes is no whole number.
      const { kind, year, month, day } = stamp;
      const msOfDay = stamp.msOfDay + ms;
      return year === undefined
        ? { kind, month, day, msOfDay }
        : { kind, year, month, day, msOfDay };
    }
    default:
      return stamp;
  }
}
