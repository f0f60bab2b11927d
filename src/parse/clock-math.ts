import type { EpochMs } from '../model/time.js';
import type { Stamp } from './envelope.js';

export type BareStamp = Extract<Stamp, { kind: 'bare' }>;

const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MS = 86_400_000;
const MAX_OFFSET_MINUTES = 14 * 60;
/** Carriers add seconds; more than this and two stamps do not speak of the same moment. */
const MAX_DELAY_MS = 5 * MINUTE_MS;
const MAX_NEIGHBOUR_MS = 2_000;
/** Eight years lie between two leap years around 1900 and 2100. */
const MAX_LEAP_GAP = 8;

/** The wall clock of a bare stamp read as UTC. */
export const wallMs = (bare: BareStamp, year: number): EpochMs =>
  midnight(year, bare.month, bare.day) + bare.msOfDay;

let knownKey = -1;
let knownMidnight = 0;

/** Midnight UTC of a date; the last one is remembered, because neighbouring lines share it. */
function midnight(year: number, month: number, day: number): EpochMs {
  const key = (year * 16 + month) * 32 + day;
  if (key !== knownKey) {
    knownKey = key;
    knownMidnight = Date.UTC(year, month - 1, day);
  }
  return knownMidnight;
}

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/**
 * The year that brings a stamp nearest to `near`, and not after `latest`; 29 February only in leap years.
 */
export function chooseYear(
  bare: BareStamp,
  near: EpochMs,
  latest = Number.POSITIVE_INFINITY,
): number {
  const middle = new Date(near).getUTCFullYear();
  const isLeapDay = bare.month === 2 && bare.day === 29;
  // Nearly all stamps lie within a month of their neighbour: no other year can be nearer.
  if (
    !isLeapDay &&
    latest === Number.POSITIVE_INFINITY &&
    Math.abs(wallMs(bare, middle) - near) < 150 * DAY_MS
  ) {
    return middle;
  }
  let best = middle;
  let bestGap = Number.POSITIVE_INFINITY;
  const reach = isLeapDay ? MAX_LEAP_GAP : 1;
  for (let year = middle - reach; year <= middle + reach; year += 1) {
    if (isLeapDay && !isLeap(year)) continue;
    const ms = wallMs(bare, year);
    const gap = Math.abs(ms - near);
    if (gap < bestGap && ms <= latest) {
      best = year;
      bestGap = gap;
    }
  }
  return best;
}

/**
 * Minutes that a wall clock is ahead of UTC, from a bare stamp and an instant of the same entry, in
 * quarters of an hour; `undefined` where they do not fit. `strict`: the instant is a neighbour's only.
 */
export function readOffset(bare: BareStamp, absolute: EpochMs, strict = false): number | undefined {
  const year = bare.year ?? chooseYear(bare, absolute);
  const ahead = wallMs(bare, year) - absolute;
  const offset = Math.round(ahead / QUARTER_MS) * 15;
  const rest = Math.abs(ahead - offset * MINUTE_MS);
  if (rest > (strict ? MAX_NEIGHBOUR_MS : MAX_DELAY_MS)) return undefined;
  return Math.abs(offset) <= MAX_OFFSET_MINUTES ? offset + 0 : undefined;
}

/**
 * A bare stamp without a fraction, made finer by a payload's bare stamp of the same moment, and with the
 * payload's year where its own is missing. The zones may differ: prefix local, payload UTC.
 */
export function refineWall(bare: BareStamp, payload: Stamp | undefined): BareStamp {
  if (payload?.kind !== 'bare' || payload === bare) return bare;
  const year = bare.year ?? yearBeside(bare, payload);
  const msOfDay = finerMsOfDay(bare, payload);
  if (year === bare.year && msOfDay === bare.msOfDay) return bare;
  const { kind, month, day } = bare;
  return year === undefined ? { kind, month, day, msOfDay } : { kind, year, month, day, msOfDay };
}

/** The payload's time of day in the zone of the bare stamp, where it is finer and says the same moment. */
function finerMsOfDay(bare: BareStamp, payload: BareStamp): number {
  if (bare.msOfDay % 1000 !== 0 || payload.msOfDay % 1000 === 0) return bare.msOfDay;
  const ahead = bare.msOfDay - payload.msOfDay;
  const zone = Math.round(ahead / QUARTER_MS) * QUARTER_MS;
  const msOfDay = payload.msOfDay + zone;
  const fits = Math.abs(ahead - zone) <= MAX_NEIGHBOUR_MS && msOfDay >= 0 && msOfDay < DAY_MS;
  return fits ? msOfDay : bare.msOfDay;
}

function yearBeside(bare: BareStamp, payload: BareStamp): number | undefined {
  return payload.year === undefined ? undefined : chooseYear(bare, wallMs(payload, payload.year));
}
