import type { TimedObservation } from '../model/observation.js';
import { type EpochMs, toMicros } from '../model/time.js';
import { type Common, commonFields, narrowCommon, startCommon } from './common.js';
import { extendInterval, type Interval, startInterval } from './interval.js';

/**
 * Observations of the window that belong to no interval yet: what a raise needs for its first sample, nodes
 * and common fields. At most 128 are kept: beyond, every second one is forgotten, and `common` (of all since
 * the thinning began, so never too much) stands in for them.
 */
export interface Prelude {
  kept: TimedObservation[];
  /** Of those kept the first ones that are forgotten. */
  gone: number;
  common: Common | undefined;
  stride: number;
  skipped: number;
}

const MAX_KEPT = 128;

export const createPrelude = (): Prelude => ({
  kept: [],
  gone: 0,
  common: undefined,
  stride: 1,
  skipped: 0,
});

export function addToPrelude(prelude: Prelude, observation: TimedObservation): void {
  if (prelude.common) narrowCommon(prelude.common, observation.fields);
  prelude.skipped += 1;
  if (prelude.skipped < prelude.stride) return;
  prelude.skipped = 0;
  prelude.kept.push(observation);
  if (prelude.kept.length - prelude.gone > MAX_KEPT) thin(prelude);
}

/** Takes those that are forgotten out of the list. */
function tidy(prelude: Prelude): void {
  if (prelude.gone > 0) prelude.kept = prelude.kept.slice(prelude.gone);
  prelude.gone = 0;
}

function thin(prelude: Prelude): void {
  tidy(prelude);
  const [first] = prelude.kept;
  if (!prelude.common && first) {
    prelude.common = startCommon(first.fields);
    for (const { fields } of prelude.kept) narrowCommon(prelude.common, fields);
  }
  prelude.kept = prelude.kept.filter((_, index) => index % 2 === 0);
  prelude.stride *= 2;
}

/** Forgets what lies before `us`. */
export function expirePrelude(prelude: Prelude, us: number): void {
  const { kept } = prelude;
  let { gone } = prelude;
  for (let next = kept[gone]; next && toMicros(next.at) < us; next = kept[gone]) gone += 1;
  prelude.gone = gone;
  if (gone > MAX_KEPT) tidy(prelude);
  if (prelude.stride > 1 && kept.length - gone < MAX_KEPT / 4) prelude.stride /= 2;
}

export function clearPrelude(prelude: Prelude): void {
  if (prelude.kept.length > 0) prelude.kept = [];
  prelude.gone = 0;
  prelude.common = undefined;
  prelude.stride = 1;
  prelude.skipped = 0;
}

export interface Raise {
  readonly from: EpochMs;
  readonly raiser: TimedObservation;
  readonly value: number;
  /** Sum of the weights of all observations of the prelude, kept or not. */
  readonly count: number;
}

/** Makes the prelude an interval and empties it. */
export function raiseInterval(prelude: Prelude, raise: Raise): Interval {
  tidy(prelude);
  const { kept } = prelude;
  const first = kept[0] ?? raise.raiser;
  const interval = startInterval(first, raise.value, raise.from);
  for (const observation of kept) if (observation !== first) extendInterval(interval, observation);
  if (interval.last !== raise.raiser) extendInterval(interval, raise.raiser);
  if (prelude.common) narrowCommon(interval.common, commonFields(prelude.common));
  interval.raiser = raise.raiser;
  interval.peak = raise.raiser;
  interval.count = raise.count;
  clearPrelude(prelude);
  return interval;
}
