import type { Line } from '../model/line.js';
import { compareCitations, type Observation, type Quote } from '../model/observation.js';
import type { Level } from '../model/record.js';
import type { CorrelationRule } from '../model/rule.js';
import type { EpochMs, Instant } from '../model/time.js';
import { type Kept, type Mask, makeKept, type Shown, sayingOf, toQuote } from './kept-line.js';
import type { Memo } from './memo.js';
import type { QuotePlaces, TakenPlaces } from './quote-places.js';
import { createLots, NO_LOT } from './quote-spare.js';
import { createStocks } from './quote-stocks.js';
import type { Settle } from './runs.js';

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
  /** Signals of which a line of this level is kept. */
  signalsAt(level: Level): readonly string[];
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

/**
 * `firstTime`: of a source, where it has any; quoted lines that stand before it take it. `mask` takes secrets out
 * of a line, before anything is cut from it.
 */
export function createCitationKeeper(
  correlations: readonly CorrelationRule[] = [],
  firstTime: (source: string) => Instant | undefined = () => undefined,
  mask: Mask = String,
): CitationKeeper {
  const stocks = createStocks(correlations);
  const { bySignal } = stocks;
  const lotOf = createLots();

  const packed = (kept: Kept): Kept<Shown> => ({ ...kept, said: sayingOf(kept, mask) });
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
      .map((one) => toQuote(signal, one, sayingOf(one, mask), timeOf(one, settle)))
      .filter(filter)
      .sort((a, b) => compareCitations(a.citation, b.citation));

  return {
    keep(observation, line, assumed = false, level = undefined, memo = undefined) {
      stocks.find(observation, memo);
      const { kept, spare, effect } = stocks;
      const { source, no } = line;
      const position = observation.at ?? no;
      const lot = lotOf(source, no);
      const isWanted = kept?.slots.wants(position, source, no, effect) === true;
      const isSpare = lot !== NO_LOT && spare?.slots.wants(position, source, no, lot) === true;
      if (!isWanted && !isSpare) return;
      const isOwn = memo !== undefined;
      const found = { observation, line, isOwn, position, effect, lot, assumed, level };
      const item = makeKept(found, mask);
      const stock = stocks.of(observation.signal);
      if (isSpare) spare?.slots.keep(item, stock.spare.maxSlots);
      if (isWanted) kept?.slots.keep(item, stock.places.maxSlots);
    },
    find: (signal, filter, settle) => list(signal, bySignal.get(signal)?.places, filter, settle),
    findSpare: (signal, filter, settle) =>
      list(signal, bySignal.get(signal)?.spare, filter, settle),
    signalsAt: (level) =>
      [...bySignal].flatMap(([signal, { places, spare }]) =>
        [places, spare].some((kept) => kept.list().some((one) => one.level === level))
          ? [signal]
          : [],
      ),
    get unquoted() {
      return [...bySignal.values()].reduce((sum, { places }) => sum + places.unquoted, 0);
    },
    take: () =>
      [...bySignal].map(
        ([signal, { places, spare }]) => [signal, places.take(packed), spare.take(packed)] as const,
      ),
    absorb(taken) {
      for (const [signal, ...stored] of taken) {
        const { places, spare } = stocks.of(signal);
        places.absorb(stored[0]);
        spare.absorb(stored[1]);
      }
    },
  };
}
