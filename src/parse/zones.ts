import type { EpochMs } from '../model/time.js';
import type { ToldZones, ZoneSpan } from '../model/zone.js';
import type { Stamps } from './clock.js';
import { type BareStamp, readOffset } from './clock-math.js';

/** What the entries of a source tell of the zone of its bare stamps. */
export interface Zones {
  /** Minutes that a bare stamp, of the transport or of a payload, is ahead of UTC; `undefined` until something told it. */
  offsetFor(isTransport: boolean): number | undefined;
  /** An entry that tells its instant: what else it says of that moment. */
  learn(absolute: EpochMs, stamps: Stamps): void;
  /** A bare stamp: right behind an instant it may say the same moment. */
  meet(bare: BareStamp, isTransport: boolean): void;
  /** What comes next is no neighbour of what came before. */
  part(): void;
  /** Of the transport's bare stamps. */
  readonly transport: number | undefined;
  readonly told: ToldZones;
}

/** `given`: by the user; it wins over all that is told. */
export function createZones(given: number | undefined): Zones {
  const [own, shown, named] = [createSpans(), createSpans(), createSpans()];
  let transport: number | undefined;
  let payload: number | undefined;
  /** Of a payload's stamp that names its zone: its program's other stamps have the same. */
  let ofPayload: number | undefined;
  let isBareTransport = false;
  let before: { readonly absolute?: EpochMs; readonly bare?: BareStamp } = {};

  const offsetFor = (isTransport: boolean): number | undefined =>
    given ?? (isTransport ? transport : payload) ?? transport ?? payload ?? ofPayload;
  const isUntold = (): boolean => payload === undefined && transport === undefined;

  const readTransport = (absolute: EpochMs, { envelope: { stamp } }: Stamps): void => {
    if (stamp?.kind === 'absolute') shown.see(stamp.offsetMinutes, absolute);
    if (stamp?.kind !== 'bare') return;
    const read = readOffset(stamp, absolute);
    shown.see(read, absolute);
    transport = read ?? transport;
  };
  const readPayload = (absolute: EpochMs, { peeled }: Stamps): void => {
    const { stamp, innerStamp } = peeled;
    if (stamp?.kind === 'absolute') {
      named.see(stamp.offsetMinutes, absolute);
      ofPayload = stamp.offsetMinutes ?? ofPayload;
    }
    const bare = stamp?.kind === 'bare' ? stamp : innerStamp;
    if (bare?.kind === 'bare') payload = readOffset(bare, absolute) ?? payload;
    else if (before.bare !== undefined && isUntold())
      payload = readOffset(before.bare, absolute, true);
  };

  return {
    offsetFor,
    learn(absolute, stamps) {
      readTransport(absolute, stamps);
      readPayload(absolute, stamps);
      own.see(offsetFor(isBareTransport), absolute);
      before = { absolute };
    },
    meet(bare, isTransport) {
      isBareTransport = isTransport;
      if (before.absolute !== undefined && isUntold()) {
        payload = readOffset(bare, before.absolute, true);
        own.see(payload, before.absolute);
      }
      before = { bare };
    },
    part() {
      before = {};
    },
    get transport() {
      return transport;
    },
    get told() {
      return { own: own.list(), shown: shown.list(), named: named.list(), isBareTransport };
    },
  };
}

/** Clocks change twice a year; stamps of several hosts in turn may go from zone to zone. */
const MAX_SPANS = 64;

function createSpans() {
  const spans: { -readonly [Key in keyof ZoneSpan]: ZoneSpan[Key] }[] = [];
  let last: (typeof spans)[number] | undefined;
  return {
    see(offsetMinutes: number | undefined, absolute: EpochMs): void {
      if (offsetMinutes === undefined) return;
      const at = absolute + offsetMinutes * 60_000;
      if (last?.offsetMinutes === offsetMinutes) {
        if (at < last.from) last.from = at;
        if (at > last.to) last.to = at;
      } else if (spans.length < MAX_SPANS) {
        last = { offsetMinutes, from: at, to: at };
        spans.push(last);
      } else last = undefined;
    },
    list: (): readonly ZoneSpan[] => spans.map((span) => ({ ...span })),
  };
}
