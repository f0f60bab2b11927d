import { ownText } from '../model/text.js';
import { hashOf } from './hash.js';
import {
  createQuoteSlots,
  type Placed,
  type QuoteSlots,
  type TakenSlots,
  type Weigh,
} from './quote-slots.js';

export interface QuoteLimits {
  /** Slots of time of which lines are kept, for each signal, place and kind; beyond it they widen. */
  readonly slots: number;
  /** Slots of a signal over all places and kinds: many places leave fewer slots to each. */
  readonly slotsOfSignal: number;
  /** Places and kinds of a signal whose lines are kept; others are counted, not quoted. */
  readonly places: number;
}

const LIMITS: QuoteLimits = { slots: 64, slotsOfSignal: 8192, places: 4096 };

/**
 * The kept lines of one signal by place and kind. Beyond the bound those stay whose names have the smallest
 * hashes: which ones does not depend on the order in which they come.
 */
export interface QuotePlaces<T extends Placed> {
  /** A place; `undefined` where it is not kept. To be asked anew when another place was asked for. */
  of(key: string): QuotePlace<T> | undefined;
  readonly maxSlots: number;
  /** How often places were asked for that are not kept. */
  readonly unquoted: number;
  list(): readonly T[];
  /** `pack`: what of a line is handed on. */
  take<U extends T>(pack: (item: T) => U): TakenPlaces<U>;
  /** As if the places had been asked for and their lines kept here. */
  absorb(taken: TakenPlaces<T>): void;
}

/** The places of sources that another thread read. */
export interface TakenPlaces<T extends Placed> {
  readonly places: readonly {
    readonly key: string;
    readonly asked: number;
    readonly slots: TakenSlots<T>;
  }[];
  readonly unquoted: number;
}

/** Lines of one place and kind. */
export interface QuotePlace<T extends Placed> {
  readonly slots: QuoteSlots<T>;
  /** How often it was asked for. */
  asked: number;
  /** False: it had to make room for another one. */
  isKept: boolean;
}

interface Ranked {
  readonly key: string;
  readonly hash: number;
}

type Place<T extends Placed> = Ranked & QuotePlace<T>;

export function createQuotePlaces<T extends Placed>(
  limits: Partial<QuoteLimits> = {},
  weigh?: Weigh<T>,
): QuotePlaces<T> {
  const { slots: mostSlots, slotsOfSignal, places: maxPlaces } = { ...LIMITS, ...limits };
  const byKey = new Map<string, Place<T>>();
  let maxSlots = mostSlots;
  let unquoted = 0;
  /** The one that makes way for the next; known once there is no room. */
  let last: Place<T> | undefined;

  const makeRoom = (next: Ranked): boolean => {
    if (byKey.size < maxPlaces) return true;
    last ??= [...byKey.values()].reduce((a, b) => (isBefore(a, b) ? b : a));
    if (!isBefore(next, last)) return false;
    unquoted += last.asked;
    byKey.delete(last.key);
    last.isKept = false;
    last = undefined;
    return true;
  };
  const find = (key: string): Place<T> | undefined => {
    const held = byKey.get(key);
    if (held) return held;
    const hash = hashOf(key);
    if (!makeRoom({ key, hash })) return undefined;
    const own = ownText(key);
    const slots = createQuoteSlots<T>(weigh);
    const place: Place<T> = { key: own, hash, slots, asked: 0, isKept: true };
    byKey.set(own, place);
    const room = slotsFor(byKey.size, slotsOfSignal);
    if (room < maxSlots) {
      maxSlots = room;
      for (const one of byKey.values()) one.slots.narrowTo(maxSlots);
    }
    return place;
  };

  return {
    of(key) {
      const place = find(key);
      if (place) place.asked += 1;
      else unquoted += 1;
      return place;
    },
    get maxSlots() {
      return maxSlots;
    },
    get unquoted() {
      return unquoted;
    },
    list: () => [...byKey.values()].flatMap(({ slots }) => slots.list()),
    take: (pack) => ({
      places: [...byKey.values()].map(({ key, asked, slots }) => {
        const { width, items } = slots.take();
        return { key, asked, slots: { width, items: items.map(pack) } };
      }),
      unquoted,
    }),
    absorb(taken) {
      unquoted += taken.unquoted;
      for (const { key, asked, slots } of taken.places) {
        const place = find(key);
        if (place) {
          place.asked += asked;
          place.slots.absorb(slots, maxSlots);
        } else unquoted += asked;
      }
    },
  };
}

/** Halves with each doubling of the places, so that they seldom have to be narrowed. */
function slotsFor(places: number, slotsOfSignal: number): number {
  return 2 ** Math.floor(Math.log2(slotsOfSignal / places));
}

function isBefore(a: Ranked, b: Ranked): boolean {
  return a.hash === b.hash ? a.key < b.key : a.hash < b.hash;
}
