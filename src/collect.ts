import type { AnalyzeOptions } from './analyze.js';
import { classifyPath, type FileClass } from './bundle/layout.js';
import type { ToldSetting } from './bundle/log-facts.js';
import { withOwnNames } from './bundle/own-names.js';
import { compareNames } from './ingest/natural-order.js';
import type { Source } from './ingest/source.js';
import type { EnvironmentFact } from './model/fact.js';
import type { RawCoverage } from './observe/coverage.js';
import type { Observer, TakenObserver } from './observe/observe.js';
import type { StowedRun } from './observe/runs.js';
import {
  createWitnessKeeper,
  type TakenWitnesses,
  type Witnesses,
} from './observe/witness-keeper.js';
import { readDump, readFacts } from './read-fact-source.js';
import { type OpenLog, openLog } from './read-log.js';

/** What the sources told, before anything is weighed. */
export interface Gathered {
  /** By name: the order of files and of members in an archive says nothing. */
  readonly covered: readonly RawCoverage[];
  /** What the paths of the sources tell: to find so out is not cheap. */
  readonly classes: ReadonlyMap<string, FileClass>;
  readonly facts: readonly EnvironmentFact[];
  /** Settings that lines of logs tell: to whom they belong is known once all facts are. */
  readonly told: readonly ToldSetting[];
  /** Records that tell of a moment another node knows too. */
  readonly witnesses: Witnesses;
}

/** Sources become what they tell: logs observations, and are forgotten; other files of bundles facts. */
export interface Collection {
  read(source: Source, signal: AbortSignal | undefined): Promise<void>;
  /** What was read so far; of logs that are being read what they told until now. Changes nothing. */
  soFar(): Gathered;
  /** Everything but the observations, for another thread. To be asked for once, at the end. */
  take(): TakenCollection;
  /** As if the sources had been read here, after those that were read or absorbed before. */
  absorb(taken: TakenCollection, runs: readonly StowedRun[]): void;
}

/** What sources told on another thread; plain data. */
export interface TakenCollection {
  readonly covered: readonly RawCoverage[];
  readonly classes: ReadonlyMap<string, FileClass>;
  readonly facts: readonly EnvironmentFact[];
  readonly told: readonly ToldSetting[];
  readonly witnesses: TakenWitnesses;
  readonly observed: TakenObserver;
}

/** `literals`: lines that hold none may be left out; absent: every line is read. */
export function createCollection(
  options: AnalyzeOptions,
  observer: Observer,
  literals: readonly string[] | undefined,
): Collection {
  const covered: RawCoverage[] = [];
  const classes = new Map<string, FileClass>();
  const witnesses = createWitnessKeeper();
  const facts: EnvironmentFact[] = [];
  const told: ToldSetting[] = [];
  const listeners = { observer, witnesses, literals, options };
  const open = new Set<OpenLog>();

  return {
    async read(source, signal) {
      const place = classifyPath(source.name);
      classes.set(source.name, place);
      if (place.role !== 'log') {
        const read = await readFacts(source, place, signal);
        covered.push(read.coverage);
        append(facts, read.facts);
        return;
      }
      const log = openLog(source, place, listeners);
      open.add(log);
      await log.read(signal);
      const listed = await readDump(source.name, place, log.dump);
      open.delete(log);
      const coverage = log.coverage();
      covered.push({ ...coverage, notes: [...coverage.notes, ...listed.notes] });
      append(facts, listed.facts);
      append(told, log.settings.list());
    },
    soFar() {
      const reading = [...open];
      const all = [...covered, ...reading.map((log) => log.coverage())];
      const settings = [...told, ...reading.flatMap((log) => log.settings.list())];
      return {
        covered: all.sort((a, b) => compareNames(a.source, b.source)),
        classes,
        facts: withOwnNames([...facts].sort(byPlace)),
        told: settings.sort((a, b) => byPlace(a.fact, b.fact)),
        witnesses: witnesses.list(),
      };
    },
    take: () => ({
      covered,
      classes,
      facts,
      told,
      witnesses: witnesses.take(),
      observed: observer.take(),
    }),
    absorb(taken, runs) {
      append(covered, taken.covered);
      for (const [source, place] of taken.classes) classes.set(source, place);
      append(facts, taken.facts);
      append(told, taken.told);
      witnesses.absorb(taken.witnesses);
      observer.absorb(taken.observed, runs);
    },
  };
}

/** Not spread into arguments: there may be too many. */
function append<T>(list: T[], more: readonly T[]): void {
  for (const one of more) list.push(one);
}

const byPlace = (a: EnvironmentFact, b: EnvironmentFact): number =>
  compareNames(a.place.source, b.place.source) || a.place.line - b.place.line;
