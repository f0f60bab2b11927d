import type { EpochMs } from './time.js';

/** While a wall clock showed these times, counted as if they were UTC, it was so many minutes east of UTC. */
export interface ZoneSpan {
  readonly offsetMinutes: number;
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** What a source tells of the zones of its clocks; each list in the order in which it was told. */
export interface ToldZones {
  /** Of its bare stamps. */
  readonly own: readonly ZoneSpan[];
  /** Of its host's wall clock, which its transport shows. */
  readonly shown: readonly ZoneSpan[];
  /** Ahead of UTC or behind it, as payloads name them; a container's may be another than its host's. */
  readonly named: readonly ZoneSpan[];
  /** Its bare stamps are those of the transport. */
  readonly isBareTransport: boolean;
}

/** What holds when the wall clock shows `at`: as told then, else at the nearest time; `undefined` where that is disputed or nothing was told. */
export function offsetAmong(spans: readonly ZoneSpan[], at: EpochMs): number | undefined {
  let nearest = Number.POSITIVE_INFINITY;
  let found: number | undefined;
  for (const { offsetMinutes, from, to } of spans) {
    const apart = Math.max(0, from - at, at - to);
    if (apart < nearest) found = offsetMinutes;
    else if (apart === nearest && found !== offsetMinutes) found = undefined;
    nearest = Math.min(nearest, apart);
  }
  return found;
}
