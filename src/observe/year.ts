import { type EpochMs, UNKNOWN_YEAR } from '../model/time.js';

const FROM = Date.UTC(UNKNOWN_YEAR, 0, 1);
const TO = Date.UTC(UNKNOWN_YEAR + 1, 0, 1);

/** A stamp without year stands in `UNKNOWN_YEAR`, long before any of these products existed. */
export const isYearless = (ms: EpochMs): boolean => ms >= FROM && ms < TO;

/** The same day and time in the year that brings it nearest to `anchor`. */
export function nearestYear(ms: EpochMs, anchor: EpochMs): EpochMs {
  const date = new Date(Math.floor(ms));
  const fraction = ms - Math.floor(ms);
  const year = new Date(anchor).getUTCFullYear();
  const candidates = [year - 1, year, year + 1].flatMap((candidate) => {
    const moved = new Date(date);
    moved.setUTCFullYear(candidate);
    return moved.getUTCMonth() === date.getUTCMonth() ? [moved.getTime() + fraction] : [];
  });
  return candidates.reduce(
    (best, at) => (Math.abs(at - anchor) < Math.abs(best - anchor) ? at : best),
    candidates[0] ?? ms,
  );
}
