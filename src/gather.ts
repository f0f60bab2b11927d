import type { AnalyzeOptions } from './analyze.js';
import { classifyPath, type FileClass } from './bundle/layout.js';
import type { ToldSetting } from './bundle/log-facts.js';
import { withOwnNames } from './bundle/own-names.js';
import { compareNames } from './ingest/natural-order.js';
import { openSources } from './ingest/open-sources.js';
import type { Source } from './ingest/source.js';
import { AnalyzerError } from './model/error.js';
import type { EnvironmentFact } from './model/fact.js';
import type { RawCoverage } from './observe/coverage.js';
import type { Observer } from './observe/observe.js';
import { createWitnessKeeper, type Witnesses } from './observe/witness-keeper.js';
import { readDump, readFacts } from './read-fact-source.js';
import { isAtOrBelow, type OpenLog, openLog } from './read-log.js';
import { eitherSignal, wasStopped } from './stop.js';

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

/** Reads source by source: logs become observations and are forgotten, other files of bundles become facts. */
export interface Gathering {
  /** Reads everything, once; to the end, or until it is stopped. */
  read(): Promise<void>;
  /** What was read so far; of a log that is being read what it told until now. Changes nothing. */
  soFar(): Gathered;
}

export function createGathering(
  options: AnalyzeOptions,
  observer: Observer,
  literals: readonly string[] | undefined,
): Gathering {
  const covered: RawCoverage[] = [];
  const classes = new Map<string, FileClass>();
  const witnesses = createWitnessKeeper();
  const facts: EnvironmentFact[] = [];
  const told: ToldSetting[] = [];
  const listeners = { observer, witnesses, literals, options };
  let open: OpenLog | undefined;

  async function readSource(source: Source, signal: AbortSignal | undefined): Promise<void> {
    const place = classifyPath(source.name);
    classes.set(source.name, place);
    if (place.role !== 'log') {
      const read = await readFacts(source, place, signal);
      covered.push(read.coverage);
      facts.push(...read.facts);
      return;
    }
    const log = openLog(source, place, listeners);
    open = log;
    await log.read(signal);
    const listed = await readDump(source.name, place, log.dump);
    open = undefined;
    const coverage = log.coverage();
    covered.push({ ...coverage, notes: [...coverage.notes, ...listed.notes] });
    facts.push(...listed.facts);
    told.push(...log.settings.list());
  }

  async function readAll(): Promise<void> {
    const { stdin, paths, stop } = options;
    const signal = eitherSignal(options.signal, stop);
    const opening = { ...(stdin ? { stdin } : {}), ...(signal ? { signal } : {}) };
    for await (const source of openSources(paths, opening)) {
      await readSource(source, signal);
      signal?.throwIfAborted();
    }
  }

  return {
    async read() {
      try {
        await readAll();
      } catch (error) {
        if (!wasStopped(error, options.stop)) throw error;
        return;
      }
      checkNodes(options.nodes, covered);
    },
    soFar() {
      const all = open ? [...covered, open.coverage()] : [...covered];
      const settings = open ? [...told, ...open.settings.list()] : [...told];
      return {
        covered: all.sort((a, b) => compareNames(a.source, b.source)),
        classes,
        facts: withOwnNames([...facts].sort(byPlace)),
        told: settings.sort((a, b) => byPlace(a.fact, b.fact)),
        witnesses: witnesses.list(),
      };
    },
  };
}

/** A path that is no source names nothing: most likely it is misspelt. */
function checkNodes(nodes: AnalyzeOptions['nodes'], covered: readonly RawCoverage[]): void {
  for (const [path, node] of nodes ?? []) {
    if (covered.some(({ source }) => isAtOrBelow(source, path))) continue;
    const sentence = `--node ${node}=${path}: no such source; name it as it was given`;
    throw new AnalyzerError('option-invalid', sentence);
  }
}

const byPlace = (a: EnvironmentFact, b: EnvironmentFact): number =>
  compareNames(a.place.source, b.place.source) || a.place.line - b.place.line;
