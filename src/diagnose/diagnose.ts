import type { Detection } from '../model/detection.js';
import type { Finding, NodeInfo, Outcome, OverallVerdict } from '../model/report.js';
import type { DiagnosisRule, Requirement, Rulebook, Text } from '../model/rule.js';
import { BECAUSE, spanText } from './because.js';
import { type Case, createCase, namesOf } from './case.js';
import { signalsOf } from './evidence.js';
import type { ClusterFacts } from './facts.js';
import { createFinding, type FindingContext } from './finding.js';
import { isForeign, productsSeen } from './products.js';
import { rankFindings } from './rank.js';

export interface DiagnoseInput {
  readonly rulebook: Rulebook;
  readonly facts: ClusterFacts;
  readonly detections: readonly Detection[];
  readonly context: Omit<FindingContext, 'evidence'>;
  readonly idents: ReadonlySet<string>;
  readonly components: ReadonlySet<string>;
  /** Did the component print at this level or a more talkative one? */
  readonly heard: (component: string, level?: string) => boolean;
  /** How many records matched a signal. */
  readonly seen: (signal: string) => number;
  readonly recordCount: number;
  /** Time between the first and the last record. */
  readonly spanMs: number;
}

export interface Diagnosis {
  readonly verdict: OverallVerdict;
  readonly findings: readonly Finding[];
  readonly outcomes: readonly Outcome[];
  readonly products: readonly string[];
}

/** Weighs every diagnosis of the pack: a finding where it is present, else the reason why not. */
export function diagnose(input: DiagnoseInput): Diagnosis {
  const evidence = createCase(input.rulebook, input.facts, input.detections);
  const products = productsSeen(input.facts, input.idents, input.components);
  const findings: Finding[] = [];
  const outcomes = input.rulebook.diagnoses.map((rule): Outcome => {
    const silent = silence(rule, input, evidence, products);
    if (silent) return { id: rule.id, title: rule.title, ...silent };
    const circumstantial = !required(rule, evidence);
    const finding = createFinding(rule, { ...input.context, evidence }, circumstantial);
    findings.push(finding);
    const { cause: because, args } = finding;
    return { id: rule.id, title: rule.title, verdict: 'present', because, args, collect: [] };
  });
  const ranked = rankFindings(findings, input.rulebook.diagnoses);
  return {
    verdict: overall(ranked, outcomes, input.recordCount),
    findings: ranked,
    outcomes: outcomes.sort((a, b) => (a.id < b.id ? -1 : 1)),
    products: [...products].sort(),
  };
}

type Silence = Pick<Outcome, 'verdict' | 'because' | 'args' | 'collect'>;

/** Why there is no finding; `undefined`: there is one. */
function silence(
  rule: DiagnosisRule,
  input: DiagnoseInput,
  evidence: Case,
  products: ReadonlySet<string>,
): Silence | undefined {
  const say = (
    verdict: Outcome['verdict'],
    because: Text,
    args: Readonly<Record<string, string>> = {},
    collect: readonly string[] = [],
  ): Silence => ({ verdict, because, args, collect });

  if (isForeign(rule.products, products)) {
    const args = { seen: [...products].sort().join(', '), products: rule.products.join(', ') };
    return say('ruled-out', BECAUSE.foreign, args);
  }
  const refuting = rule.refuting.find((requirement) => evidence.holds(requirement) === true);
  if (refuting !== undefined) {
    return say('ruled-out', BECAUSE.refuted, { fact: namesOf(refuting).join(', ') });
  }
  if (required(rule, evidence) || circumstantial(rule, evidence)) return undefined;
  if (input.recordCount === 0) return say('not-assessable', BECAUSE.noRecords, {}, collectOf(rule));
  const unheard = rule.notAssessableWithout.find(
    ({ component, level }) => !input.heard(component, level),
  );
  const seen = signalsOfRule(rule, evidence).reduce((sum, signal) => sum + input.seen(signal), 0);
  if (unheard && seen === 0) return say('not-assessable', unheard.because, {}, unheard.collect);
  if (seen > 0) return say('absent', BECAUSE.below, { count: String(seen) });
  const neededMs = shortestProofMs(rule, evidence);
  if (input.spanMs < neededMs) {
    const args = { span: spanText(input.spanMs), needed: spanText(neededMs) };
    return say('not-assessable', BECAUSE.tooShort, args, collectOf(rule));
  }
  return say('absent', BECAUSE.quiet);
}

const required = (rule: DiagnosisRule, evidence: Case): boolean =>
  rule.required.length > 0 &&
  rule.required.every((requirement) => evidence.holds(requirement) === true);

const circumstantial = (rule: DiagnosisRule, evidence: Case): boolean =>
  rule.circumstantial.length > 0 &&
  rule.circumstantial.every((requirement) => evidence.holds(requirement) === true);

const collectOf = (rule: DiagnosisRule): readonly string[] => [
  ...new Set(rule.notAssessableWithout.flatMap(({ collect }) => collect)),
];

const signalsOfRule = (rule: DiagnosisRule, evidence: Case): readonly string[] => [
  ...new Set(
    rule.required.flatMap(namesOf).flatMap((name) => signalsOf(name, evidence.correlations)),
  ),
];

/** The least time any way to this diagnosis has to last. */
function shortestProofMs(rule: DiagnosisRule, evidence: Case): number {
  const needed = (requirement: Requirement): number => {
    if (typeof requirement === 'string') {
      return evidence.correlations.get(requirement)?.minDurationMs ?? 0;
    }
    if ('any' in requirement) return Math.min(...requirement.any.map(needed));
    if ('all' in requirement) return Math.max(...requirement.all.map(needed));
    return 0;
  };
  return Math.max(0, ...rule.required.map(needed));
}

function overall(
  findings: readonly Finding[],
  outcomes: readonly Outcome[],
  recordCount: number,
): OverallVerdict {
  const roots = findings.filter(({ role }) => role !== 'symptom');
  if (roots.some(({ confidence }) => confidence !== 'possible')) return 'explained';
  if (findings.length > 0) return 'suspected';
  const assessed = outcomes.some(({ verdict }) => verdict === 'absent');
  return recordCount > 0 && assessed ? 'clear' : 'not-enough-data';
}

/** Nodes the input names, sorted, with what is known of each. */
export function describeNodes(facts: ClusterFacts, names: Iterable<string>): readonly NodeInfo[] {
  return [...new Set(names)]
    .filter((name) => name !== '')
    .sort()
    .map((name): NodeInfo => {
      const node = facts.nodes.get(name);
      const last = node?.starts.at(-1);
      return {
        name,
        addresses: [...(node?.addresses ?? [])].sort(),
        ...(last ? { product: last.product, version: last.version } : {}),
        ...(last?.role ? { role: last.role } : {}),
      };
    });
}
