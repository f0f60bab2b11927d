import type { TimedObservation } from '../model/observation.js';
import { toMicros } from '../model/time.js';

/** Observations of one correlation, put into the order (time, rank of the signal, arrival). */
export interface ReorderBuffer {
  /** `false`: it comes before what was already released. */
  add(observation: TimedObservation): boolean;
  /** Gives out all that lies at or before `us`, in order. */
  releaseTo(us: number): void;
}

/** Observations one correlation holds back at most; beyond, the oldest are released early. */
const MAX_HELD_BACK = 200_000;

export interface ReorderOptions {
  /** At one instant the lower rank comes first. Default: all are alike. */
  readonly rankOf?: (signal: string) => number;
  readonly maxHeldBack?: number;
}

export function createReorderBuffer(
  release: (observation: TimedObservation) => void,
  { rankOf = () => 0, maxHeldBack = MAX_HELD_BACK }: ReorderOptions = {},
): ReorderBuffer {
  let held: TimedObservation[] = [];
  let head = 0;
  let releasedUs = Number.NEGATIVE_INFINITY;

  const isAfter = (one: TimedObservation, other: TimedObservation): boolean =>
    toMicros(one.at) > toMicros(other.at) ||
    (toMicros(one.at) === toMicros(other.at) && rankOf(one.signal) > rankOf(other.signal));
  function releaseOldest(): void {
    const observation = held[head];
    head += 1;
    if (!observation) return;
    releasedUs = toMicros(observation.at);
    release(observation);
  }
  function compact(): void {
    if (head < 1_024 && head < held.length) return;
    held = held.slice(head);
    head = 0;
  }
  return {
    add(observation) {
      const us = toMicros(observation.at);
      if (us < releasedUs) return false;
      const newest = held.at(-1);
      if (!newest || head === held.length || !isAfter(newest, observation)) held.push(observation);
      else
        held.splice(
          placeOf(held, head, (there) => isAfter(there, observation)),
          0,
          observation,
        );
      if (held.length - head > maxHeldBack) releaseOldest();
      if (head > held.length / 2) compact();
      return true;
    },
    releaseTo(us) {
      for (let next = held[head]; next && toMicros(next.at) <= us; next = held[head]) {
        releaseOldest();
      }
      if (head > held.length / 2) compact();
    },
  };
}

/** Before the first one that comes after it. */
function placeOf(
  held: readonly TimedObservation[],
  from: number,
  isAfter: (there: TimedObservation) => boolean,
): number {
  let low = from;
  let high = held.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = held[middle];
    if (there && !isAfter(there)) low = middle + 1;
    else high = middle;
  }
  return low;
}
