import type { AnalyzeOptions } from './analyze.js';
import type { ClusterDump } from './bundle/cluster-dump.js';
import type { FileClass } from './bundle/layout.js';
import type { LogFacts } from './bundle/log-facts.js';
import type { Source } from './ingest/source.js';
import { coverSource, type RawCoverage } from './observe/coverage.js';
import type { Observer } from './observe/observe.js';
import type { WitnessKeeper } from './observe/witness-keeper.js';
import { createParser } from './parse/parser.js';
import { siftFor } from './sift.js';

/** Who hears the records of a log. */
export interface Listeners {
  readonly observer: Observer;
  readonly witnesses: WitnessKeeper;
  readonly settings: LogFacts;
  readonly dump: ClusterDump;
  /** Lines that hold none may be left out; absent: every line is read. */
  readonly literals: readonly string[] | undefined;
  readonly options: AnalyzeOptions;
}

/** The one async loop over lines: everything behind a line is synchronous. */
export async function readLog(
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

/** The node the user gave to a source or to a folder above it. */
function givenNode(source: string, nodes: AnalyzeOptions['nodes']): string | undefined {
  for (const [path, node] of nodes ?? []) if (isAtOrBelow(source, path)) return node;
  return undefined;
}

export function isAtOrBelow(source: string, path: string): boolean {
  const plain = path.replace(/\/+$/, '');
  return source === plain || source.startsWith(`${plain}/`);
}
