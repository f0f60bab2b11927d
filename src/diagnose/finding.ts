import type { Detection } from '../model/detection.js';
import type { Citation } from '../model/observation.js';
import type { Finding, Rate } from '../model/report.js';
import type { DiagnosisRule, Text } from '../model/rule.js';
import type { EpochMs } from '../model/time.js';
import { spanText } from './because.js';
import { type Case, namesOf } from './case.js';
import { type FindCitations, pickEvidence } from './evidence.js';
import { chooseConclusion, judgeConfidence, judgeVersions } from './judge.js';

/** A logger tells of dropped records up to this long after the spell. */
const LOSS_LAG_MS = 60_000;
const MINUTE_MS = 60_000;
/** Quotes of a finding: of what it measures, and of what else proves it. */
const MEASURED_EVIDENCE = 6;
const OTHER_EVIDENCE = 3;

/** The healthy rate as the input itself shows it outside an interval; `undefined`: too little of it. */
export type MeasuredBaseline = (
  signals: readonly string[],
  node: string,
  from: EpochMs,
  to: EpochMs,
) => number | undefined;

export interface FindingContext {
  readonly evidence: Case;
  readonly find: FindCitations;
  readonly baseline: MeasuredBaseline;
  /** Sources without any time: intervals and rates from them mean nothing. */
  readonly untimed: ReadonlySet<string>;
}

/** A present diagnosis, still without its place among the others. */
export function createFinding(
  rule: DiagnosisRule,
  context: FindingContext,
  circumstantial: boolean,
): Finding {
  const { evidence } = context;
  const requirements = circumstantial ? rule.circumstantial : rule.required;
  const measured = measuredDetections(rule, evidence, requirements);
  const carrying = requirements
    .flatMap((requirement) => evidence.held(requirement))
    .flatMap((name) => evidence.detections.get(name) ?? []);
  const all = measured.length > 0 ? measured : carrying;
  const involved = [...all, ...carrying].flatMap((detection) => detection.nodes);
  const nodes = [...new Set(involved)].filter((node) => node !== '').sort();
  const timed = all.filter(
    ({ samples }) => !samples.some((s) => context.untimed.has(s.subject.source)),
  );
  const interval = intervalOf(timed);
  const at = interval?.to ?? Number.POSITIVE_INFINITY;
  const versions = judgeVersions(rule, evidence.facts, nodes, at);
  const confidence = judgeConfidence(rule, evidence, versions.state, circumstantial);
  const conclusion = circumstantial
    ? undefined
    : chooseConclusion(rule.conclusions, (requirement) => evidence.holds(requirement));
  const cycles = evidence.cyclesOf([...rule.supporting, ...rule.mechanism]);
  const rate = rateOf(context, timed);
  const count = {
    value: all.reduce((sum, detection) => sum + detection.count, 0),
    atLeast: interval !== undefined && wasLossy(context, nodes, interval),
  };
  const peak = peakOf(timed);
  const draft = {
    id: rule.id,
    severity: rule.severity,
    confidence,
    role: 'root-cause' as const,
    title: rule.title,
    cause: conclusion?.cause ?? fallbackCause(rule),
    nodes,
    ...(interval ?? {}),
    count,
    ...(peak ? { peak } : {}),
    ...(rate ? { rate } : {}),
    affected: versions.nodes,
    fix: rule.fix,
    fixVersions: versions.fixes,
    cycles,
    explains: [],
    explainedBy: [],
    evidence: evidenceOf(rule, context, all),
    references: rule.references,
  };
  const named = conclusion ? { ...draft, conclusion: conclusion.name } : draft;
  return { ...named, args: argsOf(named, all) };
}

const fallbackCause = (rule: DiagnosisRule): Text => rule.conclusions.at(-1)?.cause ?? rule.title;

/** Detections that give interval and count: of `measure`, else of the first requirement that holds. */
function measuredDetections(
  rule: DiagnosisRule,
  evidence: Case,
  requirements: DiagnosisRule['required'],
): readonly Detection[] {
  const measure = rule.measure === undefined ? undefined : evidence.detections.get(rule.measure);
  if (measure) return measure;
  const [first] = requirements.flatMap((requirement) => evidence.held(requirement));
  return first === undefined ? [] : (evidence.detections.get(first) ?? []);
}

