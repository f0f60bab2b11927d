import { availableParallelism } from 'node:os';
import type { AnalyzeOptions } from './analyze.js';
import { createCollection, type Gathered } from './collect.js';
import { expandSources, type Unzipping } from './ingest/open-sources.js';
import type { Source } from './ingest/source.js';
import { listSources } from './ingest/sources.js';
import { listFollowed } from './list-followed.js';
import { AnalyzerError } from './model/error.js';
import type { Rulebook } from './model/rule.js';
import type { RawCoverage } from './observe/coverage.js';
import type { Observer } from './observe/observe.js';
import { MIN_BYTES, type Portion, portionsOf, worthwhileBytes } from './parallel/portions.js';
import { isAtOrBelow } from './read-log.js';
import { siftLiterals } from './sift.js';
import { eitherSignal, wasStopped } from './stop.js';
import { readerFile, unzipperFile } from './worker-url.js';

export type { Gathered } from './collect.js';

/** Reads source by source: logs become observations and are forgotten, other files of bundles become facts. */
export interface Gathering {
  /** Reads everything, once; to the end, or until it is stopped. */
  read(): Promise<void>;
  /** What was read so far; of a log that is being read what it told until now. Changes nothing. */
  soFar(): GatheredSoFar;
}

export interface GatheredSoFar extends Gathered {
  /** Sources that were given and are not begun yet. */
  readonly unbegun: number;
}

export function createGathering(
  options: AnalyzeOptions,
  observer: Observer,
  rulebook: Rulebook,
): Gathering {
  const literals = options.sieve === false ? undefined : siftLiterals(rulebook);
  const collection = createCollection(options, observer, literals);
  const { stdin, stop, live } = options;
  const signal = eitherSignal(options.signal, stop);
  let given: readonly Source[] = [];
  const opening = { live, ...(signal ? { signal } : {}) };

  /** To the end, or until it is stopped. */
  async function readHere(sources: readonly Source[], unzipping?: Unzipping): Promise<void> {
    try {
      for await (const source of expandSources(sources, { ...opening, unzipping })) {
        await collection.read(source, signal);
        signal?.throwIfAborted();
      }
    } catch (error) {
      if (!wasStopped(error, stop)) throw error;
    }
  }

  async function readArriving(sources: AsyncIterable<Source>): Promise<void> {
    const reads: Promise<void>[] = [];
    let failure: { readonly error: unknown } | undefined;
    for await (const source of sources) {
      const read = collection.read(source, signal).catch((error: unknown) => {
        failure ??= { error };
      });
      reads.push(read);
      if (failure) break;
    }
    await Promise.all(reads);
    if (failure) throw failure.error;
  }

  async function readAll(): Promise<void> {
    if (options.follow) {
      const { followed, others, arriving } = await listFollowed(options.paths, stdin);
      const logs = followed.map((source) => collection.read(source, signal));
      await Promise.all([...logs, readHere(others), readArriving(arriving(signal))]);
      return;
    }
    const sources = await listSources(options.paths, stdin ? { stdin } : {});
    given = sources;
    const { threads, portions, workerFile } = divide(sources, options);
    if (workerFile === undefined) {
      await readHere(sources, threads === 0 ? undefined : unzippingOf(options));
      return;
    }
    const { readPortions } = await import('./parallel/read-portions.js');
    const rules = { rulebook, literals };
    const input = { portions, threads, workerFile, rules, options, observer, collection, readHere };
    await readPortions(input);
  }

  return {
    async read() {
      await readAll();
      if (!stop?.aborted) given = [];
      if (!stop?.aborted) checkNodes(options.nodes, collection.soFar().covered);
    },
    soFar() {
      const gathered = collection.soFar();
      return { ...gathered, unbegun: countUnbegun(given, gathered.covered) };
    },
  };
}

function countUnbegun(given: readonly Source[], covered: readonly RawCoverage[]): number {
  const begun = new Set(covered.flatMap(({ source }) => [source, ...foldersOf(source)]));
  return given.filter(({ name }) => !begun.has(name)).length;
}

/** Of a member: its archive is one of them. */
function foldersOf(source: string): readonly string[] {
  const parts = source.split('/');
  return parts.map((_, at) => parts.slice(0, at).join('/'));
}

interface Division {
  readonly portions: readonly Portion[];
  readonly threads: number;
  /** Absent: it is not worth other threads. */
  readonly workerFile?: string | undefined;
}

/** What other threads may read. They are started for several large portions only. */
function divide(sources: readonly Source[], options: AnalyzeOptions): Division {
  const { workers, parallel = {}, live, stdin } = options;
  const cores = availableParallelism();
  const threads = workers ?? cores - 1;
  // What comes through a pipe without end is condensed beside what stands in files.
  const isEndless = live === true && stdin !== undefined;
  if (threads === 0 || sources.length < 2 || isEndless) return { portions: [], threads };
  // Who asks for threads has them sooner.
  const minBytes = workers === undefined ? worthwhileBytes(cores) : MIN_BYTES;
  const portions = portionsOf(sources, parallel.minBytes ?? minBytes);
  if (portions.filter(({ apart }) => apart).length < 2) return { portions, threads };
  return { portions, threads, workerFile: parallel.workerFile ?? readerFile() };
}

/** Of a single large file nothing but its unpacking can be left to another thread. */
function unzippingOf({ parallel }: AnalyzeOptions): Unzipping | undefined {
  const workerFile = parallel?.unzipperFile ?? unzipperFile();
  return workerFile === undefined ? undefined : { workerFile, minBytes: parallel?.minBytes };
}

/** A path that is no source names nothing: most likely it is misspelt. */
function checkNodes(nodes: AnalyzeOptions['nodes'], covered: readonly RawCoverage[]): void {
  for (const [path, node] of nodes ?? []) {
    if (covered.some(({ source }) => isAtOrBelow(source, path))) continue;
    const sentence = `--node ${node}=${path}: no such source; name it as it was given`;
    throw new AnalyzerError('option-invalid', sentence);
  }
}
