import type { TimedObservation } from '../model/observation.js';
import { toMicros } from '../model/time.js';

/** Observations of one correlation, put into the order (time, arrival). */
export interface ReorderBuffer {
  /** `false`: it comes before what was already released. */
  add(observation: TimedObservation): boolean;
  /** Gives out all that lies at or before `us`, in order. */
  releaseTo(us: number): void;
}

/** Observations one correlation holds back at most; beyond, the oldest are released early. */
const MAX_HELD_BACK = 200_000;

export function createReorderBuffer(
  release: (observation: TimedObservation) => void,
  maxHeldBack = MAX_HELD_BACK,
): ReorderBuffer {
  let held: TimedObservation[] = [];
  let head = 0;
  let releasedUs = Number.NEGATIVE_INFINITY;

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
      if (!newest || head === held.length || toMicros(newest.at) <= us) held.push(observation);
      else held.splice(placeOf(held, head, us), 0, observation);
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

/** Behind all that is not later. */
function placeOf(held: readonly TimedObservation[], from: number, us: number): number {
  let low = from;
  let high = held.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = held[middle];
    if (there && toMicros(there.at) <= us) low = middle + 1;
    else high = middle;
  }
  return low;
}
