/** Milliseconds since the Unix epoch, UTC. The fraction carries microseconds. */
export type EpochMs = number;

/** A point in time. `assumed`: the text lacked year or zone and a neighbour (or nothing) filled it in. */
export interface Instant {
  readonly ms: EpochMs;
  readonly assumed: boolean;
}

/**
 * The year of stamps without one where nothing in the input tells it. A leap year, so that 29 February
 * stays a date; a constant, so that the same input gives the same report on every day.
 */
export const UNKNOWN_YEAR = 2000;

const NO_YEAR_FROM = Date.UTC(UNKNOWN_YEAR - 10, 0, 1);
const NO_YEAR_TO = Date.UTC(UNKNOWN_YEAR + 10, 0, 1);

/**
 * A time whose year nothing told: it stands in `UNKNOWN_YEAR`, or beside it where the log goes over New Year,
 * long before any of these products existed.
 */
export const hasNoYear = (ms: EpochMs): boolean => ms >= NO_YEAR_FROM && ms < NO_YEAR_TO;

/** Whole microseconds: what a report prints and a test compares. */
export const toMicros = (ms: EpochMs): number => Math.round(ms * 1000);

/** RFC 3339 in UTC with `Z`; milliseconds or microseconds only where there are any. */
export function formatInstant(ms: EpochMs): string {
  const micros = toMicros(ms);
  const whole = Math.floor(micros / 1_000_000);
  const rest = micros - whole * 1_000_000;
  const date = new Date(whole * 1000);
  if (Number.isNaN(date.getTime())) return 'invalid';
  const head = date.toISOString().slice(0, -5);
  if (rest === 0) return `${head}Z`;
  const digits = String(rest).padStart(6, '0');
  return `${head}.${digits.endsWith('000') ? digits.slice(0, 3) : digits}Z`;
}
