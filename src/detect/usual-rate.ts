import { median, medianAbsoluteDeviation } from 'simple-statistics';
import type { EpochMs } from '../model/time.js';

/** Counts side by side: `counts[n]` belongs to [startMs + n * bucketMs, startMs + (n + 1) * bucketMs). */
export interface RateSeries {
  readonly startMs: EpochMs;
  readonly bucketMs: number;
  readonly counts: readonly number[];
}

export interface Baseline {
  readonly perMinute: number;
  readonly source: 'input';
}

const MINUTE_MS = 60_000;
const MIN_MINUTES = 10;
/** Makes the median absolute deviation an estimate of the standard deviation of a normal distribution. */
const MAD_TO_SIGMA = 1.4826;
/** The cut-off of Iglewicz and Hoaglin, "How to Detect and Handle Outliers" (1993). */
const BURST_Z = 3.5;

/** Of the buckets that touch none of the intervals. */
export function countOutside(
  { startMs, bucketMs, counts }: RateSeries,
  intervals: readonly { readonly from: EpochMs; readonly to: EpochMs }[],
): number {
  return counts.reduce((sum, count, index) => {
    if (count === 0) return sum;
    const start = startMs + index * bucketMs;
    const touches = intervals.some(({ from, to }) => start <= to && start + bucketMs > from);
    return touches ? sum : sum + count;
  }, 0);
}

/** Rates per minute of the buckets that do not touch [from, to]; empty where they make up less than ten minutes. */
function ratesOutside(series: RateSeries, from: EpochMs, to: EpochMs): readonly number[] {
  const { startMs, bucketMs, counts } = series;
  const minutes = bucketMs / MINUTE_MS;
  const rates = counts.flatMap((count, index) => {
    const start = startMs + index * bucketMs;
    return start > to || start + bucketMs <= from ? count / minutes : [];
  });
  return rates.length * minutes >= MIN_MINUTES ? rates : [];
}

/**
 * The median rate outside [from, to]: what is usual in this very input. The first and last minute count although they
 * may be cut. `undefined` where fewer than ten minutes lie outside.
 */
export function baselineOf(series: RateSeries, from: EpochMs, to: EpochMs): Baseline | undefined {
  const rates = ratesOutside(series, from, to);
  if (rates.length === 0) return undefined;
  return { perMinute: median([...rates]), source: 'input' };
}

/**
 * How many robust standard deviations the rate lies above the median of the rates outside [from, to]. The deviation is
 * taken from the MAD, but never below that of a Poisson process of the same rate (or of one per minute), so that a
 * single record in a silent log is no burst. `undefined` where fewer than ten minutes lie outside.
 */
export function robustZ(
  perMinute: number,
  series: RateSeries,
  from: EpochMs,
  to: EpochMs,
): number | undefined {
  const rates = ratesOutside(series, from, to);
  if (rates.length === 0) return undefined;
  const middle = median([...rates]);
  const spread = MAD_TO_SIGMA * medianAbsoluteDeviation([...rates]);
  return (perMinute - middle) / Math.max(spread, Math.sqrt(Math.max(middle, 1)));
}

/** Whether the rate stands out from the rest of the input; `undefined` where there is too little rest. */
export function isBurst(
  perMinute: number,
  series: RateSeries,
  from: EpochMs,
  to: EpochMs,
): boolean | undefined {
  const z = robustZ(perMinute, series, from, to);
  return z === undefined ? undefined : z >= BURST_Z;
}
