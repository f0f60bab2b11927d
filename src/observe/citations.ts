import { createHash } from 'node:crypto';
import { type Clip, type Line, lineBytes, shownText } from '../model/line.js';
import {
  compareCitations,
  type Observation,
  type Quote,
  type Subject,
} from '../model/observation.js';
import type { Fields, Level } from '../model/record.js';
import type { CorrelationRule } from '../model/rule.js';
import { ownText, shortenMiddle } from '../model/text.js';
import type { EpochMs, Instant } from '../model/time.js';
import type { Memo } from './memo.js';
import { createQuoteKinds, readEffect } from './quote-kinds.js';
import {
  createQuotePlaces,
  type QuotePlace,
  type QuotePlaces,
  type TakenPlaces,
} from './quote-places.js';
import { createLots, createSpare, type Drawn, takesPart } from './quote-spare.js';
import type { Settle } from './runs.js';
import { ownFields } from './shapes.js';

/** Longer lines are shortened in the middle; the hash is over the whole line. */
const MAX_CHARACTERS = 2000;

/** A line as it can be quoted. */
interface Shown {
  readonly sha256: string;
  readonly text: string;
}

/** A line as it stood, secrets and all. It never leaves the keeper. */
type Raw = string;

/** A kept line with its observation, as one object: there are many, and most make room for others soon. */
interface Kept<Said = Shown | Raw> extends Drawn {
  /** Of nearly all lines it is never asked: another one takes their place before. */
  said: Said;
  readonly subject: Subject;
  readonly fields: Fields;
  readonly weight: number | undefined;
  /** Whether the position is a time. */
  readonly isTimed: boolean;
  /** Its time lacks year or zone. */
  readonly assumed: boolean;
  readonly level: Level | undefined;
}

type Place = QuotePlace<Kept>;

/**
 * Quotes for the evidence, bounded. Lines are kept apart by signal, by node or pod, and by what correlations
 * tell apart (filters, groups); of each such kind the first line and the one with the largest effect of each
 * slot of time. Beside them some of each signal and place whatever their kind. Which lines are kept does not
 * depend on the order in which they come.
 */
export interface CitationKeeper {
  /** `assumed`: the time lacks year or zone; `level`: of the record. */
  keep(observation: Observation, line: Line, assumed?: boolean, level?: Level, memo?: Memo): void;
  /** The kept lines of a signal, in time order; `settle` completes assumed times. */
  find(signal: string, filter: (quote: Quote) => boolean, settle?: Settle): readonly Quote[];
  /** Likewise of the lines that are kept whatever their kind: where `find` has none that fits. */
  findSpare(signal: string, filter: (quote: Quote) => boolean, settle?: Settle): readonly Quote[];
  /** Places and kinds without a quote, because there were too many. */
  readonly unquoted: number;
  take(): TakenQuotes;
  absorb(taken: TakenQuotes): void;
}

/** By signal the lines of sources that another thread read. */
export type TakenQuotes = readonly (readonly [
  signal: string,
  places: TakenPlaces<Kept<Shown>>,
  spare: TakenPlaces<Kept<Shown>>,
])[];

/** The kept lines of one signal. */
interface Stock {
  readonly places: QuotePlaces<Kept>;
  readonly spare: QuotePlaces<Kept>;
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
  const lotOf = createLots();
  const signals = new Map<string, Stock>();
  let last: Observation | undefined;
  let lastPlace: Place | undefined;
  let lastSpare: Place | undefined;
  let effectField: string | undefined;

  const stockOf = (signal: string): Stock => {
    const held = signals.get(signal);
    if (held) return held;
    const stock = { places: createQuotePlaces<Kept>(), spare: createSpare<Kept>() };
    signals.set(signal, stock);
    return stock;
  };
  /** A storm repeats place and fields: they are looked at once. */
  const isRepeated = ({ signal, subject, fields }: Observation): boolean =>
    fields === last?.fields && subject === last.subject && signal === last.signal;

  const ask = (observation: Observation, memo: Memo | undefined): void => {
    const { subject, signal } = observation;
    const { places, spare } = stockOf(signal);
    const place = placeOf(observation);
    lastPlace = places.of(`${place}\u0001${kinds.kindOf(observation)}`);
    lastSpare = spare.of(place);
    effectField = kinds.effectField(signal);
    if (lastPlace && memo && !memo.varying.some((name) => kinds.asks(signal, name))) {
      memo.place = { subject, kept: lastPlace, spare: lastSpare, effectField };
    }
  };
  /** Takes the places that were found for the match before, where they are still kept. */
  const recall = ({ subject }: Observation, memo: Memo | undefined): boolean => {
    if (memo?.place?.subject !== subject) return false;
    const { kept, spare } = memo.place;
    if (!kept.isKept || spare?.isKept === false) return false;
    kept.asked += 1;
    // What is kept there is put there by `ask`.
    lastPlace = kept as Place;
    lastSpare = spare as Place | undefined;
    effectField = memo.place.effectField;
    return true;
  };

