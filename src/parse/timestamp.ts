import { dayMs, isDate } from './calendar.js';
import { digitAt, fourDigits, readDay, twoDigits } from './digits.js';
import type { Stamp } from './envelope.js';
import { MONTHS } from './months.js';

/** A stamp and the index of the first character behind it. */
export interface ReadStamp {
  readonly stamp: Stamp;
  readonly end: number;
}

const DAY_MS = 86_400_000;
const NONE = -1;
const SPACE = 0x20;
const COLON = 0x3a;
const DASH = 0x2d;

// Many lines share their second with the line before.
let knownSecond = '\n';
let knownSecondMs = Number.NaN;

let clockEnd = 0;

/** `hh:mm:ss` as milliseconds of the day, -1 where there is none. */
function readWholeSeconds(text: string, at: number): number {
  const hour = twoDigits(text, at);
  const minute = twoDigits(text, at + 3);
  const second = twoDigits(text, at + 6);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return NONE;
  if (text.charCodeAt(at + 2) !== COLON || text.charCodeAt(at + 5) !== COLON) return NONE;
  return ((hour * 60 + minute) * 60 + second) * 1000;
}

/**
 * `hh:mm:ss[.fraction]` as milliseconds of the day with microseconds as a fraction, -1 where there is none.
 * `clockEnd` is the index behind it: a second return value without an allocation per line.
 */
function readClock(text: string, at: number): number {
  const whole = readWholeSeconds(text, at);
  if (whole < 0) return NONE;
  clockEnd = at + 8;
  const mark = text.charCodeAt(clockEnd);
  if ((mark !== 0x2e && mark !== 0x2c) || digitAt(text, clockEnd + 1) < 0) return whole;
  return whole + readFraction(text, clockEnd + 1);
}

/** Fraction of a second in milliseconds, cut to whole microseconds. Leaves its end in `clockEnd`. */
function readFraction(text: string, start: number): number {
  let micros = 0;
  let at = start;
  for (let digit = digitAt(text, at); digit >= 0; digit = digitAt(text, at)) {
    if (at - start < 6) micros = micros * 10 + digit;
    at += 1;
  }
  for (let missing = 6 - (at - start); missing > 0; missing -= 1) micros *= 10;
  clockEnd = at;
  return micros / 1000;
}

/**
 * Offset in minutes of `Z`, `±hh:mm`, `±hhmm` or `±hh` at an index; NaN where there is none.
 * Leaves its end in `clockEnd`.
 */
function readZone(text: string, at: number): number {
  const mark = text.charCodeAt(at);
  if (mark === 0x5a || mark === 0x7a) {
    clockEnd = at + 1;
    return 0;
  }
  if (mark !== 0x2b && mark !== DASH) return Number.NaN;
  const hours = twoDigits(text, at + 1);
  if (hours < 0 || hours > 23) return Number.NaN;
  const minutesAt = text.charCodeAt(at + 3) === COLON ? at + 4 : at + 3;
  const minutes = twoDigits(text, minutesAt);
  clockEnd = minutes < 0 ? at + 3 : minutesAt + 2;
  const total = hours * 60 + Math.max(minutes, 0);
  return mark === DASH ? -total : total;
}

/**
 * Reads `YYYY-MM-DD[T ]hh:mm:ss[.fraction][Z|±hh:mm|±hhmm|±hh]`; the fraction may follow a comma (dmesg).
 * With a zone the stamp is absolute, without one it is bare with its year. Beyond microseconds digits are
 * cut. `undefined` where there is no such text or no such date.
 */
export function readRfc3339(text: string, start = 0): ReadStamp | undefined {
  return readDated(text, start, DASH);
}

/** Reads the stamp of Go's log package: `2026/11/21 06:16:52[.ffffff]`. */
export function readGoLogStamp(text: string, start = 0): ReadStamp | undefined {
  return readDated(text, start, 0x2f);
}

function readDated(text: string, start: number, separator: number): ReadStamp | undefined {
  if (text.charCodeAt(start + 4) !== separator || text.charCodeAt(start + 7) !== separator) {
    return undefined;
  }
  if (text.startsWith(knownSecond, start)) return readRest(text, start + 19, knownSecondMs);
  const between = text.charCodeAt(start + 10);
  if (between !== 0x54 && between !== SPACE && between !== 0x74) return undefined;
  const year = fourDigits(text, start);
  const month = twoDigits(text, start + 5);
  const day = twoDigits(text, start + 8);
  const date = dayMs(year, month, day);
  const wholeMs = readWholeSeconds(text, start + 11);
  if (wholeMs < 0 || Number.isNaN(date)) return undefined;
  knownSecond = text.slice(start, start + 19);
  knownSecondMs = date + wholeMs;
  return readRest(text, start + 19, knownSecondMs);
}

