import type { LogRecord } from '../model/record.js';
import type { Rulebook, SignalRule } from '../model/rule.js';
import type { EpochMs } from '../model/time.js';
import { type CitationKeeper, createCitationKeeper, type TakenQuotes } from './citations.js';
import { fieldsInUse } from './fields-in-use.js';
import { createMatcher, type Match, SUPPRESSED } from './matcher.js';
import { createOwnAddresses, type OwnAddress, type OwnAddressKeeper } from './own-addresses.js';
import { createReadingOrder, leadingSignals, type TakenOrder } from './reading-order.js';
import { createRuns, type Runs, type RunsOptions, type StowedRun } from './runs.js';
import type { TakenShapes } from './shapes.js';
import { createSourceCoverage, type SourceCoverage } from './source-coverage.js';
import { createSpeakers, type Speakers, type TakenSpeakers } from './speakers.js';
import { createNodeReader, createSubjects } from './subjects.js';
import { createUntimedClock, type TakenClock } from './untimed.js';

export interface SourceObserver {
  see(record: LogRecord): void;
  /** The same for a record of which the matches are known. */
  hear(record: LogRecord, matches: readonly Match[]): void;
  /** Lines were left out before the next record. */
  skip(): void;
  readonly coverage: SourceCoverage;
  /** Records a logger says it dropped or merged. */
  readonly suppressed: number;
}

/** What exceeded its bounds; all 0 for logs of sane size. */
export interface Overflow {
  /** Observations that lost their texts: they count, but belong to no group by such a text. */
  readonly withoutTexts: number;
  /** Nodes, pods and groups of which no line can be quoted. */
  readonly unquoted: number;
}

/** Turns the records of all sources into observations; keeps quotes and who spoke at which level. */
export interface Observer {
  source(name: string): SourceObserver;
  readonly wanted: Wanted;
  readonly runs: Omit<Runs, 'overflowed' | 'add' | 'take' | 'absorb'>;
  readonly citations: CitationKeeper;
  readonly speakers: Speakers;
  /** What start lines call the own address of their node. */
  readonly ownAddresses: Pick<OwnAddressKeeper, 'list'>;
  /** Sources that hold no time at all, as far as they were read: their observations have no real one (they stand before 1970). */
  readonly untimed: ReadonlySet<string>;
  readonly overflow: Overflow;
  /** All but the runs, for another thread. To be asked for once, at the end. */
  take(): TakenObserver;
  /** As if the sources had been heard here, after those that were heard or absorbed before. */
  absorb(taken: TakenObserver, runs: readonly StowedRun[]): void;
}

/** What is looked for in records, and the fields of it that matches carry. */
export interface Wanted {
  readonly signals: readonly SignalRule[];
  readonly kept: ReadonlySet<string>;
}

/** What was heard of sources; plain data. No other thread hears the same sources. */
export interface TakenObserver {
  readonly shapes: TakenShapes;
  readonly quotes: TakenQuotes;
  readonly speakers: TakenSpeakers;
  readonly ownAddresses: readonly OwnAddress[];
  readonly clock: TakenClock;
  readonly order: TakenOrder;
  readonly untimed: ReadonlySet<string>;
}

/** What the observer looks at of a rulebook. */
export type ObservedRules = Pick<Rulebook, 'signals' | 'correlations' | 'facts'>;

export interface ObserverOptions extends RunsOptions {
  /** Takes the secrets out of a quoted line. */
  readonly mask?: (text: string) => string;
}

