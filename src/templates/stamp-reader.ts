import type { Stamp } from '../parse/envelope.js';
import type { KnownStamp } from './template.js';

/**
 * Reads the stamp at one place of lines that are alike; of most of them it is that of the last one, or its second is.
 * Data, not a closure: one function for all of them is compiled well.
 */
export interface StampReader {
  readonly place: KnownStamp;
  /** Place of the digits behind the point; the end of the stamp where it has none. */
  readonly fractionAt: number;
  readonly fractionEnd: number;
  /** The stamp read last, with zeros for its fraction. */
  readonly last: Buffer;
  whole: Stamp | undefined;
}

const FRACTION = /[.,](\d{1,9})/;
const MICRO_DIGITS = 6;
const ZERO = 0x30;

/** `sample`: the line that the place is of. */
export function createStampReader(place: KnownStamp, sample: string): StampReader {
  const { from, to, read } = place;
  const found = FRACTION.exec(sample.slice(from, to));
  const fractionAt = found === null ? to : from + found.index + 1;
  const fractionEnd = fractionAt + (found?.[1]?.length ?? 0);
  const last = Buffer.from(sample.slice(from, to)).fill('0', fractionAt - from, fractionEnd - from);
  return { place, fractionAt, fractionEnd, last, whole: read(last.toString()) };
}

/** `undefined` where the place holds no stamp: not everything that looks like one is a date. */
export function readStamp(reader: StampReader, bytes: Buffer, start: number): Stamp | undefined {
  const { fractionAt, fractionEnd, last, place } = reader;
  const { from, to, role } = place;
  const begin = start + from;
  const isLast =
    isSame(bytes, begin, last, 0, fractionAt - from) &&
    isSame(bytes, begin, last, fractionEnd - from, to - from);
  if (!isLast) remember(reader, bytes, begin);
  const { whole } = reader;
  if (whole === undefined || fractionAt === to || role === undefined) return whole;
  return withFraction(whole, millis(bytes, start + fractionAt, start + fractionEnd));
}

function isSame(
  bytes: Uint8Array,
  begin: number,
  last: Uint8Array,
  from: number,
  to: number,
): boolean {
  for (let at = from; at < to; at += 1) if (bytes[begin + at] !== last[at]) return false;
  return true;
}

function remember(reader: StampReader, bytes: Buffer, begin: number): void {
  const { fractionAt, fractionEnd, last, place } = reader;
  const { from } = place;
  const { length } = last;
  for (let at = 0; at < length; at += 1) last[at] = bytes[begin + at] ?? 0;
  for (let at = fractionAt - from; at < fractionEnd - from; at += 1) last[at] = ZERO;
  reader.whole = place.read(last.toString('latin1'));
}

/** Digits behind the point in milliseconds, cut to whole microseconds. */
function millis(bytes: Buffer, from: number, to: number): number {
  let micros = 0;
  for (let at = 0; at < MICRO_DIGITS; at += 1) {
    micros = micros * 10 + (from + at < to ? (bytes[from + at] ?? ZERO) - ZERO : 0);
  }
  return micros / 1000;
}

function withFraction(stamp: Stamp, fraction: number): Stamp {
  switch (stamp.kind) {
    case 'absolute':
      return { kind: 'absolute', ms: stamp.ms + fraction };
    case 'bare':
      return { ...stamp, msOfDay: stamp.msOfDay + fraction };
    default:
      return stamp;
  }
}
