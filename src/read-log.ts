import type { AnalyzeOptions } from './analyze.js';
import { type ClusterDump, createClusterDump } from './bundle/cluster-dump.js';
import type { FileClass } from './bundle/layout.js';
import { createLogFacts, type LogFacts } from './bundle/log-facts.js';
import type { Source } from './ingest/source.js';
import type { LogRecord } from './model/record.js';
import type { CoverageNoteCode } from './model/report.js';
import { coverSource, type LineTally, type RawCoverage } from './observe/coverage.js';
import type { Observer } from './observe/observe.js';
import type { WitnessKeeper } from './observe/witness-keeper.js';
import { createParser } from './parse/parser.js';
import { createRest } from './rest.js';
import { siftFor } from './sift.js';
import { wasStopped } from './stop.js';
import { createLearner } from './templates/learn.js';
import { createTemplates } from './templates/templates.js';

/** What hears the records of all logs. */
export interface Listeners {
  readonly observer: Observer;
  readonly witnesses: WitnessKeeper;
  /** Lines that hold none may be left out; absent: every line is read. */
  readonly literals: readonly string[] | undefined;
  readonly options: AnalyzeOptions;
}

/** A log and what was heard of it so far. */
export interface OpenLog {
  /** To the end, once; what it tells can be asked for at any time. */
  read(signal: AbortSignal | undefined): Promise<void>;
  coverage(): RawCoverage;
  readonly settings: Pick<LogFacts, 'list'>;
  readonly dump: ClusterDump;
}

export function openLog(source: Source, place: FileClass, listeners: Listeners): OpenLog {
  const { observer, witnesses, literals, options } = listeners;
  const { clock = {}, nodes, stop, onProgress, onRest, turn } = options;
  const given = givenNode(source.name, nodes);
  const settings = createLogFacts(source.name, place.scope);
  const dump = createClusterDump();
  const seen = observer.source(source.name);
  const witness = witnesses.source(source.name);
  const complete = (read: LogRecord): LogRecord => {
    const pod = dump.isDump ? dump.podAt(read.line.no) : undefined;
    const placed = pod === undefined ? read : { ...read, pod };
    return given === undefined ? placed : { ...placed, node: given };
  };
  const parsing = { source: source.name, hint: clock, onCut: seen.skip };
  const parser = createParser(parsing, (read) => {
    const record = complete(read);
    settings.see(record);
    witness(record);
    seen.see(record);
    templates.learn(record);
  });
  /** Number of the last line that was heard. */
  let last = 0;
  const before = (no: number): void => {
    if (no > last + 1) parser.cut();
    last = no;
  };
  const outcomes = { ...observer.wanted, source: source.name, complete, tells: settings.mayTell };
  const templates = createTemplates(source.name, createLearner(outcomes), {
    isReady: () => !parser.isOpen(),
    before,
    timeOf: parser.again,
    hear: seen.hear,
  });
  const sieve = siftFor(parser, literals, options.windowSizes, templates);
  // The heads of the logs in a dump must not be left out.
  const sifting = { ...sieve, mayLeaveOut: () => !dump.isDump && sieve.mayLeaveOut() };
  let reader: LineTally = UNREAD;
  let isCutOff = false;
  const isLive = isEndless(source, options);
  const rest = createRest(() => {
    const { records } = parser.tally;
    parser.rest();
    if (parser.tally.records > records) onRest?.();
  });

  /** The one async loop over lines: everything behind a line is synchronous. */
  async function readLines(signal: AbortSignal | undefined): Promise<void> {
    const lineReader = source.open(signal, sifting);
    reader = lineReader;
    for await (const lines of lineReader) {
      for (const line of lines) {
        before(line.no);
        if (dump.see(line)) parser.skip();
        else parser.push(line);
      }
      if (isLive) rest.again();
      onProgress?.(source.name, lineReader.lines, lineReader.bytes, false);
      await turn?.();
    }
    signal?.throwIfAborted();
  }

  return {
    settings,
    dump,
    async read(signal) {
      try {
        await readLines(signal);
      } catch (error) {
        if (!wasStopped(error, stop)) throw error;
        isCutOff = !isLive;
      } finally {
        rest.end();
      }
      parser.end();
      onProgress?.(source.name, reader.lines, reader.bytes, true);
    },
    coverage: () =>
      coverSource({
        source: source.name,
        scope: place.scope,
        reader: isCutOff ? withNote(reader, 'reading-stopped') : reader,
        tally: parser.tally,
        seen,
      }),
  };
}

/** Such a source ends when the user has seen enough: nothing is missing. */
const isEndless = ({ path }: Source, { follow, live, stdin }: AnalyzeOptions): boolean =>
  follow === true || (live === true && stdin !== undefined && path === undefined);

const withNote = (
  { lines, leftOut, clipped, bytes, notes }: LineTally,
  code: CoverageNoteCode,
): LineTally => ({ lines, leftOut, clipped, bytes, notes: [...notes, { code }] });

const UNREAD: LineTally = { lines: 0, leftOut: 0, clipped: 0, bytes: 0, notes: [] };

/** The node the user gave to a source or to a folder above it. */
function givenNode(source: string, nodes: AnalyzeOptions['nodes']): string | undefined {
  for (const [path, node] of nodes ?? []) if (isAtOrBelow(source, path)) return node;
  return undefined;
}

export function isAtOrBelow(source: string, path: string): boolean {
  const plain = path.replace(/\/+$/, '');
  return source === plain || source.startsWith(`${plain}/`);
}
