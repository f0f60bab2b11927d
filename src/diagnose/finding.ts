import type { Detection } from '../model/detection.js';
import type { Citation } from '../model/observation.js';
import type { Finding } from '../model/report.js';
import type { DiagnosisRule, Requirement, Text } from '../model/rule.js';
import type { EpochMs } from '../model/time.js';
import { argsOf } from './args.js';
import type { Case } from './case.js';
import { pickEvidence } from './evidence.js';
import type { DiagnoseInput } from './input.js';
import { chooseConclusion, judgeConfidence } from './judge.js';
import { feedersOf, isLossy } from './lossy.js';
import { measuredOf, peakOf, rateOf } from './rate.js';
import type { Scope } from './scope.js';
import { createTimeline } from './timeline.js';
import { namesOf } from './tree.js';
import { judgeVersions, type NodeSpan, type VersionsVerdict } from './versions.js';

/** Quotes of a finding: of what it measures, and of what else proves it. */
const MEASURED_EVIDENCE = 6;
const OTHER_EVIDENCE = 3;

export interface Proof {
  readonly evidence: Case;
  /** Only the circumstances speak for it, not what is required. */
  readonly circumstantial: boolean;
  readonly products: ReadonlySet<string>;
}

/** A present diagnosis, still without its place among the others. */
export function createFinding(rule: DiagnosisRule, input: DiagnoseInput, proof: Proof): Finding {
  const { evidence, circumstantial, products } = proof;
  const { context, rulebook } = input;
  const carrying = evidence.held({ all: circumstantial ? rule.circumstantial : rule.required });
  const places = circumstantial ? carrying : [...carrying, ...sightings(rule.required, evidence)];
  const measured = measuredDetections(rule, evidence, carrying, places);
  const all = measured.length > 0 ? measured : carrying;
  const nodes = nodesOf([...all, ...places]);
  const timed = all.filter(
    ({ samples }) => !samples.some(({ subject }) => context.untimed.has(subject.source)),
  );
  const versions = judgeVersions(
    rule,
    evidence.facts,
    spansOf(nodes, [...timed, ...places]),
    products,
  );
  const conclusion = chooseConclusion(rule.conclusions, evidence.holds, circumstantial);
  const peak = peakOf(timed);
  const rate = rateOf(timed, evidence.correlations, context);
  const shown = measuredOf(
    [...all, ...carrying, ...extra(rule, evidence)],
    evidence.correlations,
    rulebook.signals,
  );
  const draft = {
    id: rule.id,
    severity: rule.severity,
    confidence: judgeConfidence(rule, evidence, versions.state, circumstantial),
    role: 'root-cause' as const,
    ...(conclusion ? { conclusion: conclusion.name } : {}),
    title: rule.title,
    cause: conclusion?.cause ?? fallbackCause(rule),
    nodes,
    ...intervalOf(timed),
    count: {
      value: all.reduce((sum, { count }) => sum + count, 0),
      atLeast: isAtLeast(all, timed, input, evidence),
    },
    ...(peak ? { peak } : {}),
    ...(rate ? { rate } : {}),
    ...(shown ? { measured: shown } : {}),
    affected: versions.nodes,
    fix: fixFor(rule, versions.state),
    fixVersions: versions.fixes,
    cycles: evidence.cyclesOf([...rule.supporting, ...rule.mechanism]),
    explains: [],
    explainedBy: [],
    evidence: evidenceOf(rule, input, evidence, all),
    references: rule.references,
  };
  return { ...draft, args: argsOf(draft, all) };
}

/** Where no release is affected, upgrading is no advice. */
const fixFor = ({ fix }: DiagnosisRule, state: VersionsVerdict['state']): DiagnosisRule['fix'] =>
  fix.upgrade && state === 'not-affected' ? { ...fix, upgrade: false, steps: [] } : fix;

const fallbackCause = (rule: DiagnosisRule): Text => rule.conclusions.at(-1)?.cause ?? rule.title;

/** Where signals that are required by their own name were seen. */
const sightings = (requirements: readonly Requirement[], { facts }: Case): readonly Scope[] =>
  requirements
    .flatMap(namesOf)
    .flatMap((name) => facts.signals.get(name) ?? [])
    .map(({ node, from, to }) => ({ nodes: [node], from, to }));

const nodesOf = (places: readonly Scope[]): readonly string[] =>
  [...new Set(places.flatMap(({ nodes }) => nodes))].filter((node) => node !== '').sort();

/** Detections that give interval and count: those of `measure` beside what carries the finding, else of its first correlation. */
function measuredDetections(
  rule: DiagnosisRule,
  evidence: Case,
  carrying: readonly Detection[],
  places: readonly Scope[],
): readonly Detection[] {
  if (rule.measure !== undefined) {
    const marginMs = evidence.correlations.get(rule.measure)?.windowMs ?? 0;
    const beside = createTimeline(places);
    const measured = (evidence.detections.get(rule.measure) ?? []).filter((one) =>
      beside.meets(one, marginMs),
    );
    if (measured.length > 0) return measured;
  }
  return carrying.filter(({ correlation }) => correlation === carrying[0]?.correlation);
}

/** What else speaks for it. */
const extra = (rule: DiagnosisRule, evidence: Case): readonly Detection[] =>
  [...rule.supporting, ...rule.mechanism].flatMap((requirement) => evidence.held(requirement));

/** When the fault showed on each node. */
function spansOf(nodes: readonly string[], places: readonly Scope[]): readonly NodeSpan[] {
  return nodes.map((node) => {
    const own = places.filter((place) => place.nodes.includes(node));
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } =
      intervalOf(own) ?? {};
    return { node, from, to };
  });
}

function intervalOf(
  places: readonly Pick<Scope, 'from' | 'to'>[],
): { readonly from: EpochMs; readonly to: EpochMs } | undefined {
  if (places.length === 0) return undefined;
  return {
    from: places.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY),
    to: places.reduce((most, { to }) => Math.max(most, to), Number.NEGATIVE_INFINITY),
  };
}

/** Records were lost before they reached the input, or here, because there were too many groups. */
function isAtLeast(
  all: readonly Detection[],
  timed: readonly Detection[],
  { tally }: DiagnoseInput,
  { facts, correlations }: Case,
): boolean {
  const names = new Set(all.map(({ correlation }) => correlation));
  const kept = [...names].flatMap((name) => feedersOf(name, correlations));
  const isCut = kept.some(({ name }) => {
    const { evictedGroups = 0, droppedDetections = 0, lateObservations = 0 } = tally?.[name] ?? {};
    return evictedGroups + droppedDetections + lateObservations > 0;
  });
  return isCut || timed.some((one) => isLossy(one, facts.losses, correlations));
}

/** Lines of the measured detections; of what else proves it only where there is room. */
function evidenceOf(
  rule: DiagnosisRule,
  { context: { find } }: DiagnoseInput,
  evidence: Case,
  measured: readonly Detection[],
): readonly Citation[] {
  const main = pickEvidence(measured, evidence.correlations, find, MEASURED_EVIDENCE);
  const others = extra(rule, evidence).filter((detection) => !measured.includes(detection));
  const known = new Set(main.map(({ source, line }) => `${source}:${line}`));
  const more = pickEvidence(others, evidence.correlations, find, OTHER_EVIDENCE);
  return [...main, ...more.filter(({ source, line }) => !known.has(`${source}:${line}`))];
}
