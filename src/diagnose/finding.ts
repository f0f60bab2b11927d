import type { Detection } from '../model/detection.js';
import type { Citation } from '../model/observation.js';
import type { Finding } from '../model/report.js';
import type { DiagnosisRule, FixRule, Text } from '../model/rule.js';
import { argsOf } from './args.js';
import type { Case } from './case.js';
import { membersThatShow } from './cycle-members.js';
import { judgeCycles } from './cycle-versions.js';
import { pickEvidence, pickSightings, signalsOf } from './evidence.js';
import type { Incident } from './incidents.js';
import type { DiagnoseInput } from './input.js';
import { chooseConclusion, judgeConfidence } from './judge.js';
import { feedersOf, isLossy } from './lossy.js';
import { measuredDetections } from './measure.js';
import { measuredOf, peakOf, rateOf } from './rate.js';
import type { Scope } from './scope.js';
import { spanOf } from './span.js';
import { namesOf } from './tree.js';
import { judgeVersions, type NodeSpan, type VersionsVerdict } from './versions.js';

/** Quotes of a finding: of what it measures, and of what else proves it. */
const MEASURED_EVIDENCE = 6;
const OTHER_EVIDENCE = 3;

export interface Proof {
  readonly incident: Incident;
  /** The case as it stands at the place and time of the incident: nothing else proves it. */
  readonly evidence: Case;
  readonly products: ReadonlySet<string>;
}

/** One incident of a diagnosis, still without its place among the others. */
export function createFinding(rule: DiagnosisRule, input: DiagnoseInput, proof: Proof): Finding {
  const { incident, evidence, products } = proof;
  const { circumstantial } = incident;
  const { context, rulebook } = input;
  const measured = measuredDetections(rule, incident);
  const timed = incident.untimed ? [] : measured;
  const shown = shownPlaces(incident);
  const cycles = evidence.cyclesOf([...rule.supporting, ...rule.mechanism]);
  const during = incident.untimed ? undefined : spanOf(shown);
  const own = nodesOf(shown);
  const nodes = [...new Set([...own, ...membersThatShow(cycles, evidence.facts, during)])].sort();
  const spans = spansOf(nodes, incident.untimed ? [] : shown, during);
  const judge = (some: readonly NodeSpan[]): VersionsVerdict =>
    judgeVersions(rule, evidence.facts, some, products);
  const { versions, isAble } = judgeCycles(judge(spans), cycles, spans, judge);
  const conclusion = chooseConclusion(rule.conclusions, evidence.holds, circumstantial);
  const rate = rateOf(timed, evidence.correlations, context);
  const peak = peakOf([...timed, ...alike(rule, incident, evidence)]);
  const others = extra(rule, evidence);
  const height = measuredOf(
    [...measured, ...incident.carrying, ...others],
    evidence.correlations,
    rulebook.signals,
  );
  const draft = {
    id: rule.id,
    key: rule.id,
    severity: rule.severity,
    confidence: judgeConfidence(rule, evidence, { state: versions.state, isAble }, circumstantial),
    role: 'root-cause' as const,
    ...(conclusion ? { conclusion: conclusion.name } : {}),
    title: rule.title,
    cause: conclusion?.cause ?? fallbackCause(rule),
    nodes,
    ...during,
    ...(measured.length > 0
      ? {
          count: atLeast(
            countOf(measured, timed, input, evidence),
            nodes.some((node) => !own.includes(node)),
          ),
        }
      : {}),
    ...(peak ? { peak } : {}),
    ...(rate ? { rate } : {}),
    ...(height ? { measured: height } : {}),
    affected: versions.nodes,
    fix: conclusion?.fix ?? fixFor(rule, versions),
    fixVersions: versions.fixes,
    cycles,
    explains: [],
    explainedBy: [],
    symptomOf: [],
    evidence: evidenceOf(rule, input, proof, measured),
    references: rule.references,
  };
  return { ...draft, args: argsOf(draft, measured) };
}

/** Where no release is affected, or none any more, upgrading is no advice. */
function fixFor({ fix }: DiagnosisRule, { state, isUpgraded }: VersionsVerdict): FixRule {
  if (!fix.upgrade) return fix;
  if (isUpgraded) return { ...fix, upgrade: false, steps: [UPGRADED], workaround: [] };
  return state === 'not-affected' ? { ...fix, upgrade: false, steps: [] } : fix;
}

