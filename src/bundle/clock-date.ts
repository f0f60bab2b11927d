import { offsetOfName } from './clock-zones.js';

/** A moment and how far the clock that told it is east of UTC. */
export interface ZonedMoment {
  readonly offsetMinutes: number;
  readonly at: number;
}

const MONTHS: ReadonlyMap<string, number> = new Map(
  [
    'jan',
    'feb',
    'mar',
    'apr',
    'may',
    'jun',
    'jul',
    'aug',
    'sep',
    'oct',
    'nov',
    'dec',
    'mär',
    'mrz',
    'mai',
    'okt',
    'dez',
  ].map((name, index) => [
    name,
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 2, 2, 4, 9, 11][index] ?? 0,
  ]),
);
const DAY_NAME = '(?:[\\p{L}]{2,12}\\.?,?\\s+)?';
const TIME =
  '(?<hour>\\d{1,2}):(?<minute>\\d\\d):(?<second>\\d\\d)(?:[.,](?<fraction>\\d{1,9}))?(?:\\s*(?<half>[AP]M))?';
const ZONE = '(?<zone>[A-Za-z]{1,5}|(?:UTC|GMT)?[+-]\\d\\d(?::?\\d\\d)?)';
const MONTH = '(?<month>\\p{L}{3,4})\\.?';
const DAY = '(?<day>\\d{1,2})\\.?';
const YEAR = '(?<year>\\d{4})';
const FORMS: readonly RegExp[] = [
  `${DAY_NAME}${MONTH}\\s+${DAY}\\s+${TIME}\\s+${ZONE}\\s+${YEAR}`,
  `${DAY_NAME}${DAY}\\s+${MONTH}\\s+${YEAR},?\\s+${TIME}\\s+${ZONE}`,
  `${DAY_NAME}${DAY}\\s+${MONTH}\\s+${TIME}\\s+${ZONE}\\s+${YEAR}`,
  `${DAY_NAME}${YEAR}-(?<month>\\d\\d)-(?<day>\\d\\d)[T ]${TIME}\\s*${ZONE}(?:\\s+UTC)?`,
  `${YEAR}\\s*[年년]\\s*(?<month>\\d{1,2})\\s*[月월]\\s*(?<day>\\d{1,2})\\s*[日일]\\s+\\S+\\s+${TIME}\\s+${ZONE}`,
].map((form) => new RegExp(`^${form}$`, 'u'));
const CHINESE = /年/;
const MAX_CHARS = 100;

/**
 * Reads a whole line as `date` or RFC 3339 prints it. `undefined` for anything else, and where the zone's
 * name stands for several zones; CST in a Chinese date is China's.
 */
export function parseZonedDate(line: string): ZonedMoment | undefined {
  const text = line.trim();
  if (text.length > MAX_CHARS || !/\d:\d\d:\d\d/.test(text)) return undefined;
  for (const form of FORMS) {
    const groups = form.exec(text)?.groups;
    if (!groups) continue;
    const zone = groups.zone ?? '';
    const offsetMinutes = CHINESE.test(text) && zone === 'CST' ? 480 : offsetOfName(zone);
    const local = offsetMinutes === undefined ? undefined : localTime(groups);
    if (offsetMinutes === undefined || local === undefined) return undefined;
    return { offsetMinutes, at: local - offsetMinutes * 60_000 };
  }
  return undefined;
}

/** The wall clock's time as if it were UTC; `undefined` where there is no such day or hour. */
export function localTime(
  groups: Readonly<Record<string, string | undefined>>,
): number | undefined {
  const month = /^\d+$/.test(groups.month ?? '')
    ? Number(groups.month) - 1
    : MONTHS.get((groups.month ?? '').toLowerCase().slice(0, 3));
  const [year, day, minute, second] = [groups.year, groups.day, groups.minute, groups.second].map(
    Number,
  );
  const hour = hourOf(Number(groups.hour), groups.half);
  if (month === undefined || hour > 23) return undefined;
  const ms = Date.UTC(year ?? 0, month, day, hour, minute, second);
  const date = new Date(ms);
  // Date.UTC turns 31 February into March.
  if (date.getUTCMonth() !== month || date.getUTCDate() !== day) return undefined;
  return ms + Math.floor(Number(`0.${groups.fraction ?? 0}`) * 1000);
}

const hourOf = (hour: number, half: string | undefined): number =>
  half === undefined ? hour : (hour % 12) + (half === 'PM' ? 12 : 0);
