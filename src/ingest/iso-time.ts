import { twoDigits } from '../model/digits.js';
import type { EpochMs } from '../model/time.js';

const FIRST_YEAR = 1970;
/** More digits of a second are left to who reads text. */
const MAX_FRACTION_DIGITS = 9;
const DASH = 0x2d;
const COLON = 0x3a;

/**
 * Reads times of lines that begin with `YYYY-MM-DD[T ]hh:mm:ss[.fraction][Z|±hh:mm|±hhmm|±hh]`, without making text of
 * them: the same to the last bit as parse/rough-time.ts. `undefined`: it is for that to tell.
 */
export function createIsoReader(bytes: Buffer): (start: number) => EpochMs | undefined {
  // Neighbouring lines share their day.
  let knownDate = -1;
  let knownMs = Number.NaN;

  const dayMs = (year: number, month: number, day: number): number => {
    const date = (year * 100 + month) * 100 + day;
    if (date !== knownDate) {
      const ms = Date.UTC(year, month - 1, day);
      const isReal = new Date(ms).getUTCDate() === day && month >= 1 && month <= 12;
      knownMs = isReal && year >= FIRST_YEAR ? ms : Number.NaN;
      knownDate = date;
    }
    return knownMs;
  };

  return (start) => {
    if (bytes[start + 4] !== DASH || bytes[start + 7] !== DASH) return undefined;
    const between = bytes[start + 10];
    if (between !== 0x54 && between !== 0x20 && between !== 0x74) return undefined;
    const year = twoDigits(bytes, start) * 100 + twoDigits(bytes, start + 2);
    const midnight = dayMs(year, twoDigits(bytes, start + 5), twoDigits(bytes, start + 8));
    const second = secondOfDay(bytes, start + 11);
    if (Number.isNaN(midnight) || Number.isNaN(second)) return undefined;
    return withRest(bytes, start + 19, midnight, second * 1000);
  };
}

/** `hh:mm:ss`; NaN where there is no such time. */
function secondOfDay(bytes: Buffer, at: number): number {
  if (bytes[at + 2] !== COLON || bytes[at + 5] !== COLON) return Number.NaN;
  const hour = twoDigits(bytes, at);
  const minute = twoDigits(bytes, at + 3);
  const second = twoDigits(bytes, at + 6);
  return hour <= 23 && minute <= 59 && second <= 60
    ? (hour * 60 + minute) * 60 + second
    : Number.NaN;
}

/** With the fraction and the zone that stand at a place. */
function withRest(bytes: Buffer, start: number, midnight: EpochMs, msOfDay: number) {
  let at = start;
  let micros = 0;
  const mark = bytes[at];
  if (mark === 0x2e || mark === 0x2c) {
    let digits = 0;
    for (; digits <= MAX_FRACTION_DIGITS; digits += 1) {
      const digit = (bytes[at + 1 + digits] ?? 0) - 0x30;
      if (digit < 0 || digit > 9) break;
      if (digits < 6) micros = micros * 10 + digit;
    }
    if (digits > MAX_FRACTION_DIGITS) return undefined;
    for (let missing = 6 - digits; missing > 0; missing -= 1) micros *= 10;
    if (digits > 0) at += 1 + digits;
  }
  const fractionMs = micros / 1000;
  const offset = zoneMinutes(bytes, at);
  // In this order: sums of fractions differ by it.
  return Number.isNaN(offset)
    ? midnight + (msOfDay + fractionMs)
    : midnight + msOfDay - offset * 60_000 + fractionMs;
}

function zoneMinutes(bytes: Buffer, at: number): number {
  const mark = bytes[at];
  if (mark === 0x5a || mark === 0x7a) return 0;
  if (mark !== 0x2b && mark !== DASH) return Number.NaN;
  const hours = twoDigits(bytes, at + 1);
  if (!(hours <= 23)) return Number.NaN;
  const minutes = twoDigits(bytes, bytes[at + 3] === COLON ? at + 4 : at + 3);
  const total = hours * 60 + (Number.isNaN(minutes) ? 0 : minutes);
  return mark === DASH ? -total : total;
}