  const sayingOf = (kept: Kept): Shown => {
    const { said } = kept;
    const known = typeof said === 'string' ? show(said, mask) : said;
    kept.said = known;
    return known;
  };
  const packed = (kept: Kept): Kept<Shown> => ({ ...kept, said: sayingOf(kept) });

  /** The time of a kept line, as far as it has one. */
  const timeOf = (
    { source, position, isTimed, assumed }: Kept,
    settle: Settle,
  ): EpochMs | undefined => {
    const raw = isTimed ? { ms: position, assumed } : firstTime(source);
    return raw?.assumed ? settle(raw.ms, source) : raw?.ms;
  };
  const list = (
    signal: string,
    places: QuotePlaces<Kept> | undefined,
    filter: (quote: Quote) => boolean,
    settle: Settle = (at) => at,
  ): readonly Quote[] =>
    (places?.list() ?? [])
      .map((one) => toQuote(signal, one, sayingOf(one), timeOf(one, settle)))
      .filter(filter)
      .sort((a, b) => compareCitations(a.citation, b.citation));

  return {
    keep(observation, line, assumed = false, level = undefined, memo = undefined) {
      if (!isRepeated(observation)) {
        if (!recall(observation, memo)) ask(observation, memo);
        last = observation;
      }
      const { source, no } = line;
      const { at, subject, fields, signal } = observation;
      const position = at ?? no;
      const effect = effectField === undefined ? undefined : readEffect(fields, effectField);
      const lot = lotOf(source, no);
      const isWanted = lastPlace?.slots.wants(position, source, no, effect) === true;
      const isSpare = takesPart(lot) && lastSpare?.slots.wants(position, source, no, lot) === true;
      if (!isWanted && !isSpare) return;
      const kept: Kept = {
        position,
        source,
        line: no,
        effect,
        lot,
        said: sayingAtFirst(line, mask),
        subject,
        fields: memo ? fields : ownFields(fields),
        weight: observation.weight,
        isTimed: at !== undefined,
        assumed,
        level,
      };
      const { places, spare } = stockOf(signal);
      if (isSpare) lastSpare?.slots.keep(kept, spare.maxSlots);
      if (isWanted) lastPlace?.slots.keep(kept, places.maxSlots);
    },
    find: (signal, filter, settle) => list(signal, signals.get(signal)?.places, filter, settle),
    findSpare: (signal, filter, settle) => list(signal, signals.get(signal)?.spare, filter, settle),
    get unquoted() {
      return [...signals.values()].reduce((sum, { places }) => sum + places.unquoted, 0);
    },
    take: () =>
      [...signals].map(
        ([signal, { places, spare }]) => [signal, places.take(packed), spare.take(packed)] as const,
      ),
    absorb(taken) {
      for (const [signal, ...stocks] of taken) {
        const { places, spare } = stockOf(signal);
        places.absorb(stocks[0]);
        spare.absorb(stocks[1]);
      }
    },
  };
}

/** Start lines are kept by source and release: two sources of a node may tell of different ones. */
function placeOf({ subject: { node, pod, source }, fields }: Observation): string {
  if (fields.product_version !== undefined) {
    return `${node}/${pod?.name ?? ''}/${source}/${fields.product_version}`;
  }
  return pod?.name === undefined && node !== '' ? node : `${node}/${pod?.name ?? source}`;
}

/** A short line is kept as it stood; of a long one only what is shown. */
function sayingAtFirst({ text, clip }: Line, mask: (text: string) => string): Shown | Raw {
  return clip === undefined && text.length <= MAX_CHARACTERS
    ? ownText(text)
    : show(text, mask, clip);
}

function show(raw: string, mask: (text: string) => string, clip?: Clip): Shown {
  return {
    sha256: clip?.sha256 ?? createHash('sha256').update(lineBytes(raw)).digest('hex'),
    text: ownText(shortenMiddle(mask(shownText(raw)), MAX_CHARACTERS)),
  };
}

function toQuote(
  signal: string,
  { source, line, subject, fields, weight, level }: Kept,
  said: Shown,
  at: EpochMs | undefined,
): Quote {
  const { node } = subject;
  return {
    citation: {
      source,
      line,
      ...said,
      ...(at === undefined ? {} : { time: at }),
      ...(node === '' ? {} : { node }),
    },
    observation: {
      signal,
      subject,
      fields,
      line,
      ...(weight === undefined ? {} : { weight }),
      ...(at === undefined ? {} : { at }),
    },
    ...(level === undefined ? {} : { level }),
  };
}
