import type { Observation, Subject } from '../model/observation.js';
import type { FieldValue } from '../model/record.js';
import type { CorrelationRule } from '../model/rule.js';
import type { Kept } from './kept-line.js';
import type { Memo } from './memo.js';
import { createQuoteKinds, readEffect } from './quote-kinds.js';
import { createQuotePlaces, type QuotePlace, type QuotePlaces } from './quote-places.js';
import { createSpare } from './quote-spare.js';

type Place = QuotePlace<Kept>;

/** The kept lines of one signal. */
export interface Stock {
  readonly places: QuotePlaces<Kept>;
  readonly spare: QuotePlaces<Kept>;
  /** The places that were asked for last, where both are there. */
  recent: Recent | undefined;
}

/** Where lines are kept that are alike in this. */
interface Recent {
  readonly subject: Subject;
  readonly version: FieldValue | undefined;
  readonly kind: string;
  readonly kept: Place;
  readonly spare: Place;
}

/** The kept lines by signal, and where among them those of an observation belong. */
export interface Stocks {
  readonly bySignal: ReadonlyMap<string, Stock>;
  of(signal: string): Stock;
  /** Finds the places of the observation. It says so in `kept`, `spare` and `effect`, for nothing is made then. */
  find(observation: Observation, memo: Memo | undefined): void;
  /** Where lines of its kind are kept, where any are. */
  readonly kept: Place | undefined;
  /** Where lines are kept whatever their kind. */
  readonly spare: Place | undefined;
  /** What correlations measure of it. */
  readonly effect: number | undefined;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export function createStocks(correlations: readonly CorrelationRule[]): Stocks {
  const kinds = createQuoteKinds(correlations);
  const bySignal = new Map<string, Stock>();
  let last: Observation | undefined;

  const of = (signal: string): Stock => {
    const held = bySignal.get(signal);
    if (held) return held;
    const stock: Stock = {
      places: createQuotePlaces<Kept>(),
      spare: createSpare<Kept>(),
      recent: undefined,
    };
    bySignal.set(signal, stock);
    return stock;
  };
  const askPlaces = (stock: Stock, observation: Observation): void => {
    const { recent } = stock;
    const { subject, fields } = observation;
    const kind = kinds.kindOf(observation);
    const version = fields.product_version;
    if (recent?.subject === subject && recent.kind === kind && recent.version === version) {
      const { kept, spare } = recent;
      if (kept.isKept && spare.isKept) {
        kept.asked += 1;
        spare.asked += 1;
        found.kept = kept;
        found.spare = spare;
        return;
      }
    }
    const place = placeOf(observation);
    const kept = stock.places.of(`${place}\u0001${kind}`);
    const spare = stock.spare.of(place);
    stock.recent = kept && spare && { subject, version, kind, kept, spare };
    found.kept = kept;
    found.spare = spare;
  };
  /** Takes the places that were found for the match before, where they are still kept. */
  const recall = ({ subject, fields }: Observation, memo: Memo | undefined): boolean => {
    const place = memo?.place;
    if (place?.subject !== subject) return false;
    const { kept, spare, effectField } = place;
    if (!kept.isKept || spare?.isKept === false) return false;
    kept.asked += 1;
    // What is kept there is put there by `find`.
    found.kept = kept as Place;
    found.spare = spare as Place | undefined;
    found.effect = readEffect(fields, effectField);
    return true;
  };

  const found: Mutable<Stocks> = {
    bySignal,
    of,
    kept: undefined,
    spare: undefined,
    effect: undefined,
    find(observation, memo) {
      const { signal, subject, fields } = observation;
      // A storm repeats place and fields: they are looked at once.
      if (fields === last?.fields && subject === last.subject && signal === last.signal) return;
      last = observation;
      if (recall(observation, memo)) return;
      askPlaces(of(signal), observation);
      const { kept, spare } = found;
      const effectField = kinds.effectField(signal);
      found.effect = readEffect(fields, effectField);
      if (kept && memo && !memo.varying.some((name) => kinds.asks(signal, name))) {
        memo.place = { subject, kept, spare, effectField };
      }
    },
  };
  return found;
}

/** Start lines are kept by source and release: two sources of a node may tell of different ones. */
function placeOf({ subject: { node, pod, source }, fields }: Observation): string {
  if (fields.product_version !== undefined) {
    return `${node}/${pod?.name ?? ''}/${source}/${fields.product_version}`;
  }
  return pod?.name === undefined && node !== '' ? node : `${node}/${pod?.name ?? source}`;
}
