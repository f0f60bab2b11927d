import {
  coarsen,
  countInColumn,
  createRateColumn,
  type RateColumn,
} from '../detect/rate-column.js';
import { readObservation, type TimedObservation } from '../model/observation.js';
import type { FieldTest, Rulebook } from '../model/rule.js';
import type { EpochMs } from '../model/time.js';
import type { Histogram, Tick } from '../model/triage.js';
import { testValue } from '../rulebook/match.js';
import { toHistogram } from './histogram.js';
import { createTicks, type TickKeeper } from './ticks.js';

const BUCKET_MS = 1_000;
/** Buckets that are not empty, of one histogram. */
const MAX_BUCKETS = 2_000;
/** … and of all that is counted, and how many counts there are. */
const MAX_ALL_BUCKETS = 1_000_000;
const MAX_TRACKS = 20_000;
/** Sources of one node. */
const MAX_SOURCES = 10_000;

/** A signal as a correlation sees it: with a filter, or all of it. */
export interface Seen {
  readonly signal: string;
  readonly tests: readonly FieldTest[];
}

/** What happened when on which node; fed with every observation that counts, in order of time. Bounded. */
export interface TimelineBook {
  see(observation: TimedObservation): void;
  /** In the order in which they were seen first. */
  nodes(): readonly string[];
  /** Records of the node that match any signal, each once. */
  all(node: string, from: EpochMs): Histogram;
  /** Observations of the node that one of these sees. */
  of(node: string, seen: readonly Seen[], from: EpochMs): Histogram;
  ticks(node: string): readonly Tick[];
  /** Sources that its records came from. */
  sources(node: string): readonly string[];
}

interface NodeBook {
  readonly all: RateColumn;
  readonly tracks: Map<string, RateColumn>;
  readonly ticks: TickKeeper;
  readonly sources: Set<string>;
}

interface Plan {
  readonly key: string;
  readonly tests: readonly FieldTest[];
}

export function createTimelineBook({ correlations }: Pick<Rulebook, 'correlations'>): TimelineBook {
  const books = new Map<string, NodeBook>();
  const plans = plansOf(correlations);
  let tracks = 0;
  let buckets = 0;
  let last: TimedObservation | undefined;

  const bookOf = (node: string): NodeBook => {
    const held = books.get(node);
    if (held) return held;
    const made = {
      all: createRateColumn(BUCKET_MS),
      tracks: new Map(),
      ticks: createTicks(),
      sources: new Set<string>(),
    };
    books.set(node, made);
    return made;
  };
  const trackOf = (book: NodeBook, key: string): RateColumn | undefined => {
    const held = book.tracks.get(key);
    if (held || tracks >= MAX_TRACKS) return held;
    tracks += 1;
    const made = createRateColumn(BUCKET_MS);
    book.tracks.set(key, made);
    return made;
  };
  const add = (track: RateColumn, { at, weight = 1 }: TimedObservation): void => {
    const before = track.size;
    countInColumn(track, at, weight, MAX_BUCKETS);
    buckets += track.size - before;
    if (buckets > MAX_ALL_BUCKETS) buckets = coarsenAll(books.values(), MAX_ALL_BUCKETS);
  };
  const merged = (node: string, keys: readonly string[], from: EpochMs): Histogram => {
    const known = keys.flatMap((key) => books.get(node)?.tracks.get(key) ?? []);
    return toHistogram(known, MAX_BUCKETS, from, BUCKET_MS);
  };

  return {
    see(observation) {
      const { signal, subject, line } = observation;
      const book = bookOf(subject.node);
      // What several signals match in one record comes one after the other.
      const isSame = last?.line === line && last.subject.source === subject.source;
      if (book.sources.size < MAX_SOURCES) book.sources.add(subject.source);
      last = observation;
      if (!isSame) add(book.all, observation);
      book.ticks.see(observation);
      for (const { key, tests } of plans.get(signal) ?? [{ key: signal, tests: [] }]) {
        if (!passes(tests, observation)) continue;
        const track = trackOf(book, key);
        if (track) add(track, observation);
      }
    },
    nodes: () => [...books.keys()],
    all(node, from) {
      const book = books.get(node);
      return toHistogram(book ? [book.all] : [], MAX_BUCKETS, from, BUCKET_MS);
    },
    of: (node, seen, from) => merged(node, keysOf(seen), from),
    ticks: (node) => books.get(node)?.ticks.list() ?? [],
    sources: (node) => [...(books.get(node)?.sources ?? [])],
  };
}

/** All of each signal, and what each filter on it lets through. */
function plansOf(correlations: Rulebook['correlations']): ReadonlyMap<string, readonly Plan[]> {
  const plans = new Map<string, Map<string, Plan>>();
  for (const { signals, filter } of correlations) {
    for (const signal of signals) {
      const own = plans.get(signal) ?? new Map([[signal, { key: signal, tests: [] }]]);
      const tests = Object.hasOwn(filter, signal) ? (filter[signal] ?? []) : [];
      const key = keyOf({ signal, tests });
      plans.set(signal, own.set(key, { key, tests }));
    }
  }
  return new Map([...plans].map(([signal, own]) => [signal, [...own.values()]]));
}

const keyOf = ({ signal, tests }: Seen): string =>
  tests.length === 0
    ? signal
    : signal + JSON.stringify(tests.map(({ patterns, ...test }) => [test, patterns.map(String)]));

/** Nothing is counted twice: of a signal that is seen through several filters, all counts. */
function keysOf(seen: readonly Seen[]): readonly string[] {
  const bySignal = new Map<string, Set<string>>();
  for (const one of seen) {
    const keys = bySignal.get(one.signal) ?? new Set<string>();
    bySignal.set(one.signal, keys.add(keyOf(one)));
  }
  return [...bySignal].flatMap(([signal, keys]) => (keys.size > 1 ? [signal] : [...keys]));
}

const passes = (tests: readonly FieldTest[], observation: TimedObservation): boolean =>
  tests.every((test) => testValue(test, readObservation(observation, test.field)));

/** Doubles the length of all buckets until there is room again; gives how many are left. */
function coarsenAll(books: Iterable<NodeBook>, most: number): number {
  const all = [...books].flatMap((book) => [book.all, ...book.tracks.values()]);
  const count = (): number => all.reduce((sum, { size }) => sum + size, 0);
  let buckets = count();
  while (buckets > most / 2 && buckets > all.length * 2) {
    for (const track of all) coarsen(track);
    buckets = count();
  }
  return buckets;
}
