import type { AnalyzeOptions } from './analyze.js';
import { boundNotes, withinBounds } from './bounds.js';
import { maskSecrets } from './bundle/config/secrets.js';
import type { CommonClock } from './common-clock.js';
import { countOutside, isBurst } from './detect/baseline.js';
import { type Diagnosis, describeNodes, diagnose } from './diagnose/diagnose.js';
import type { FindCitations } from './diagnose/evidence.js';
import type { DiagnoseInput } from './diagnose/input.js';
import { withListing } from './diagnose/listing.js';
import { withOpenEnds } from './diagnose/open-ends.js';
import { logsByComponent } from './diagnose/peer-without.js';
import { findProcessEnds } from './diagnose/process-ends.js';
import { withTopology } from './diagnose/topology-edges.js';
import { findAll } from './find-all.js';
import { heardPerHost, partlyHeard, perHost } from './hosts.js';
import type { Environment } from './model/fact.js';
import { isHostFormat } from './model/host-format.js';
import type { Observations, Quote, TimedObservation } from './model/observation.js';
import type { Coverage, Finding, Report } from './model/report.js';
import type { Rulebook } from './model/rule.js';
import { withNodeEvidence } from './node-evidence.js';
import type { Copies } from './observe/copies.js';
import type { Observer } from './observe/observe.js';
import type { Placement } from './placement.js';
import { withSpokenProduct } from './spoken-products.js';
import type { TimeSpan } from './time-limit.js';
import { VERSION } from './version.js';
import { findDisputes, withDisputedVersions, withDisputes } from './version-disputes.js';

export interface ConcludeInput {
  readonly rulebook: Rulebook;
  readonly observer: Observer;
  /** In time order, each record once. */
  readonly observations: Observations;
  readonly clock: CommonClock;
  readonly coverage: readonly Coverage[];
  /** What the user asked for, inside what the input covers. */
  readonly span: TimeSpan;
  /** What the user asked for, whether the input covers it or not; absent: no time. */
  readonly asked?: TimeSpan | undefined;
  /** Sources whose lines are those of others: they prove nothing anew. */
  readonly copies: Copies;
  readonly mute: AnalyzeOptions['mute'];
  readonly placement: Placement;
  /** What files beside the logs told. */
  readonly environment: Environment;
  /** Distributions by the units that speak in the logs of a node alone. */
  readonly products?: ReadonlyMap<string, string>;
  /** So long nothing came from the input, which has not ended: what was quiet for that long is over. Default 0. */
  readonly silentMs?: number | undefined;
  /** Sources that were given and not begun. */
  readonly unbegun?: number;
  /** Is shown every observation with a time inside the span, in order. */
  readonly watch?: ((observation: TimedObservation) => void) | undefined;
}

/** The report and what it was made of. */
export interface Concluded {
  readonly report: Report;
  readonly diagnosed: DiagnoseInput;
  readonly diagnosis: Diagnosis;
}