/** Lines of the measured detections; of what else proves it only where there is room. */
function evidenceOf(
  rule: DiagnosisRule,
  { evidence, find }: FindingContext,
  measured: readonly Detection[],
): readonly Citation[] {
  const main = pickEvidence(measured, evidence.correlations, find, MEASURED_EVIDENCE);
  const others = [...rule.supporting, ...rule.mechanism]
    .flatMap(namesOf)
    .flatMap((name) => evidence.detections.get(name) ?? [])
    .filter((detection) => !measured.includes(detection));
  const known = new Set(main.map(({ source, line }) => `${source}:${line}`));
  const more = pickEvidence(others, evidence.correlations, find, OTHER_EVIDENCE);
  return [...main, ...more.filter(({ source, line }) => !known.has(`${source}:${line}`))];
}

function intervalOf(
  detections: readonly Detection[],
): { readonly from: EpochMs; readonly to: EpochMs } | undefined {
  if (detections.length === 0) return undefined;
  return {
    from: detections.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY),
    to: detections.reduce((most, { to }) => Math.max(most, to), Number.NEGATIVE_INFINITY),
  };
}

function peakOf(detections: readonly Detection[]): Finding['peak'] {
  let best: { readonly perMinute: number; readonly at: EpochMs } | undefined;
  for (const { peak } of detections) {
    if (peak.perMinute !== undefined && peak.perMinute > (best?.perMinute ?? 0)) {
      best = { perMinute: round(peak.perMinute), at: peak.at };
    }
  }
  return best;
}

const round = (value: number): number => Number(value.toPrecision(3));

/** Rate of the busiest detection against the known healthy rate, or the input's own quiet one. */
function rateOf(
  { evidence, baseline }: FindingContext,
  detections: readonly Detection[],
): Rate | undefined {
  const [busiest] = [...detections].sort((a, b) => b.count - a.count);
  if (!busiest || busiest.count < 2) return undefined;
  const correlation = evidence.correlations.get(busiest.correlation);
  const perMinute = round(
    (busiest.count * MINUTE_MS) / Math.max(busiest.to - busiest.from, MINUTE_MS),
  );
  const known = correlation?.baseline?.perMinute;
  const own = baseline(
    correlation?.signals ?? [],
    busiest.nodes[0] ?? '',
    busiest.from,
    busiest.to,
  );
  const baselinePerMinute = known ?? own;
  if (baselinePerMinute === undefined) return undefined;
  return {
    perMinute,
    baselinePerMinute: round(baselinePerMinute),
    baselineFrom: known === undefined ? 'input' : 'rule',
    ...(baselinePerMinute > 0 ? { ratio: round(perMinute / baselinePerMinute) } : {}),
  };
}

function wasLossy(
  { evidence }: FindingContext,
  nodes: readonly string[],
  { from, to }: { readonly from: EpochMs; readonly to: EpochMs },
): boolean {
  return evidence.facts.losses.some(
    (loss) => nodes.includes(loss.node) && loss.at >= from && loss.at <= to + LOSS_LAG_MS,
  );
}

/** Values for the placeholders of rule texts. */
function argsOf(
  finding: Omit<Finding, 'args'>,
  detections: readonly Detection[],
): Readonly<Record<string, string>> {
  const { nodes, count, rate, from, to, cycles, affected, fixVersions } = finding;
  const [cycle] = cycles;
  const value = detections.find((detection) => detection.value !== undefined)?.value;
  const args: Record<string, string | undefined> = {
    nodes: nodes.join(', '),
    count: count && String(count.value),
    rate: rate && String(rate.perMinute),
    baseline: rate && String(rate.baselinePerMinute),
    ratio: rate?.ratio === undefined ? undefined : String(rate.ratio),
    duration: from === undefined || to === undefined ? undefined : spanText(to - from),
    cycle: cycle && [...cycle, cycle[0]].join(' → '),
    value: value === undefined ? undefined : String(round(value)),
    version: [...new Set(affected.flatMap((node) => node.version ?? []))].join(', ') || undefined,
    fix: Object.values(fixVersions).join(', ') || undefined,
  };
  return Object.fromEntries(
    Object.entries(args).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
