import type { EpochMs } from '../model/time.js';
import type { RawCoverage } from './coverage.js';
import type { Settle } from './runs.js';
import { isYearless, nearestYear } from './year.js';

const MINUTE_MS = 60_000;

/**
 * Completes assumed times: stamps without year get the one that brings them nearest to the sources that
 * have one, stamps read as UTC for want of a zone are moved by what the bundle tells of the zone.
 */
export function createSettle(
  covered: readonly RawCoverage[],
  offsetOf: (source: string, at: EpochMs) => number,
): Settle {
  const known = covered
    .flatMap(({ from, to }) => [from ?? [], to ?? []].flat())
    .filter((at) => !isYearless(at))
    .sort((a, b) => a - b);
  const anchor = known[Math.floor(known.length / 2)];
  const zoneless = new Set(covered.filter((one) => one.zoneless).map(({ source }) => source));
  return (at, source) => {
    const dated = anchor === undefined || !isYearless(at) ? at : nearestYear(at, anchor);
    return zoneless.has(source) ? dated - offsetOf(source, dated) * MINUTE_MS : dated;
  };
}
