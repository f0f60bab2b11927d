import type { Readable } from 'node:stream';
import { settleTold } from './bundle/log-facts.js';
import { resolveNodes } from './bundle/nodes.js';
import { conclude } from './conclude.js';
import { createEnvironment } from './environment.js';
import { gather } from './gather.js';
import { AnalyzerError } from './model/error.js';
import type { TimedObservation } from './model/observation.js';
import type { ClockHint } from './model/record.js';
import type { Coverage, Report } from './model/report.js';
import type { Rulebook } from './model/rule.js';
import { formatInstant } from './model/time.js';
import { type RawCoverage, settleCoverage } from './observe/coverage.js';
import { mayRepeat, withoutDuplicates } from './observe/duplicates.js';
import { createObserver } from './observe/observe.js';
import { createSettle } from './observe/settle.js';
import { podOfPath } from './parse/transport/pod-path.js';
import { createPlacement, type Placement } from './placement.js';
import { loadRulebook } from './rulebook/load.js';
import { spanOf, type TimeLimit, type TimeSpan } from './time-limit.js';
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
  const observer = createObserver(rulebook);
  try {
    // 2. bytes -> lines -> records -> observations; other files of bundles -> facts.
    const { covered, facts, told } = await gather(options, observer);
    // 3. Which source belongs to which node, and what completes times without year or zone.
    const registry = resolveNodes(facts);
    const placement = createPlacement(registry);
    const settle = createSettle(covered, placement.offsetOf);
    const nodeOf = (named: string, source: string): string =>
      placement.nodeOf(named, source, podOfPath(source) !== undefined);
    const coverage = settleCoverage(covered, settle, ({ node = '', source }) =>
      nodeOf(node, source),
    );
    // 4. observations -> detections and facts -> findings -> report, over all sources in time order.
    return conclude({
      rulebook,
      observer,
      observations: once(observer.runs.inOrder(settle, placement.subjectOf), covered, placement),
      placement,
      environment: createEnvironment({
        facts,
        registry,
        told: settleTold(told, nodeOf, ({ ms, assumed }, source) =>
          assumed ? settle(ms, source) : ms,
        ),
        named: coverage.flatMap(({ node }) => node ?? []),
      }),
      settle,
      coverage,
      span: askedSpan(coverage, options),
      mute: options.mute,
    });
  } finally {
    observer.runs.close();
  }
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
  covered: readonly RawCoverage[],
  placement: Placement,
): Iterable<TimedObservation> {
  const nodes = covered.flatMap((one) => {
    const named = one.nodes.length > 0 ? one.nodes : [one.node ?? ''];
    return [...new Set(named.map((node) => placement.nodeOf(node, one.source, false)))];
  });
  return mayRepeat(nodes) ? withoutDuplicates(observations) : observations;
}
