import type { ClockHint } from '../model/record.js';
import { type EpochMs, type Instant, UNKNOWN_YEAR } from '../model/time.js';
import type { ToldZones } from '../model/zone.js';
import { type BareStamp, chooseYear, refineWall, wallMs } from './clock-math.js';
import type { Envelope, Stamp } from './envelope.js';
import type { Peeled } from './payloads.js';
import { createZones } from './zones.js';

export type TimedSink = (
  envelope: Envelope,
  peeled: Peeled,
  time: Instant | undefined,
  isBehindCut: boolean,
) => void;

/** Turns stamps into instants, in the order of the entries. */
export interface Clock {
  /** `isBehindCut`: lines were left out before the entry; it is handed on with it. */
  push(envelope: Envelope, peeled: Peeled, isBehindCut: boolean): void;
  /** The time of an entry of which only the stamps are known; `undefined` where it waits for others. */
  timeOf(stamps: Stamps): Instant | undefined;
  end(): void;
  /** Stamps lack year or zone, and nothing told them so far. */
  isUndated(): boolean;
  readonly yearUnknown: boolean;
  /** Bare stamps were read as UTC: all of them, also those behind the first that told a zone. */
  readonly zoneUnknown: boolean;
  readonly zones: ToldZones;
}

/** Of an entry: what its transport says, what its payload says. */
export interface Stamps {
  readonly envelope: { readonly stamp?: Stamp | undefined };
  readonly peeled: Pick<Peeled, 'stamp' | 'innerStamp'>;
}

interface Held extends Stamps {
  readonly envelope: Envelope;
  readonly peeled: Peeled;
  readonly isBehindCut: boolean;
}

/** In lines, not in entries: as far as that whether or not lines between were left out. */
const MAX_HELD_LINES = 20_000;
const MAX_HELD_CHARS = 33_554_432;
const DAY_MS = 86_400_000;
/** An uptime that goes this far against its direction is that of another boot. */
const REBOOT_SECONDS = 60;
/** So far from its neighbour a stamp without a year may as well lie in another year. */
const YEAR_DOUBT_MS = 32 * DAY_MS;
const PENDING = Symbol('pending');

/**
 * Resolves stamps: the transport's absolute one, else the payload's, else bare ones completed by the
 * options of the user or by what the source told before (year and zone of other entries). Until
 * something told it, the entries of up to 20,000 lines wait and are then completed backwards. What nothing tells
 * is `UNKNOWN_YEAR` and UTC. Once stamps went out as UTC all others do, so that one offset holds for the whole source in
 * the end. Bare and uptime stamps give assumed instants. The wall clock is never asked.
 */
