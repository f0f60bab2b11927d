import type { Readable } from 'node:stream';
import { maskSecrets } from './bundle/config/secrets.js';
import { settleTold } from './bundle/log-facts.js';
import { resolveNodes } from './bundle/nodes.js';
import { createCommonClock } from './common-clock.js';
import { type Concluded, type ConcludeInput, conclude } from './conclude.js';
import { placeCopies } from './copies.js';
import { type Memory, recall, remember } from './diagnose/recall.js';
import { createEnvironment } from './environment.js';
import { createGathering, type Gathered } from './gather.js';
import type { WindowSizes } from './ingest/sifting.js';
import { withLogClusters } from './log-clusters.js';
import { AnalyzerError } from './model/error.js';
import type { TimedObservation } from './model/observation.js';
import type { ClockHint } from './model/record.js';
import type { Coverage, Report } from './model/report.js';
import type { Rulebook } from './model/rule.js';
import { type EpochMs, formatInstant, type Instant } from './model/time.js';
import { type Copies, findCopies } from './observe/copies.js';
import { type RawCoverage, settleCoverage } from './observe/coverage.js';
import { mayRepeat, overlapsOf, withoutCopies, withoutDuplicates } from './observe/duplicates.js';
import type { LetGo } from './observe/let-go.js';
import { createObserver, type Observer } from './observe/observe.js';
import type { Settle } from './observe/runs.js';
import { podOfPath } from './parse/transport/pod-path.js';
import { createPlacement, type Placement } from './placement.js';
import { openRulebook } from './rulebook/open.js';
import { askedTime, spanOf, type TimeLimit, type TimeSpan } from './time-limit.js';
import { builtinRules, compiledRules } from './version.js';

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
  /** False: every line is parsed, so that counts of records and unparsed lines are complete. */
  readonly sieve?: boolean;
  /** For tests: how much is read whole, and sieved at once. */
  readonly windowSizes?: WindowSizes;
  /** For tests: observations that are kept of an input without end. */
  readonly maxKept?: number;
  /** Threads that read large files beside this one; 0: none. Default: as many as there are cores besides one. */
  readonly workers?: number;
  /** For tests: from how much text on another thread is worth it, and the program that it runs. */
  readonly parallel?: { readonly minBytes?: number; readonly workerFile?: string };
  /** Logs are read on as they grow, until the reading is stopped; those that do not exist yet are waited for. */
  readonly follow?: boolean;
  /** Someone waits for what comes through the pipe: it is read line by line, not only by the block. */
  readonly live?: boolean;
  readonly signal?: AbortSignal;
  /** Ends the reading: the answer is that of what was read until then. */
  readonly stop?: AbortSignal;
  /** `bytes`: of text, decompressed. */
  readonly onProgress?: (source: string, lines: number, bytes: number, done: boolean) => void;
  /** Asked between two reads of a log: the reading goes on when the promise is kept. */
  readonly turn?: () => Promise<void> | undefined;
}

/**
 * Reads everything that was given and answers with one report.
 * Throws `AnalyzerError` where the input, an option or a rule cannot be used at all.
 */
export async function analyze(options: AnalyzeOptions): Promise<Report> {
  const analysis = await openAnalysis(options);
  try {
    await analysis.read();
    return analysis.conclude().report;
  } finally {
    analysis.close();
  }
}

/** An analysis that can be asked before it is done. */
export interface Analysis {
  readonly rulebook: Rulebook;
  /** Reads everything, once. Throws as `analyze` does. */
  read(): Promise<void>;
  /**
   * The answer to what was read so far; to be asked between two reads, any number of times: the last answer is the
   * same whether or not others were given before. `silentMs`: so long nothing came, though more may come. Throws `option-invalid` where the asked time is empty.
   */
  conclude(watch?: ConcludeInput['watch'], silentMs?: number): Concluded;
  /** Makes room where an input without end has filled it; to be called between two reads. */
  tidy(): void;
  /** Removes what was set aside. */
  close(): void;
}

/** Throws `AnalyzerError` for an option or a rule that cannot be used. */
export async function openAnalysis(options: AnalyzeOptions): Promise<Analysis> {
  // The rules: built in, and the user's beside them.
  const rulebook = await openRulebook([builtinRules(), ...(options.rules ?? [])], compiledRules());
  checkMuted(options.mute ?? [], rulebook);
  const observer = createObserver(rulebook, {
    mask: maskSecrets,
    maxKept: isEndless(options) ? (options.maxKept ?? MAX_KEPT) : undefined,
  });
  const gathering = createGathering(options, observer, rulebook);
  const gone = new Map<string, LetGo>();
  let memory: Memory | undefined;

  const concludeRest: Analysis['conclude'] = (watch, silentMs) => {
    const gathered = gathering.soFar();
    const input = settleInput(options, rulebook, observer, gathered, gone);
    return conclude({ ...input, watch, silentMs });
  };
  const concludeAll: Analysis['conclude'] = (watch, silentMs) => {
    const concluded = concludeRest(watch, silentMs);
    return { ...concluded, report: recall(concluded.report, memory, rulebook.diagnoses) };
  };
  return {
    rulebook,
    // bytes -> lines -> records -> observations; other files of bundles -> facts.
    read: gathering.read,
    // observations -> detections and facts -> findings -> report, over all sources in time order.
    conclude: concludeAll,
    tidy() {
      if (!observer.runs.isFull) return;
      const whole = reportOf(concludeAll);
      for (const one of observer.runs.letGo()) {
        if (one.at > (gone.get(one.source)?.at ?? Number.NEGATIVE_INFINITY))
          gone.set(one.source, one);
      }
      const rest = reportOf(concludeRest);
      if (whole && rest) memory = remember(whole, rest);
    },
    close: observer.runs.close,
  };
}

