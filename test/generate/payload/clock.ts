import { type EpochMs, toMicros } from '../../../src/model/time.js';

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** A wall clock: date and time as text parts, in a zone so many minutes east of Greenwich. */
export interface WallClock {
  readonly date: string;
  readonly time: string;
  readonly micros: string;
  readonly year: string;
  readonly month: string;
  readonly day: string;
  readonly monthName: string;
  readonly dayName: string;
}

const two = (value: number): string => String(value).padStart(2, '0');

export function wallClock(at: EpochMs, offsetMinutes = 0): WallClock {
  const total = toMicros(at);
  const seconds = Math.floor(total / 1_000_000);
  const date = new Date((seconds + offsetMinutes * 60) * 1000);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  return {
    date: `${year}-${two(month + 1)}-${two(day)}`,
    time: `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())}`,
    micros: String(total - seconds * 1_000_000).padStart(6, '0'),
    year: String(year),
    month: two(month + 1),
    day: two(day),
    monthName: MONTHS[month] ?? '',
    dayName: DAYS[date.getUTCDay()] ?? '',
  };
}

/** `+0200`, or `+02:00` with a colon. */
export function zoneText(offsetMinutes: number, separator: '' | ':' = ''): string {
  const minutes = Math.abs(offsetMinutes);
  const sign = offsetMinutes < 0 ? '-' : '+';
  return `${sign}${two(Math.floor(minutes / 60))}${separator}${two(minutes % 60)}`;
}

/** RFC 3339 zone: `Z` for UTC. */
export const rfc3339Zone = (offsetMinutes: number): string =>
  offsetMinutes === 0 ? 'Z' : zoneText(offsetMinutes, ':');

/** Go's `Duration.String()` of so many milliseconds: `1.234567891s`, `103.4ms`, `1m5s`, `0s`. */
export function goDuration(ms: number): string {
  const nanos = Math.round(ms * 1e6);
  if (nanos === 0) return '0s';
  if (nanos < 1e3) return `${nanos}ns`;
  if (nanos < 1e6) return `${nanos / 1e3}µs`;
  if (nanos < 1e9) return `${nanos / 1e6}ms`;
  const hours = Math.floor(nanos / 3.6e12);
  const minutes = Math.floor((nanos % 3.6e12) / 6e10);
  const seconds = `${(nanos % 6e10) / 1e9}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}
