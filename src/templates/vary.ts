import type { Outcome } from './outcome.js';
import { MAX_PLACES, placesOf, probesOf, zeroed } from './probes.js';
import type { Span } from './runs.js';

/** Digits that change nothing of what a line is. */
export interface Variation {
  readonly free: readonly Span[];
  /** Those of which the first digit must not become a zero. */
  readonly nonZero: readonly Span[];
  readonly places: readonly number[];
  readonly probes: readonly string[];
  /** Of the probes. */
  readonly outcomes: readonly Outcome[];
}

/** Of lines with more runs none is tried by itself. */
const MAX_TRIED = 16;

/** The outcome of a text that is of the same kind; `undefined` for one that is not. */
type ReadAlike = (text: string) => Outcome | undefined;

/** Tries other digits in all runs at once and, where that changes what the line is, in one run after the other. */
export function vary(
  text: string,
  runs: readonly Span[],
  readAlike: ReadAlike,
): Variation | undefined {
  if (placesOf(runs).length > MAX_PLACES) return undefined;
  const whole = tryAll(text, runs, [], readAlike);
  if (whole !== undefined || runs.length > MAX_TRIED) return whole;
  let best = tryAll(text, [], [], readAlike);
  for (const run of runs) {
    if (best === undefined) return undefined;
    const { free, nonZero } = best;
    const more = [...free, run];
    best =
      tryAll(text, more, nonZero, readAlike) ??
      tryAll(text, more, [...nonZero, run], readAlike) ??
      best;
  }
  return best;
}

function tryAll(
  text: string,
  free: readonly Span[],
  nonZero: readonly Span[],
  readAlike: ReadAlike,
): Variation | undefined {
  const places = placesOf(free);
  const probes = probesOf(text, places);
  const outcomes: Outcome[] = [];
  for (const probe of probes) {
    const outcome = readAlike(probe);
    if (outcome === undefined) return undefined;
    outcomes.push(outcome);
  }
  const mayBeZero = free.filter((run) => !nonZero.includes(run));
  if (readAlike(zeroed(text, mayBeZero)) === undefined) return undefined;
  return { free, nonZero, places, probes, outcomes };
}
