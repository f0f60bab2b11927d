import { createHash } from 'node:crypto';
import { type Line, lineBytes, shownText } from '../model/line.js';
import { compareCitations, type Observation, type Quote } from '../model/observation.js';
import type { CorrelationRule } from '../model/rule.js';
import { ownText, shortenMiddle } from '../model/text.js';
import type { Instant } from '../model/time.js';
import { createQuoteKinds } from './quote-kinds.js';
import { createQuoteSlots, type Placed, type QuoteSlots } from './quote-slots.js';
import type { Settle } from './runs.js';
import { ownFields } from './shapes.js';

/** Slots of time of which lines are kept, for each signal, place and kind; beyond it they widen. */
const MAX_SLOTS = 64;
/** Slots of a signal over all places and kinds: many places leave fewer slots to each. */
const MAX_SLOTS_OF_SIGNAL = 8192;
/** Places and kinds of a signal whose lines are kept; later ones are counted, not quoted. */
const MAX_PLACES = 4096;
/** Longer lines are shortened in the middle; the hash is over the whole line. */
const MAX_CHARACTERS = 2000;

interface Kept extends Placed {
  readonly sha256: string;
  readonly text: string;
  readonly observation: Observation;
  /** Its time lacks year or zone. */
  readonly assumed: boolean;
}

interface Places {
  readonly byKey: Map<string, QuoteSlots<Kept>>;
  maxSlots: number;
}

/**
 * Quotes for the evidence, bounded. Lines are kept apart by signal, by node or pod, and by what correlations
 * tell apart (filters, groups); of each such kind the first line and the one with the largest effect of each
 * slot of time. Which lines are kept does not depend on the order in which they come.
 */
export interface CitationKeeper {
  /** `assumed`: the time lacks year or zone. */
  keep(observation: Observation, line: Line, assumed?: boolean): void;
  /** The kept lines of a signal, in time order; `settle` completes assumed times. */
  find(signal: string, filter: (quote: Quote) => boolean, settle?: Settle): readonly Quote[];
  /** Places and kinds without a quote, because there were too many. */
  readonly unquoted: number;
}

/**
 * `firstTime`: of a source, where it has any; quoted lines that stand before it take it. `mask` takes secrets out
 * of a line, before anything is cut from it.
 */
export function createCitationKeeper(
  correlations: readonly CorrelationRule[] = [],
  firstTime: (source: string) => Instant | undefined = () => undefined,
  mask: (text: string) => string = String,
): CitationKeeper {
  const kinds = createQuoteKinds(correlations);
  const signals = new Map<string, Places>();
  let unquoted = 0;
  let last: Observation | undefined;
  let lastPlaces: Places | undefined;
  let lastSlots: QuoteSlots<Kept> | undefined;
  let lastEffect: number | undefined;

  const placesOf = (signal: string): Places => {
    const held = signals.get(signal);
    if (held) return held;
    const places: Places = { byKey: new Map(), maxSlots: MAX_SLOTS };
    signals.set(signal, places);
    return places;
  };
  const slotsOf = (places: Places, observation: Observation): QuoteSlots<Kept> | undefined => {
    const { byKey } = places;
    const key = `${placeOf(observation)}\u0001${kinds.kindOf(observation)}`;
    const held = byKey.get(key);
    if (held) return held;
    if (byKey.size >= MAX_PLACES) {
      unquoted += 1;
      return undefined;
    }
    const slots = createQuoteSlots<Kept>();
    byKey.set(ownText(key), slots);
    const maxSlots = slotsFor(byKey.size);
    if (maxSlots < places.maxSlots) {
      places.maxSlots = maxSlots;
      for (const other of byKey.values()) other.narrowTo(maxSlots);
    }
    return slots;
  };
  /** A storm repeats place and fields: they are looked at once. */
  const isRepeated = ({ signal, subject, fields }: Observation): boolean =>
    fields === last?.fields && subject === last.subject && signal === last.signal;

  return {
    keep(observation, line, assumed = false) {
      if (!isRepeated(observation)) {
        lastPlaces = placesOf(observation.signal);
        lastSlots = slotsOf(lastPlaces, observation);
        lastEffect = kinds.effectOf(observation);
        last = observation;
      }
      if (!lastSlots || !lastPlaces) return;
      const position = observation.at ?? line.no;
      const effect = lastEffect;
      if (!lastSlots.wants(position, line.source, line.no, effect)) return;
      const placed = { position, source: line.source, line: line.no };
      const item = keepLine(
        effect === undefined ? placed : { ...placed, effect },
        observation,
        line,
      );
      const text = ownText(shortenMiddle(mask(shownText(line.text)), MAX_CHARACTERS));
      lastSlots.keep({ ...item, text, assumed }, lastPlaces.maxSlots);
    },
    find(signal, filter, settle = (at) => at) {
      const all = [...(signals.get(signal)?.byKey.values() ?? [])];
      return all
        .flatMap((slots) => slots.list().map((kept) => toQuote(kept, firstTime, settle)))
        .filter(filter)
        .sort((a, b) => compareCitations(a.citation, b.citation));
    },
    get unquoted() {
      return unquoted;
    },
  };
}

/** Halves with each doubling of the places, so that they seldom have to be narrowed. */
function slotsFor(places: number): number {
  const room = 2 ** Math.floor(Math.log2(MAX_SLOTS_OF_SIGNAL / places));
  return Math.min(MAX_SLOTS, room);
}

/** Start lines are kept by source and release: two sources of a node may tell of different ones. */
function placeOf({ subject: { node, pod, source }, fields }: Observation): string {
  if (fields.product_version !== undefined) {
    return `${node}/${pod?.name ?? ''}/${source}/${fields.product_version}`;
  }
  return pod?.name === undefined && node !== '' ? node : `${node}/${pod?.name ?? source}`;
}

function keepLine(
  placed: Placed,
  observation: Observation,
  line: Line,
): Omit<Kept, 'assumed' | 'text'> {
  const sha256 =
    line.clip?.sha256 ?? createHash('sha256').update(lineBytes(line.text)).digest('hex');
  return {
    ...placed,
    sha256,
    observation: { ...observation, fields: ownFields(observation.fields) },
  };
}

function toQuote(
  { source, line, sha256, text, observation, assumed }: Kept,
  firstTime: (source: string) => Instant | undefined,
  settle: Settle,
): Quote {
  const { at: _raw, ...untimed } = observation;
  const raw = observation.at === undefined ? firstTime(source) : { ms: observation.at, assumed };
  const at = raw?.assumed ? settle(raw.ms, source) : raw?.ms;
  const { node } = observation.subject;
  return {
    citation: {
      source,
      line,
      sha256,
      text,
      ...(at === undefined ? {} : { time: at }),
      ...(node === '' ? {} : { node }),
    },
    observation: at === undefined ? untimed : { ...untimed, at },
  };
}