/** Fraction and zone behind `YYYY-MM-DD hh:mm:ss`, whose instant in UTC is known. */
function readRest(text: string, start: number, secondMs: number): ReadStamp {
  clockEnd = start;
  const mark = text.charCodeAt(start);
  const isFraction = (mark === 0x2e || mark === 0x2c) && digitAt(text, start + 1) >= 0;
  const fractionMs = isFraction ? readFraction(text, start + 1) : 0;
  const offset = readZone(text, clockEnd);
  const stamp: Stamp = Number.isNaN(offset)
    ? bareOf(secondMs, fractionMs)
    : absoluteOf(secondMs + fractionMs, offset);
  return { stamp, end: clockEnd };
}

/** `wallMs`: a wall clock that is so many minutes ahead of UTC, counted as if it were UTC. */
function absoluteOf(wallMs: number, offsetMinutes: number): Stamp {
  const ms = wallMs - offsetMinutes * 60_000;
  return offsetMinutes === 0 ? { kind: 'absolute', ms } : { kind: 'absolute', ms, offsetMinutes };
}

/** A second of the wall clock, counted as if it were UTC, as a stamp without a zone. */
function bareOf(secondMs: number, fractionMs: number): Stamp {
  const msOfDay = (secondMs % DAY_MS) + fractionMs;
  const date = new Date(secondMs);
  return {
    kind: 'bare',
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    msOfDay,
  };
}

/** Month 1 … 12 of an English or localised short name, any case, with or without a dot. */
export function readMonth(word: string): number | undefined {
  const known = MONTHS.get(word);
  if (known !== undefined) return known;
  const plain = word.normalize('NFC').toLowerCase().trim();
  return MONTHS.get(plain.endsWith('.') ? plain.slice(0, -1) : plain);
}

const ENGLISH: ReadonlyMap<number, number> = new Map(
  [...MONTHS]
    .filter(([name]) => /^[a-z]{3}$/.test(name))
    .map(([name, no]) => [packed(name, 0), no]),
);

/** Three letters in one number, lower case; other characters give numbers that no month has. */
function packed(text: string, at: number): number {
  const low = (code: number): number => (code < 0x80 ? code | 0x20 : 0xff);
  return (
    (low(text.charCodeAt(at)) << 16) |
    (low(text.charCodeAt(at + 1)) << 8) |
    low(text.charCodeAt(at + 2))
  );
}

/** Longest month name in MONTHS, with its dot. */
const MAX_MONTH_LENGTH = 10;

/** The month at an index and the index of the blank behind it. */
function readMonthWord(text: string, start: number): { month: number; end: number } | undefined {
  if (text.charCodeAt(start + 3) === SPACE) {
    const month = ENGLISH.get(packed(text, start));
    if (month !== undefined) return { month, end: start + 3 };
  }
  const from = text.charCodeAt(start) === SPACE ? start + 1 : start;
  const end = text.indexOf(' ', from);
  if (end <= from || end - from > MAX_MONTH_LENGTH) return undefined;
  // Cheap, and true of most lines that are no date: the day and the time stand at known places.
  if (digitAt(text, end + 2) < 0 && digitAt(text, end + 1) < 0) return undefined;
  const month = readMonth(text.slice(from, end));
  return month === undefined ? undefined : { month, end };
}

/**
 * Reads `Apr 15 10:00:01[.ffffff]` and its kin: `Apr  5 …`, `4月 15 …`, ` 4月 15 …`, and with a year
 * between day and time as some syslog daemons write it. Gives a bare stamp, `undefined` where there is none.
 */
export function readMonthDayTime(text: string, start = 0): ReadStamp | undefined {
  const name = readMonthWord(text, start);
  if (name === undefined) return undefined;
  const { day, end } = readDay(text, name.end + 1);
  if (end === 0 || text.charCodeAt(end) !== SPACE || !isDate(name.month, day)) return undefined;
  const msOfDay = readClock(text, end + 1);
  if (msOfDay >= 0) {
    return { stamp: { kind: 'bare', month: name.month, day, msOfDay }, end: clockEnd };
  }
  const year = fourDigits(text, end + 1);
  if (year < 0 || text.charCodeAt(end + 5) !== SPACE) return undefined;
  return readBare(text, { year, month: name.month, day, clockAt: end + 6 });
}

interface BareParts {
  readonly year?: number;
  readonly month: number;
  readonly day: number;
  readonly clockAt: number;
}

function readBare(text: string, parts: BareParts): ReadStamp | undefined {
  const { clockAt, ...date } = parts;
  const msOfDay = readClock(text, clockAt);
  if (msOfDay < 0) return undefined;
  if (date.year !== undefined && Number.isNaN(dayMs(date.year, date.month, date.day))) {
    return undefined;
  }
  return { stamp: { kind: 'bare', ...date, msOfDay }, end: clockEnd };
}

