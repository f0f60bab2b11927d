import type { AnalyzeOptions } from './analyze.js';
import { createClusterDump } from './bundle/cluster-dump.js';
import { classifyPath, type FileClass } from './bundle/layout.js';
import { createLogFacts, type ToldSetting } from './bundle/log-facts.js';
import { withOwnNames } from './bundle/own-names.js';
import { compareNames } from './ingest/natural-order.js';
import { openSources } from './ingest/open-sources.js';
import { AnalyzerError } from './model/error.js';
import type { EnvironmentFact } from './model/fact.js';
import type { RawCoverage } from './observe/coverage.js';
import type { Observer } from './observe/observe.js';
import { createWitnessKeeper, type Witnesses } from './observe/witness-keeper.js';
import { readDump, readFacts } from './read-fact-source.js';
import { isAtOrBelow, readLog } from './read-log.js';

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
export async function gather(
  options: AnalyzeOptions,
  observer: Observer,
  literals: readonly string[] | undefined,
): Promise<Gathered> {
  const covered: RawCoverage[] = [];
  const classes = new Map<string, FileClass>();
  const witnesses = createWitnessKeeper();
  const facts: EnvironmentFact[] = [];
  const told: ToldSetting[] = [];
  const { stdin, signal, paths } = options;
  const opening = { ...(stdin ? { stdin } : {}), ...(signal ? { signal } : {}) };
  for await (const source of openSources(paths, opening)) {
    const place = classifyPath(source.name);
    classes.set(source.name, place);
    if (place.role === 'log') {
      const settings = createLogFacts(source.name, place.scope);
      const dump = createClusterDump();
      const listeners = { observer, witnesses, settings, dump, literals, options };
      const coverage = await readLog(source, place, listeners);
      const listed = await readDump(source.name, place, dump);
      covered.push({ ...coverage, notes: [...coverage.notes, ...listed.notes] });
      facts.push(...listed.facts);
      told.push(...settings.list());
    } else {
      const read = await readFacts(source, place, signal);
      covered.push(read.coverage);
      facts.push(...read.facts);
    }
    signal?.throwIfAborted();
  }
  checkNodes(options.nodes, covered);
  covered.sort((a, b) => compareNames(a.source, b.source));
  return {
    covered,
    classes,
    facts: withOwnNames(facts.sort(byPlace)),
    told: told.sort((a, b) => byPlace(a.fact, b.fact)),
    witnesses: witnesses.list(),
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
