import type { Readable } from 'node:stream';
import { createRateSeries } from './detect/baseline.js';
import { createDetectEngine } from './detect/engine.js';
import { createFactCollector } from './diagnose/collect-facts.js';
import { describeNodes, diagnose } from './diagnose/diagnose.js';
import type { FindCitations } from './diagnose/evidence.js';
import { compareNames } from './ingest/natural-order.js';
import { openSources } from './ingest/open-sources.js';
import type { Source } from './ingest/source.js';
import type { TimedObservation } from './model/observation.js';
import type { ClockHint } from './model/record.js';
import type { Coverage, Report } from './model/report.js';
import type { Rulebook } from './model/rule.js';
import type { EpochMs } from './model/time.js';
import { coverSource, type RawCoverage, settleCoverage } from './observe/coverage.js';
import { mayRepeat, withoutDuplicates } from './observe/duplicates.js';
import { createObserver, type Observer } from './observe/observe.js';
import { nodeOfPath } from './observe/origin.js';
import { createClockSettler } from './observe/settle.js';
import { createParser } from './parse/parser.js';
import { loadRulebook } from './rulebook/load.js';
import { builtinRules, VERSION } from './version.js';

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

export type TimeLimit = { readonly at: EpochMs } | { readonly beforeNewestMs: number };

/**
 * Reads everything that was given and answers with one report.
 * Throws `AnalyzerError` where the input, an option or a rule cannot be used at all.
 */
export async function analyze(options: AnalyzeOptions): Promise<Report> {
  // 1. The rules: built in, and the user's beside them.
  const rulebook = await loadRulebook([builtinRules(), ...(options.rules ?? [])]);
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
    // 4. observations -> detections and facts, over all sources in time order.
    const found = detectAll(
      rulebook,
      observer,
      selectTime(once(observer.runs.inOrder(settle), covered), coverage, options),
      coverage,
    );
    // 5. detections and facts -> findings -> report.
    const find: FindCitations = (signal, filter) => observer.citations.find(signal, filter, settle);
    return buildReport(rulebook, observer, found, find, coverage, options);
  } finally {
    observer.runs.close();
  }
}

/** The one async loop: everything behind a line is synchronous. */
async function readSource(
  source: Source,
  observer: Observer,
  { clock = {}, nodes, signal, onProgress }: AnalyzeOptions,
): Promise<RawCoverage> {
  const node = nodes?.get(source.name);
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

interface Found extends ReturnType<ReturnType<typeof createDetectEngine>['end']> {
  readonly facts: ReturnType<ReturnType<typeof createFactCollector>['facts']>;
  readonly rates: ReturnType<typeof createRateSeries>;
  readonly counts: ReadonlyMap<string, number>;
}

function detectAll(
  rulebook: Rulebook,
  observer: Observer,
  observations: Iterable<TimedObservation>,
  coverage: readonly Coverage[],
): Found {
  const engine = createDetectEngine(rulebook.correlations);
  const facts = createFactCollector(rulebook.facts);
  const rates = createRateSeries();
  const counts = new Map<string, number>();
  for (const observation of observations) {
    const { weight = 1, signal, subject, at } = observation;
    counts.set(signal, (counts.get(signal) ?? 0) + weight);
    facts.see(observation);
    engine.push(observation);
    if (!observer.untimed.has(subject.source)) rates.add(signal, subject.node, at, weight);
  }
  for (const { node = '', from, to } of coverage) {
    if (from !== undefined && to !== undefined) {
      rates.cover(node, from);
      rates.cover(node, to);
    }
  }
  return { ...engine.end(newestOf(coverage) ?? 0), facts: facts.facts(), rates, counts };
}

const newestOf = (coverage: readonly Coverage[]): EpochMs | undefined =>
  coverage.reduce<EpochMs | undefined>(
    (most, { to }) => (to !== undefined && (most === undefined || to > most) ? to : most),
    undefined,
  );

/** What stands in several sources of a node counts once. */
const once = (
  observations: Iterable<TimedObservation>,
  covered: readonly RawCoverage[],
): Iterable<TimedObservation> =>
  mayRepeat(covered.flatMap(({ nodes }) => nodes)) ? withoutDuplicates(observations) : observations;

function* selectTime(
  observations: Iterable<TimedObservation>,
  coverage: readonly Coverage[],
  { since, until }: AnalyzeOptions,
): Generator<TimedObservation> {
  const newest = newestOf(coverage) ?? 0;
  const limit = (given: TimeLimit | undefined): EpochMs | undefined =>
    given && ('at' in given ? given.at : newest - given.beforeNewestMs);
  if (!since && !until) return yield* observations;
  const from = limit(since) ?? Number.NEGATIVE_INFINITY;
  const to = limit(until) ?? Number.POSITIVE_INFINITY;
  for (const observation of observations) {
    if (observation.at >= from && observation.at <= to) yield observation;
  }
}

function buildReport(
  rulebook: Rulebook,
  observer: Observer,
  found: Found,
  find: FindCitations,
  coverage: readonly Coverage[],
  options: AnalyzeOptions,
): Report {
  const times = coverage.flatMap(({ from, to }) => [from ?? [], to ?? []].flat());
  const spanMs = times.length === 0 ? 0 : Math.max(...times) - Math.min(...times);
  const { speakers, untimed } = observer;
  const answer = diagnose({
    rulebook,
    facts: found.facts,
    detections: found.detections,
    context: { find, baseline: found.rates.baseline, untimed },
    idents: speakers.idents,
    components: speakers.components,
    heard: speakers.heard,
    seen: (signal) => found.counts.get(signal) ?? 0,
    recordCount: coverage.reduce((sum, { records }) => sum + records, 0),
    spanMs,
  });
  const muted = new Set(options.mute ?? []);
  const named = coverage.flatMap(({ node }) => node ?? []);
  return {
    tool: {
      version: VERSION,
      rules: { pack: rulebook.pack, count: rulebook.diagnoses.length },
    },
    verdict: answer.verdict,
    cluster: {
      products: answer.products,
      nodes: describeNodes(found.facts, [...named, ...found.facts.nodes.keys()]),
    },
    findings: answer.findings.filter(({ id }) => !muted.has(id)),
    muted: answer.findings.flatMap(({ id }) => (muted.has(id) ? [id] : [])),
    outcomes: answer.outcomes,
    coverage,
  };
}
