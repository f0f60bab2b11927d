import type { AnalyzeOptions } from './analyze.js';
import { type ClusterDump, createClusterDump } from './bundle/cluster-dump.js';
import { classifyPath, type FileClass } from './bundle/layout.js';
import { createLogFacts, type LogFacts, type ToldSetting } from './bundle/log-facts.js';
import { withOwnNames } from './bundle/own-names.js';
import { withHashes } from './cite-settings.js';
import { compareNames } from './ingest/natural-order.js';
import { openSources } from './ingest/open-sources.js';
import type { Source } from './ingest/source.js';
import { AnalyzerError } from './model/error.js';
import type { EnvironmentFact } from './model/fact.js';
import type { CoverageNote } from './model/report.js';
import { coverFacts, coverSource, type RawCoverage } from './observe/coverage.js';
import type { Observer } from './observe/observe.js';
import {
  createWitnessKeeper,
  type Witnesses,
  type WitnessKeeper,
} from './observe/witness-keeper.js';
import { createParser } from './parse/parser.js';
import { siftFor } from './sift.js';

/** Files that tell facts are small; what lies beyond this is not read, in one line (bytes) or in all (characters). */
const MAX_FACT_CHARS = 16 * 1024 * 1024;

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

interface Listeners {
  readonly observer: Observer;
  readonly witnesses: WitnessKeeper;
  readonly settings: LogFacts;
  readonly dump: ClusterDump;
  /** Lines that hold none may be left out; absent: every line is read. */
  readonly literals: readonly string[] | undefined;
  readonly options: AnalyzeOptions;
}

/** The one async loop over lines: everything behind a line is synchronous. */
async function readLog(
  source: Source,
  place: FileClass,
  { observer, witnesses, settings, dump, literals, options }: Listeners,
): Promise<RawCoverage> {
  const { clock = {}, nodes, signal, onProgress } = options;
  const given = givenNode(source.name, nodes);
  const seen = observer.source(source.name);
  const witness = witnesses.source(source.name);
  const parser = createParser({ source: source.name, hint: clock }, (read) => {
    const pod = dump.isDump ? dump.podAt(read.line.no) : undefined;
    const placed = pod === undefined ? read : { ...read, pod };
    const record = given === undefined ? placed : { ...placed, node: given };
    settings.see(record);
    witness(record);
    seen.see(record);
  });
  const sieve = siftFor(parser, literals, options.windowSizes);
  // The heads of the logs in a dump must not be left out.
  const sifting = { ...sieve, mayLeaveOut: () => !dump.isDump && sieve.mayLeaveOut() };
  const reader = source.open(signal, sifting);
  let last = 0;
  for await (const lines of reader) {
    for (const line of lines) {
      if (line.no > last + 1) {
        parser.skip();
        seen.skip();
      }
      last = line.no;
      if (dump.see(line)) parser.skip();
      else parser.push(line);
    }
    onProgress?.(source.name, reader.lines);
  }
  signal?.throwIfAborted();
  parser.end();
  seen.end();
  return coverSource({
    source: source.name,
    scope: place.scope,
    reader,
    tally: parser.tally,
    seen,
  });
}

/** Nodes and pods that stand in a log: in the output of `kubectl cluster-info dump`. */
async function readDump(
  source: string,
  { scope }: FileClass,
  { lists, isCut }: ClusterDump,
): Promise<{
  readonly facts: readonly EnvironmentFact[];
  readonly notes: readonly CoverageNote[];
}> {
  const notes: readonly CoverageNote[] = isCut ? [{ code: 'facts-cut' }] : [];
  if (lists.length === 0) return { facts: [], notes };
  const { readFactFile } = await import('./bundle/read-facts.js');
  const facts = lists.flatMap(({ kind, text, before }) =>
    readFactFile(kind, source, text, scope).map((fact) => ({
      ...fact,
      place: { ...fact.place, line: fact.place.line + before },
    })),
  );
  return { facts, notes };
}

async function readFacts(
  source: Source,
  { role, kind, scope }: FileClass,
  signal: AbortSignal | undefined,
): Promise<{ readonly coverage: RawCoverage; readonly facts: readonly EnvironmentFact[] }> {
  // Read by YAML, which takes long to load.
  const { readFactFile } = await import('./bundle/read-facts.js');
  const { isUnderstood } = await import('./bundle/understood.js');
  const reader = source.open(signal, undefined, MAX_FACT_CHARS);
  let text = '';
  let isCut = false;
  if (role !== 'ignored') {
    for await (const lines of reader) {
      isCut = text.length > MAX_FACT_CHARS;
      if (isCut) break;
      for (const line of lines) text += `${line.text}\n`;
    }
  }
  isCut ||= reader.clipped > 0;
  const facts = withHashes(readFactFile(kind, source.name, text, scope), text);
  const notes: CoverageNote[] = [];
  if (isCut) notes.push({ code: 'facts-cut' });
  else if (!isUnderstood(kind, text, facts)) notes.push({ code: 'facts-broken' });
  const coverage = coverFacts({ source: source.name, scope, role, kind, reader });
  return { coverage: { ...coverage, notes: [...coverage.notes, ...notes] }, facts };
}

/** The node the user gave to a source or to a folder above it. */
function givenNode(source: string, nodes: AnalyzeOptions['nodes']): string | undefined {
  for (const [path, node] of nodes ?? []) if (isAtOrBelow(source, path)) return node;
  return undefined;
}

function isAtOrBelow(source: string, path: string): boolean {
  const plain = path.replace(/\/+$/, '');
  return source === plain || source.startsWith(`${plain}/`);
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