/** Reads the stamp of a klog header, behind the severity letter: `0415 10:00:03.703777`. No year, no zone. */
export function readKlogStamp(text: string, start = 0): ReadStamp | undefined {
  const month = twoDigits(text, start);
  const day = twoDigits(text, start + 2);
  if (text.charCodeAt(start + 4) !== SPACE || !isDate(month, day)) return undefined;
  const msOfDay = readClock(text, start + 5);
  return msOfDay < 0 ? undefined : { stamp: { kind: 'bare', month, day, msOfDay }, end: clockEnd };
}

/** Whether a weekday can stand there: a short run of letters, in any script. */
function isWord(text: string, start: number, end: number): boolean {
  if (end <= start || end - start > MAX_MONTH_LENGTH) return false;
  for (let at = start; at < end; at += 1) {
    const code = text.charCodeAt(at);
    const letter = (code | 0x20) >= 0x61 && (code | 0x20) <= 0x7a;
    if (!letter && code < 0x80 && !(code === 0x2e && at === end - 1)) return false;
  }
  return true;
}

/** Reads `%c` with weekday first and year last: `Sat Nov 21 06:36:39 2026` (keepalived, dmesg -T). */
export function readCtime(text: string, start = 0): ReadStamp | undefined {
  const blank = text.indexOf(' ', start);
  if (!isWord(text, start, blank)) return undefined;
  const read = readMonthDayTime(text, blank + 1);
  if (read?.stamp.kind !== 'bare' || text.charCodeAt(read.end) !== SPACE) return undefined;
  const year = fourDigits(text, read.end + 1);
  const { month, day, msOfDay } = read.stamp;
  if (year < 0 || Number.isNaN(dayMs(year, month, day))) return undefined;
  return { stamp: { kind: 'bare', year, month, day, msOfDay }, end: read.end + 5 };
}

/** Reads seconds since the epoch with an optional fraction: `1713763231.1651144`. */
export function readEpochSeconds(text: string, start = 0): ReadStamp | undefined {
  let seconds = 0;
  let at = start;
  for (let digit = digitAt(text, at); digit >= 0; digit = digitAt(text, at)) {
    seconds = seconds * 10 + digit;
    at += 1;
  }
  if (at - start < 9 || at - start > 11) return undefined;
  clockEnd = at;
  const fraction =
    text.charCodeAt(at) === 0x2e && digitAt(text, at + 1) >= 0 ? readFraction(text, at + 1) : 0;
  return { stamp: { kind: 'absolute', ms: seconds * 1000 + fraction }, end: clockEnd };
}

/**
 * Reads systemd's own form: `Tue 2025-04-15 10:00:01[.ffffff] UTC`. `UTC`, `GMT`, `Z` and numeric zones
 * give an absolute stamp; other names (`CEST`, `America/Bogota`) mean different offsets to different
 * people and give a bare one with its year. Source: systemd format_timestamp_style().
 */
export function readWeekdayIso(text: string, start = 0): ReadStamp | undefined {
  const blank = text.indexOf(' ', start);
  if (!isWord(text, start, blank)) return undefined;
  const read = readRfc3339(text, blank + 1);
  if (read === undefined || text.charCodeAt(read.end) !== SPACE) return read;
  return readZoneName(text, read);
}

const ZONE_NAME = /[A-Za-z][A-Za-z0-9_+-]*(?:\/[A-Za-z0-9_+-]+)*(?= |$)/y;

function readZoneName(text: string, read: ReadStamp): ReadStamp {
  const { stamp } = read;
  if (stamp.kind !== 'bare' || stamp.year === undefined) return read;
  const at = read.end + 1;
  const midnight = dayMs(stamp.year, stamp.month, stamp.day);
  const absolute = (offset: number, end: number): ReadStamp => ({
    stamp: absoluteOf(midnight + stamp.msOfDay, offset),
    end,
  });
  const offset = readZone(text, at);
  if (!Number.isNaN(offset) && isBlankOrEnd(text, clockEnd)) return absolute(offset, clockEnd);
  ZONE_NAME.lastIndex = at;
  const name = ZONE_NAME.exec(text)?.[0];
  if (name === undefined) return read;
  const end = at + name.length;
  return name === 'UTC' || name === 'GMT' ? absolute(0, end) : { stamp, end };
}

const isBlankOrEnd = (text: string, at: number): boolean =>
  at === text.length || text.charCodeAt(at) === SPACE;

/** The stamp of whole microseconds since the epoch (journald's `__REALTIME_TIMESTAMP`). */
export function stampOfMicros(micros: string): Stamp | undefined {
  if (!/^\d{1,17}$/.test(micros)) return undefined;
  const value = Number(micros);
  return { kind: 'absolute', ms: value / 1000 };
}