/** Which source belongs to which node, what completes times without year or zone, and one clock for all. */
function settleInput(
  options: AnalyzeOptions,
  rulebook: Rulebook,
  observer: Observer,
  { covered, classes, facts, told, witnesses }: Gathered,
  gone: ReadonlyMap<string, LetGo>,
): ConcludeInput {
  const known = resolveNodes(facts);
  const copies = findCopies(covered);
  const logs = {
    covered: covered.filter(({ source }) => !copies.has(source)),
    ownAddresses: observer.ownAddresses.list(),
    given: new Set(options.nodes?.values()),
    classes,
  };
  const placed = createPlacement(known, logs);
  const placement = placeCopies(placed, copies);
  const { correlations } = rulebook;
  const clock = createCommonClock({ covered, witnesses, placement, correlations });
  const { settle } = clock;
  const nodeOf = (named: string, source: string): string =>
    placement.nodeOf(named, source, podOfPath(source) !== undefined);
  const ofCoverage = ({ node = '', source }: RawCoverage): string => nodeOf(node, source);
  const coverage = clock
    .move(settleCoverage(covered, settle, ofCoverage, copies))
    .map((one) => withLetGo(one, gone.get(one.source), settle));
  const observations = observer.runs.inOrder(settle, placement.subjectOf, clock.aheadOf);
  const momentOf = ({ ms, assumed }: Instant, source: string): EpochMs =>
    assumed ? settle(ms, source) : ms;
  return {
    rulebook,
    observer,
    observations: once(observations, { covered, coverage, copies, placement }),
    copies,
    placement,
    environment: createEnvironment({
      facts,
      registry: withLogClusters(known, placed.clusters),
      told: settleTold(told, nodeOf, momentOf),
      named: coverage.flatMap(({ node }) => node ?? []),
    }),
    clock,
    coverage,
    span: askedSpan(coverage, options),
    asked: askedTime(spanOf(coverage, undefined, undefined), options.since, options.until),
    mute: options.mute,
  };
}

/** Observations of an input without end that are kept: an answer takes about half a second. */
const MAX_KEPT = 262_144;

/** Nothing where the asked time is empty until now. */
function reportOf(ask: () => Concluded): Report | undefined {
  try {
    return ask().report;
  } catch (error) {
    if (error instanceof AnalyzerError) return undefined;
    throw error;
  }
}

const isEndless = ({ live, follow, stdin }: AnalyzeOptions): boolean =>
  live === true && (follow === true || stdin !== undefined);

function withLetGo(one: Coverage, gone: LetGo | undefined, settle: Settle): Coverage {
  if (!gone) return one;
  const { at, source, assumed } = gone;
  const detail = formatInstant(assumed ? settle(at, source) : at);
  return { ...one, notes: [...one.notes, { code: 'let-go-before', detail }] };
}

/** The asked time; an empty one is a mistake, not an all-clear. */
function askedSpan(coverage: readonly Coverage[], { since, until }: AnalyzeOptions): TimeSpan {
  const span = spanOf(coverage, since, until);
  if (span.from <= span.to) return span;
  const covered = spanOf(coverage, undefined, undefined);
  const [first, last] = [formatInstant(covered.from), formatInstant(covered.to)];
  throw new AnalyzerError(
    'option-invalid',
    `--since and --until leave nothing: the input covers ${first} to ${last}`,
  );
}

function checkMuted(ids: readonly string[], rulebook: Rulebook): void {
  const known = rulebook.diagnoses.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  const sentence = `--mute ${unknown}: no such diagnosis; there are ${known.sort().join(', ')}`;
  throw new AnalyzerError('option-invalid', sentence);
}

/** What stands in several sources of a node counts once. */
function once(
  observations: Iterable<TimedObservation>,
  { covered, coverage, copies, placement }: Known,
): Iterable<TimedObservation> {
  const nodes = covered.flatMap((one) => {
    const named = one.nodes.length > 0 ? one.nodes : [one.node ?? ''];
    return [...new Set(named.map((node) => placement.nodeOf(node, one.source, false)))];
  });
  const originals = copies.size > 0 ? withoutCopies(observations, copies) : observations;
  const overlaps = overlapsOf(coverage.filter(({ source }) => !copies.has(source)));
  if (!mayRepeat(nodes) && overlaps.size === 0) return originals;
  return withoutDuplicates(originals, overlaps, coverage);
}

interface Known {
  readonly covered: readonly RawCoverage[];
  readonly coverage: readonly Coverage[];
  readonly copies: Copies;
  readonly placement: Placement;
}
