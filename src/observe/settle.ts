import type { EpochMs } from '../model/time.js';
import type { RawCoverage } from './coverage.js';
import { isYearless, nearestYear } from './year.js';

/** Gives stamps without year the year that brings them nearest to the sources that have one. */
export function createClockSettler(
  covered: readonly RawCoverage[],
): (at: EpochMs, source: string) => EpochMs {
  const known = covered
    .flatMap(({ from, to }) => [from ?? [], to ?? []].flat())
    .filter((at) => !isYearless(at))
    .sort((a, b) => a - b);
  const anchor = known[Math.floor(known.length / 2)];
  return (at) => (anchor === undefined || !isYearless(at) ? at : nearestYear(at, anchor));
}
