import type { Readable } from 'node:stream';
import { conclude } from './conclude.js';
import { compareNames } from './ingest/natural-order.js';
import { openSources } from './ingest/open-sources.js';
import type { Source } from './ingest/source.js';
import { AnalyzerError } from './model/error.js';
import type { TimedObservation } from './model/observation.js';
import type { ClockHint } from './model/record.js';
import type { Report } from './model/report.js';
import type { Rulebook } from './model/rule.js';
import { coverSource, type RawCoverage, settleCoverage } from './observe/coverage.js';
import { mayRepeat, withoutDuplicates } from './observe/duplicates.js';
import { createObserver, type Observer } from './observe/observe.js';
import { nodeOfPath } from './observe/origin.js';
import { createClockSettler } from './observe/settle.js';
import { createParser } from './parse/parser.js';
import { loadRulebook } from './rulebook/load.js';
import { spanOf, type TimeLimit } from './time-limit.js';
import { builtinRules } from './version.js';

export interface AnalyzeOptions {
  /** Files, folders, `-` for the pipe. */
  readonly paths: readonly string[];
  readonly stdin?: Readable;
  /** Folders with rules beside the built-in pack. */
  readonly rules?: readonly string[];
  /** For stamps that lack year or zone. */
  readonly clock?: ClockHint;
  /** Which node a source belongs to, by the source's name. */
  readonly nodes?: ReadonlyMap<string, string>;
  /** Limits on the time in the log; relative ones count back from the newest record. */
  readonly since?: TimeLimit;
  readonly until?: TimeLimit;
  /** Diagnoses the user chose not to see. */
  readonly mute?: readonly string[];
  readonly signal?: AbortSignal;
  readonly onProgress?: (source: string, lines: number) => void;
}

/**
 * Reads everything that was given and answers with one report.
 * Throws `AnalyzerError` where the input, an option or a rule cannot be used at all.
 */
export async function analyze(options: AnalyzeOptions): Promise<Report> {
  // 1. The rules: built in, and the user's beside them.
  const rulebook = await loadRulebook([builtinRules(), ...(options.rules ?? [])]);
  checkMuted(options.mute ?? [], rulebook);
  // 2. bytes -> lines -> records -> observations, source by source; records are forgotten at once.
  const observer = createObserver(rulebook);
  try {
    const covered: RawCoverage[] = [];
    const { stdin, signal } = options;
    const opening = { ...(stdin ? { stdin } : {}), ...(signal ? { signal } : {}) };
    for await (const source of openSources(options.paths, opening)) {
      covered.push(await readSource(source, observer, options));
    }
    // The order of files and of members in an archive says nothing.
    covered.sort((a, b) => compareNames(a.source, b.source));
    // 3. Times that lack their year take it from the other sources.
    const settle = createClockSettler(covered);
    const coverage = settleCoverage(covered, settle);
    // 4. observations -> detections and facts -> findings -> report, over all sources in time order.
    return conclude({
      rulebook,
      observer,
      observations: once(observer.runs.inOrder(settle), covered),
      settle,
      coverage,
      span: spanOf(coverage, options.since, options.until),
      mute: options.mute,
    });
  } finally {
    observer.runs.close();
  }
}

function checkMuted(ids: readonly string[], rulebook: Rulebook): void {
  const known = rulebook.diagnoses.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  const sentence = `--mute ${unknown}: no such diagnosis; there are ${known.sort().join(', ')}`;
  throw new AnalyzerError('option-invalid', sentence);
}

/** The node the user gave to a source or to a folder above it. */
function givenNode(source: string, nodes: AnalyzeOptions['nodes']): string | undefined {
  for (const [path, node] of nodes ?? []) {
    const plain = path.replace(/\/+$/, '');
    if (source === plain || source.startsWith(`${plain}/`)) return node;
  }
  return undefined;
}

/** The one async loop: everything behind a line is synchronous. */
async function readSource(
  source: Source,
  observer: Observer,
  { clock = {}, nodes, signal, onProgress }: AnalyzeOptions,
): Promise<RawCoverage> {
  const node = givenNode(source.name, nodes);
  const seen = observer.source(source.name, node ?? nodeOfPath(source.name) ?? '');
  const parser = createParser({ source: source.name, hint: clock }, (record) =>
    seen.see(node === undefined ? record : { ...record, node }),
  );
  const reader = source.open(signal);
  for await (const lines of reader) {
    for (const line of lines) parser.push(line);
    onProgress?.(source.name, reader.lines);
  }
  signal?.throwIfAborted();
  parser.end();
  seen.end();
  return coverSource(source.name, reader, parser.tally, seen, node ?? nodeOfPath(source.name));
}

/** What stands in several sources of a node counts once. */
const once = (
  observations: Iterable<TimedObservation>,
  covered: readonly RawCoverage[],
): Iterable<TimedObservation> =>
  mayRepeat(covered.flatMap(({ nodes }) => nodes)) ? withoutDuplicates(observations) : observations;