/** observations -> detections and facts -> findings -> report. */
export function conclude(input: ConcludeInput): Concluded {
  const { rulebook, observer, coverage, span } = input;
  const hosts = perHost(coverage);
  const found = findAll({ ...input, coverage: hosts });
  const { speakers, untimed } = observer;
  const find = createFinder(input);
  const byNode = speakers.byNode(input.placement.subjectOf);
  const disputes = findDisputes(startSignals(rulebook), find, coverage);
  const facts = {
    ...found.facts,
    nodes: withDisputes(found.facts.nodes, disputes),
    edges: withListing(found.facts.edges, find),
    logsOf: logsByComponent(heardPerHost(coverage), byNode.heard),
  };
  const muted = new Set(input.mute ?? []);
  const diagnosed: DiagnoseInput = {
    rulebook,
    muted,
    facts,
    detections: found.detections,
    brief: found.brief,
    best: found.best,
    tally: found.tally,
    context: {
      find,
      untimed,
      baseline: found.rates.baseline,
      isBurst: (perMinute, signals, node, from, to) => {
        const series = found.rates.of(signals, node);
        return series && isBurst(perMinute, series, from, to);
      },
      countOutside: (signals, node, intervals) => {
        const series = found.rates.of(signals, node);
        return series && countOutside(series, intervals);
      },
    },
    idents: speakers.idents,
    components: speakers.components,
    ...byNode,
    partlyHeard: partlyHeard(input),
    seen: found.counts.seen,
    unread: found.counts.unread,
    recordCount: coverage.reduce((sum, { records }) => sum + records, 0),
    spanMs: span.to - span.from,
    inputFrom: span.from,
    inputTo: span.to,
    ...(input.asked ? { asked: input.asked } : {}),
    coverage: hosts,
  };
  const answer = diagnose(diagnosed);
  const ends = findProcessEnds(observer.citations.signalsAt('fatal'), find);
  const findings = answer.findings.map((finding) =>
    withOpenEnds(withinBounds(finding, observer.overflow), {
      rulebook,
      detections: found.detections,
      starts: found.facts.nodes,
      ends,
      ...untilNow(input),
    }),
  );
  const bounds = boundNotes(found.tally, observer.overflow);
  // Only journals name their host; the name of a plain file is no node unless something was seen in it.
  const named = hosts.flatMap(({ node, format }) => (isHostFormat(format) ? (node ?? []) : []));
  const nodes = describeNodes(found.facts, [...named, ...found.facts.nodes.keys()]);
  const report: Report = {
    tool: {
      version: VERSION,
      rules: { pack: rulebook.pack, count: rulebook.diagnoses.length },
    },
    verdict: answer.verdict,
    cluster: {
      products: answer.products,
      ...(input.clock.clocks.length > 0 ? { clocks: input.clock.clocks } : {}),
      nodes: withDisputedVersions(
        withNodeEvidence(
          nodes.map((node) => withSpokenProduct(node, input.products)),
          { startSignals: startSignals(rulebook), find, environment: input.environment },
        ),
        disputes,
      ),
    },
    findings: findings
      .filter(({ id }) => !muted.has(id))
      .map((finding) => withoutSecrets(withTopology(finding, rulebook, facts, find))),
    muted: [...new Set(answer.findings.map(({ id }) => id))].filter((id) => muted.has(id)),
    outcomes: answer.outcomes,
    coverage,
    ...(bounds.length > 0 ? { bounds } : {}),
    ...(input.unbegun ? { unbegun: input.unbegun } : {}),
  };
  return { report, diagnosed, diagnosis: answer };
}

/** What the logs and the asked time reach to, with the time nothing came in. */
function untilNow({ coverage, span, asked, silentMs = 0 }: ConcludeInput) {
  if (silentMs === 0) return { coverage, span };
  return {
    coverage: coverage.map((one) =>
      one.to === undefined ? one : { ...one, to: one.to + silentMs },
    ),
    span: asked ? span : { ...span, to: span.to + silentMs },
  };
}

const startSignals = ({ signals }: Rulebook): readonly string[] =>
  signals.flatMap(({ name, fields }) => (Object.hasOwn(fields, 'product_version') ? [name] : []));

/**
 * Kept quotes with their time and node complete; each signal's are completed once. Where none fits, one that is
 * kept whatever its kind may.
 */
function createFinder({ observer, clock, placement, copies }: ConcludeInput): FindCitations {
  const { find, findSpare } = observer.citations;
  const once = (search: typeof find): FindCitations => {
    const known = new Map<string, readonly Quote[]>();
    return (signal, filter) => {
      const quotes =
        known.get(signal) ??
        search(signal, ({ citation }) => !copies.has(citation.source), clock.settle).map((quote) =>
          placeQuote(quote, placement, clock),
        );
      known.set(signal, quotes);
      return quotes.filter(filter);
    };
  };
  const [first, second] = [once(find), once(findSpare)];
  return (signal, filter) => {
    const found = first(signal, filter);
    return found.length > 0 ? found : second(signal, filter);
  };
}

/** The hashes are over the lines as they stood; what is shown holds no secret. */
const withoutSecrets = (finding: Finding): Finding => ({
  ...masked(finding),
  ...(finding.edges ? { edges: finding.edges.map(masked) } : {}),
});

const masked = <T extends Pick<Finding, 'evidence'>>(one: T): T => ({
  ...one,
  evidence: one.evidence.map((line) => ({ ...line, text: maskSecrets(line.text) })),
});

/** What a line proves is placed on the common clock; it is cited with the time it gives itself. */
function placeQuote(
  { citation, observation, ...rest }: Quote,
  placement: Placement,
  { aheadOf }: CommonClock,
): Quote {
  const subject = placement.subjectOf(observation.subject);
  const { node } = subject;
  const { at } = observation;
  return {
    ...rest,
    citation: node === '' ? citation : { ...citation, node },
    observation: {
      ...observation,
      subject,
      ...(at === undefined ? {} : { at: at - aheadOf(node) }),
    },
  };
}