export function createClock(hint: ClockHint, sink: TimedSink): Clock {
  let held: Held[] = [];
  let heldChars = 0;
  let anchor: EpochMs | undefined; // the last instant whose year was told
  let guessed: EpochMs | undefined; // the last instant whose year was not
  const zones = createZones(hint.offsetMinutes);
  let bootMs: EpochMs | undefined;
  let lastUptime = 0;
  let isDescending = false;
  let isAnchorNew = false; // told by an entry that waits or that ends the waiting
  let yearUnknown = false;
  let zoneUnknown = false;
  let needsYear = false;
  let needsZone = false;
  let needsBoot = false;
  let needsAnchor = false;
  let gaveUp = false;

  const offsetFor = (isTransport: boolean): number | undefined =>
    zoneUnknown ? undefined : zones.offsetFor(isTransport);

  const yearOf = (bare: BareStamp, near: EpochMs | undefined): number | undefined => {
    if (bare.year !== undefined) return bare.year;
    if (hint.year !== undefined)
      return chooseYear(bare, guessed ?? Date.UTC(hint.year, bare.month - 1, bare.day));
    return near === undefined ? undefined : chooseYear(bare, near);
  };

  /** The year where nothing told it: before the newest plausible instant, or the one that stands for none. */
  const guessYear = (bare: BareStamp): number => {
    if (hint.latest !== undefined) return chooseYear(bare, hint.latest, hint.latest + DAY_MS);
    yearUnknown = true;
    return chooseYear(bare, guessed ?? Date.UTC(UNKNOWN_YEAR, bare.month - 1, bare.day));
  };

  const learn = (absolute: EpochMs, stamps: Stamps): void => {
    anchor = absolute;
    isAnchorNew = true;
    const { stamp } = stamps.envelope;
    if (stamp?.kind === 'uptime') bootMs = laterBoot(absolute - stamp.seconds * 1000);
    zones.learn(absolute, stamps);
  };

  /** Whole seconds of a payload put the boot up to a second too early: of estimates that agree the latest. */
  const laterBoot = (ms: EpochMs): EpochMs =>
    bootMs !== undefined && Math.abs(ms - bootMs) < 2000 ? Math.max(ms, bootMs) : ms;

  const resolveBare = (
    bare: BareStamp,
    isTransport: boolean,
    near: EpochMs | undefined,
    isLast: boolean,
  ): Instant | typeof PENDING => {
    zones.meet(bare, isTransport);
    const told = yearOf(bare, near);
    const offset = offsetFor(isTransport);
    needsYear ||= told === undefined;
    needsZone ||= offset === undefined;
    if ((told === undefined || offset === undefined) && !isLast) {
      if (told !== undefined && hint.year === undefined && bare.year !== undefined) {
        anchor = wallMs(bare, told);
        isAnchorNew = true;
      }
      return PENDING;
    }
    if (!isLast && told !== undefined && isDoubtful(bare, told, near)) {
      needsAnchor = true;
      return PENDING;
    }
    const year = told ?? guessYear(bare);
    zoneUnknown ||= offset === undefined;
    const ms = wallMs(bare, year) - (offset ?? 0) * 60_000;
    if (told === undefined || hint.year !== undefined) guessed = ms;
    else anchor = ms;
    return { ms, assumed: true };
  };

  /** A gap of months: the next entry that tells its year decides, not the one before. */
  const isDoubtful = (bare: BareStamp, year: number, near: EpochMs | undefined): boolean =>
    bare.year === undefined &&
    hint.year === undefined &&
    near !== undefined &&
    Math.abs(wallMs(bare, year) - near) > YEAR_DOUBT_MS;

  const followUptime = (seconds: number): void => {
    const step = seconds - lastUptime;
    if (isDescending ? step > REBOOT_SECONDS : step < -REBOOT_SECONDS) bootMs = undefined;
    else if (step !== 0) isDescending = step < 0;
    lastUptime = seconds;
  };

  const resolveUptime = (
    seconds: number,
    isLast: boolean,
  ): Instant | undefined | typeof PENDING => {
    if (bootMs !== undefined) return { ms: bootMs + seconds * 1000, assumed: true };
    needsBoot = true;
    return isLast ? undefined : PENDING;
  };

  const resolve = (
    stamps: Stamps,
    near: EpochMs | undefined,
    isLast: boolean,
  ): Instant | undefined | typeof PENDING => {
    const { envelope, peeled } = stamps;
    const { stamp } = envelope;
    const absolute = stamp?.kind === 'absolute' ? stamp.ms : absoluteOf(peeled);
    if (absolute !== undefined) {
      learn(absolute, stamps);
      return { ms: finer(absolute, stamp), assumed: false };
    }
    const payload = peeled.stamp?.kind === 'bare' ? peeled.stamp : peeled.innerStamp;
    if (stamp?.kind === 'bare') return resolveBare(refineWall(stamp, payload), true, near, isLast);
    if (payload?.kind === 'bare') {
      return resolveBare(refineWall(payload, peeled.innerStamp), false, near, isLast);
    }
    const uptime = stamp ?? peeled.stamp;
    return uptime?.kind === 'uptime' ? resolveUptime(uptime.seconds, isLast) : undefined;
  };

  /** A bare transport with microseconds is finer than a payload that only has seconds. */
  const finer = (absolute: EpochMs, stamp: Stamp | undefined): EpochMs => {
    if (stamp?.kind !== 'bare' || stamp.msOfDay % 1000 === 0 || absolute % 1000 !== 0)
      return absolute;
    if (zones.transport === undefined) return absolute;
    const ms = wallMs(stamp, chooseYear(stamp, absolute)) - zones.transport * 60_000;
    return Math.abs(ms - absolute) < 2000 ? ms : absolute;
  };

  const give = (isLast: boolean): void => {
    const times: (Instant | undefined)[] = [];
    const end = anchor;
    let near = anchor;
    const forward = !isAnchorNew;
    const order = held.map((_, index) => (forward ? index : held.length - 1 - index));
    zones.part();
    for (const index of order) {
      const entry = held[index];
      const time = entry === undefined ? undefined : resolve(entry, near, true);
      times[index] = time === PENDING ? undefined : time;
      near = times[index]?.ms ?? near;
    }
    if (!forward && !isLast) anchor = end;
    const given = held;
    held = [];
    heldChars = 0;
    needsYear = false;
    needsZone = false;
    needsBoot = false;
    needsAnchor = false;
    isAnchorNew = false;
    given.forEach(({ envelope, peeled, isBehindCut }, index) => {
      sink(envelope, peeled, times[index], isBehindCut);
    });
  };

  const isTooFar = (no: number): boolean => {
    const [first] = held;
    return first !== undefined && no - first.envelope.line.no >= MAX_HELD_LINES;
  };

  const isTold = (): boolean =>
    (!needsAnchor || isAnchorNew) &&
    (!needsYear || anchor !== undefined || hint.year !== undefined) &&
    (!needsZone || offsetFor(true) !== undefined) &&
    (!needsBoot || bootMs !== undefined);

  return {
    timeOf(stamps) {
      if (held.length > 0 || stamps.envelope.stamp?.kind === 'uptime') return undefined;
      isAnchorNew = false;
      const time = resolve(stamps, anchor ?? guessed, gaveUp);
      return time === PENDING ? undefined : time;
    },
    push(envelope, peeled, isBehindCut) {
      if (isTooFar(envelope.line.no)) {
        gaveUp = true;
        give(false);
      }
      const entry = { envelope, peeled, isBehindCut };
      const { stamp } = envelope;
      if (stamp?.kind === 'uptime') followUptime(stamp.seconds);
      if (held.length === 0) isAnchorNew = false;
      const time = resolve(entry, anchor ?? guessed, gaveUp);
      if (time !== PENDING && held.length === 0) {
        sink(envelope, peeled, time, isBehindCut);
        return;
      }
      held.push(entry);
      heldChars += envelope.message.length;
      gaveUp ||= heldChars > MAX_HELD_CHARS;
      if (gaveUp || isTold()) give(false);
    },
    end() {
      give(true);
    },
    isUndated: () =>
      held.length > 0 ||
      (yearUnknown && anchor === undefined) ||
      (zoneUnknown && zones.offsetFor(true) === undefined),
    get yearUnknown() {
      return yearUnknown;
    },
    get zoneUnknown() {
      return zoneUnknown;
    },
    get zones() {
      return zones.told;
    },
  };
}

/** The payload's absolute stamp; of two that agree the one with a fraction. */
function absoluteOf({ stamp, innerStamp }: Stamps['peeled']): EpochMs | undefined {
  const outer = stamp?.kind === 'absolute' ? stamp.ms : undefined;
  const inner = innerStamp?.kind === 'absolute' ? innerStamp.ms : undefined;
  if (outer === undefined || inner === undefined) return outer ?? inner;
  return outer % 1000 === 0 && Math.abs(outer - inner) < 2000 ? inner : outer;
}
