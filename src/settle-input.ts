import type { AnalyzeOptions } from './analyze.js';
import { settleTold } from './bundle/log-facts.js';
import { resolveNodes } from './bundle/nodes.js';
import { createCommonClock } from './common-clock.js';
import type { ConcludeInput } from './conclude.js';
import { placeCopies } from './copies.js';
import { createEnvironment } from './environment.js';
import type { Gathered } from './gather.js';
import { perHost, withHosts } from './hosts.js';
import { withLogClusters } from './log-clusters.js';
import { withLogNames } from './log-named.js';
import { AnalyzerError } from './model/error.js';
import type { Observations } from './model/observation.js';
import type { Coverage } from './model/report.js';
import type { Rulebook } from './model/rule.js';
import { type EpochMs, formatInstant, type Instant } from './model/time.js';
import { type Copies, findCopies } from './observe/copies.js';
import { type RawCoverage, settleCoverage } from './observe/coverage.js';
import { mayRepeat, overlapsOf, withoutCopies, withoutDuplicates } from './observe/duplicates.js';
import type { LetGo } from './observe/let-go.js';
import type { Observer } from './observe/observe.js';
import type { Settle } from './observe/runs.js';
import { withLogAddresses } from './own-facts.js';
import { createPlacement, nodeOfLog, type Placement } from './placement.js';
import { mayRepeatPods, placePods } from './pod-carriers.js';
import { spokenProducts } from './spoken-products.js';
import { placeStreams } from './streams.js';
import { askedTime, spanOf, type TimeSpan } from './time-limit.js';

export interface SettleInput {
  readonly options: AnalyzeOptions;
  readonly rulebook: Rulebook;
  readonly observer: Observer;
  readonly gathered: Gathered;
  /** By source: up to when its observations were let go. */
  readonly gone: ReadonlyMap<string, LetGo>;
}

const NO_HOSTS = { yearless: false, zoneless: false };

/** Which source belongs to which node, what completes times without year or zone, and one clock for all. */
export function settleInput(input: SettleInput): ConcludeInput {
  const { options, rulebook, observer, gone } = input;
  const { covered, classes, facts, told, witnesses } = input.gathered;
  const copies = findCopies(covered);
  const ownAddresses = observer.ownAddresses.list();
  const named = withLogNames(facts, covered, classes);
  const known = resolveNodes(withLogAddresses(named, covered, ownAddresses));
  const logs = {
    covered: covered.filter(({ source }) => !copies.has(source)),
    ownAddresses,
    given: new Set(options.nodes?.values()),
    classes,
  };
  const placed = createPlacement(known, logs);
  const placement = placeCopies(placed, copies);
  const { correlations } = rulebook;
  const clock = createCommonClock({ covered, witnesses, placement, correlations });
  const { settle } = clock;
  const nodeOf = (named: string, source: string): string => nodeOfLog(placement, named, source);
  const ofCoverage = ({ node = '', source }: RawCoverage): string => nodeOf(node, source);
  const coverage = clock
    .move(settleCoverage(covered, settle, ofCoverage, copies))
    .map((one, index) => withHosts(one, covered[index] ?? NO_HOSTS, nodeOf, settle))
    .map((one) => withLetGo(one, gone.get(one.source), settle));
  const joined = placeStreams(placePods(placement, covered), covered, coverage);
  const observations = observer.runs.inOrder(settle, joined.subjectOf, clock.aheadOf);
  const momentOf = ({ ms, assumed }: Instant, source: string): EpochMs =>
    assumed ? settle(ms, source) : ms;
  return {
    rulebook,
    observer,
    observations: once(observations, { covered, coverage, copies, placement }),
    copies,
    placement: joined,
    environment: createEnvironment({
      facts,
      registry: withLogClusters(known, placed.clusters),
      told: settleTold(told, nodeOf, momentOf),
      named: perHost(coverage).flatMap(({ node }) => node ?? []),
    }),
    products: spokenProducts(covered, nodeOf),
    clock,
    coverage,
    span: askedSpan(coverage, options),
    asked: askedTime(spanOf(coverage, undefined, undefined), options.since, options.until),
    mute: options.mute,
  };
}

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

/** What stands in several sources of a node counts once. */
function once(
  observations: Observations,
  { covered, coverage, copies, placement }: Known,
): Observations {
  const nodes = covered.flatMap((one) => {
    const named = one.nodes.length > 0 ? one.nodes : [one.node ?? ''];
    return [...new Set(named.map((node) => placement.nodeOf(node, one.source, false)))];
  });
  const originals = copies.size > 0 ? withoutCopies(observations, copies) : observations;
  const overlaps = overlapsOf(coverage.filter(({ source }) => !copies.has(source)));
  if (!mayRepeat(nodes) && overlaps.size === 0 && !mayRepeatPods(covered)) return originals;
  return withoutDuplicates(originals, overlaps, coverage);
}

interface Known {
  readonly covered: readonly RawCoverage[];
  readonly coverage: readonly Coverage[];
  readonly copies: Copies;
  readonly placement: Placement;
}