export function createObserver(
  rulebook: ObservedRules,
  { mask, ...options }: ObserverOptions = {},
): Observer {
  const wanted: Wanted = { signals: rulebook.signals, kept: fieldsInUse(rulebook) };
  const match = createMatcher(wanted.signals, wanted.kept);
  const clock = createUntimedClock();
  const runs = createRuns(options);
  const citations = createCitationKeeper(rulebook.correlations, clock.firstOf, mask);
  const speakers = createSpeakers();
  const untimed = new Set<string>();
  const ownAddresses = createOwnAddresses();
  const order = createReadingOrder();

  const source = (name: string): SourceObserver => {
    const coverage = createSourceCoverage();
    const nodeOf = createNodeReader();
    const subjectOf = createSubjects(name);
    const hear = speakers.source(name);
    const { step } = order.source(name);
    let latest: EpochMs | undefined;
    let isAssumed = false;
    let isSkipped = false;
    let suppressed = 0;

    const observe = (record: LogRecord, node: string, weight: number, found: Match): void => {
      const { fields, signal, memo } = found;
      const { line, level } = record;
      const subject = subjectOf(record, node);
      // Spelt out twice: a spread costs more than all the rest of a storm's observation.
      const { name: signalName } = signal;
      if (latest === undefined) {
        untimed.add(name);
        const observation = { signal: signalName, subject, fields, line: line.no, weight };
        runs.add(observation, clock.mark(), true, memo);
        citations.keep(observation, line, false, level, memo);
      } else {
        const at = latest;
        const observation = { signal: signalName, subject, fields, line: line.no, weight, at };
        runs.add(observation, at, isAssumed, memo);
        citations.keep(observation, line, isAssumed, level, memo);
        if (fields.own_address !== undefined) ownAddresses.see(observation);
      }
      if (signalName === SUPPRESSED) suppressed += typeof fields.n === 'number' ? fields.n : 0;
    };

    const seeMatched = (record: LogRecord, matches: readonly Match[]): void => {
      const node = nodeOf(record);
      // Who speaks is told from lines that are read in any case, or that say something.
      const isTelling = record.line.aside !== true || matches.length > 0;
      coverage.see(record, node, isTelling);
      if (isTelling) hear(record, node);
      const { time } = record;
      if (time) {
        if (latest === undefined) {
          clock.begin(name, time);
          untimed.delete(name);
        } else {
          step(latest, isAssumed, time);
          if (isSkipped) coverage.bridge({ ms: latest, assumed: isAssumed }, time);
        }
        isSkipped = false;
        latest = time.ms;
        isAssumed = time.assumed;
      }
      const copies = copiesOf(record);
      suppressed += copies - 1;
      for (const found of matches) observe(record, node, copies, found);
    };

    return {
      coverage,
      get suppressed() {
        return suppressed;
      },
      see: (record) => seeMatched(record, match(record)),
      hear: seeMatched,
      skip() {
        isSkipped = true;
      },
    };
  };

  return {
    source,
    wanted,
    runs: {
      inOrder: (settle, place, aheadOf) =>
        runs.inOrder(clock.settle(settle), place, aheadOf, {
          reversed: order.reversed(),
          leading: leadingSignals(rulebook.correlations),
        }),
      stow: runs.stow,
      get isFull() {
        return runs.isFull;
      },
      letGo: runs.letGo,
      close: runs.close,
    },
    citations,
    speakers,
    ownAddresses,
    untimed,
    get overflow() {
      return { withoutTexts: runs.overflowed, unquoted: citations.unquoted };
    },
    take: () => ({
      shapes: runs.take(),
      quotes: citations.take(),
      speakers: speakers.take(),
      ownAddresses: ownAddresses.list(),
      clock: clock.take(),
      order: order.take(),
      untimed,
    }),
    absorb(taken, stowed) {
      runs.absorb(taken.shapes, stowed);
      citations.absorb(taken.quotes);
      speakers.absorb(taken.speakers);
      ownAddresses.absorb(taken.ownAddresses);
      clock.absorb(taken.clock, taken.untimed);
      order.absorb(taken.order);
      for (const source of taken.untimed) untimed.add(source);
    },
  };
}

/** A line may stand for several copies of itself: `message repeated 4 times`. */
function copiesOf({ fields: { repeated } }: LogRecord): number {
  return typeof repeated === 'number' && repeated > 1 ? repeated : 1;
}
