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

/** Groups of runs that are tried; what is left then stays as it is. */
const MAX_TRIES = 32;

/** The outcome of a text that is of the same kind; `undefined` for one that is not. */
type ReadAlike = (text: string) => Outcome | undefined;

/**
 * Tries other digits in all runs at once and, where that changes what the line is, in each half of them, and so on:
 * runs that matter stay as they are.
 */
export function vary(
  text: string,
  runs: readonly Span[],
  readAlike: ReadAlike,
): Variation | undefined {
  if (placesOf(runs).length > MAX_PLACES) return undefined;
  const whole = tryAll(text, runs, [], readAlike);
  if (whole !== undefined) return whole;
  let best = tryAll(text, [], [], readAlike);
  let tries = MAX_TRIES;
  const add = (more: readonly Span[]): void => {
    if (best === undefined || more.length === 0 || tries <= 0) return;
    tries -= 1;
    const { free, nonZero } = best;
    const all = [...free, ...more];
    const found =
      tryAll(text, all, nonZero, readAlike) ??
      (more.length === 1 ? tryAll(text, all, [...nonZero, ...more], readAlike) : undefined);
    if (found !== undefined) best = found;
    else if (more.length > 1) {
      const half = more.length >> 1;
      add(more.slice(0, half));
      add(more.slice(half));
    }
  };
  const half = runs.length >> 1;
  add(runs.slice(0, half));
  add(runs.slice(half));
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