const UPGRADED: Text = {
  en: 'The nodes have been started with a release that has the fix since; nothing is left to do if it has not come back.',
  zh: '这些节点此后已以包含修复的版本启动；若未再次出现，则无需进一步操作。',
};

/** Requests that other nodes of the cycle show are not among those that were measured. */
const atLeast = (count: NonNullable<Finding['count']>, isMore: boolean) =>
  isMore ? { ...count, atLeast: true } : count;

const fallbackCause = (rule: DiagnosisRule): Text => rule.conclusions.at(-1)?.cause ?? rule.title;

/** Where and when it shows: on the nodes that print it, not on those whose requests they print. */
function shownPlaces({ carrying, measured, places }: Incident): readonly Scope[] {
  const detections = [...carrying, ...measured];
  if (detections.length > 0) return detections;
  return places.map(({ ends, from, to }) => ({ nodes: ends, from, to }));
}

const nodesOf = (places: readonly Scope[]): readonly string[] =>
  [...new Set(places.flatMap(({ nodes }) => nodes))].filter((node) => node !== '').sort();

/**
 * What carries it and counts nothing but records of what `measure` counts: a narrower window shows their peak better. None
 * where `measure` counts what other correlations found, and not records.
 */
function alike(
  { measure }: DiagnosisRule,
  { carrying, untimed }: Incident,
  { correlations }: Case,
): readonly Detection[] {
  if (untimed || measure === undefined) return [];
  if (correlations.get(measure)?.signals.some((name) => correlations.has(name))) return [];
  const signals = new Set(signalsOf(measure, correlations));
  return carrying.filter(({ correlation }) =>
    signalsOf(correlation, correlations).every((signal) => signals.has(signal)),
  );
}

/** What else speaks for it. */
const extra = (rule: DiagnosisRule, evidence: Case): readonly Detection[] =>
  [...rule.supporting, ...rule.mechanism].flatMap((requirement) => evidence.held(requirement));

/** When the fault showed on each node; where nothing tells it, in the time of the whole. */
function spansOf(
  nodes: readonly string[],
  places: readonly Scope[],
  whole: ReturnType<typeof spanOf>,
): readonly NodeSpan[] {
  return nodes.map((node) => {
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } =
      spanOf(places.filter((place) => place.nodes.includes(node))) ?? whole ?? {};
    return { node, from, to };
  });
}

/** At least so many where records were lost before they reached the input, or here, because there were too many groups. */
function countOf(
  measured: readonly Detection[],
  timed: readonly Detection[],
  { tally }: DiagnoseInput,
  { facts, correlations }: Case,
): NonNullable<Finding['count']> {
  const names = new Set(measured.map(({ correlation }) => correlation));
  const kept = [...names].flatMap((name) => feedersOf(name, correlations));
  const isCut = kept.some(({ name }) => {
    const { evictedGroups = 0, droppedDetections = 0, lateObservations = 0 } = tally?.[name] ?? {};
    return evictedGroups + droppedDetections + lateObservations > 0;
  });
  return {
    value: measured.reduce((sum, { count }) => sum + count, 0),
    atLeast: isCut || timed.some((one) => isLossy(one, facts.losses, correlations)),
  };
}

/** Lines of the measured detections; of what else proves it only where there is room. */
function evidenceOf(
  rule: DiagnosisRule,
  { context: { find } }: DiagnoseInput,
  { incident, evidence }: Proof,
  measured: readonly Detection[],
): readonly Citation[] {
  if (measured.length === 0) {
    const signals = rule.required
      .flatMap(namesOf)
      .filter((name) => evidence.facts.signals.has(name));
    const places = shownPlaces(incident);
    return places.length === 0 ? [] : pickSightings(signals, places, find, MEASURED_EVIDENCE);
  }
  const main = pickEvidence(measured, evidence.correlations, find, MEASURED_EVIDENCE);
  const others = [...incident.carrying, ...extra(rule, evidence)].filter(
    (detection) => !measured.includes(detection),
  );
  const known = new Set(main.map(({ source, line }) => `${source}:${line}`));
  const more = pickEvidence(others, evidence.correlations, find, OTHER_EVIDENCE);
  return [...main, ...more.filter(({ source, line }) => !known.has(`${source}:${line}`))];
}
