// Neighbouring lines share their day, so one remembered day answers nearly every call.
let knownYear = 0;
let knownMonth = 0;
let knownDay = 0;
let knownMs = Number.NaN;

/** Midnight UTC of a date, NaN where there is no such date. */
export function dayMs(year: number, month: number, day: number): number {
  if (day === knownDay && month === knownMonth && year === knownYear) return knownMs;
  const ms = Date.UTC(year, month - 1, day);
  const date = new Date(ms);
  const real = year > 0 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  knownYear = year;
  knownMonth = month;
  knownDay = day;
  // Date.UTC reads years below 100 as 19xx; no log is that old.
  knownMs = real && year >= 100 ? ms : Number.NaN;
  return knownMs;
}

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
/** Whether a month has such a day in some year. */
export const isDate = (month: number, day: number): boolean =>
  day >= 1 && day <= (DAYS_IN_MONTH[month - 1] ?? 0);
