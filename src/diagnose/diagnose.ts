import type { Finding, NodeInfo, Outcome, OverallVerdict } from '../model/report.js';
import type { DiagnosisRule } from '../model/rule.js';
import { BECAUSE } from './because.js';
import { type Case, createCase } from './case.js';
import type { ClusterFacts } from './facts.js';
import { createFinding } from './finding.js';
import type { DiagnoseInput } from './input.js';
import { DISTRIBUTIONS, isForeign, productsSeen } from './products.js';
import { rankFindings } from './rank.js';
import { refute } from './refute.js';
import { collectOf, explainSilence, type Silence } from './silence.js';

export interface Diagnosis {
  readonly verdict: OverallVerdict;
  readonly findings: readonly Finding[];
  readonly outcomes: readonly Outcome[];
  readonly products: readonly string[];
}

type Answer = { readonly finding: Finding } | { readonly silence: Silence };

/** Weighs every diagnosis of the pack: a finding where it is present, else the reason why not. */
export function diagnose(input: DiagnoseInput): Diagnosis {
  const evidence = createCase(input.rulebook, input.facts, input.detections);
  const products = productsSeen(input.facts, input.idents, input.components);
  const answers = input.rulebook.diagnoses.map((rule) => ({
    rule,
    answer: weigh(rule, input, evidence, products),
  }));
  const findings = answers.flatMap(({ answer }) => ('finding' in answer ? [answer.finding] : []));
  const ranked = rankFindings(findings, input.rulebook.diagnoses);
  const outcomes = answers.map(({ rule, answer }) => toOutcome(rule, answer));
  const isOpen = answers.some(({ answer }) => 'silence' in answer && answer.silence.isOpen);
  const shown = ranked.filter(({ id }) => !input.muted.has(id));
  return {
    verdict: overall(shown, outcomes, input.recordCount > 0 && !isOpen),
    findings: ranked,
    outcomes: outcomes.sort((a, b) => (a.id < b.id ? -1 : 1)),
    products: [...products].sort(),
  };
}

function weigh(
  rule: DiagnosisRule,
  input: DiagnoseInput,
  whole: Case,
  products: ReadonlySet<string>,
): Answer {
  if (isForeign(rule.products, products)) {
    const args = { seen: [...products].sort().join(', '), products: rule.products.join(', ') };
    return { silence: ruledOut(BECAUSE.foreign, args) };
  }
  const refuted = refute(rule, input, whole);
  const evidence = refuted.nodes.size > 0 ? whole.without(refuted.nodes) : whole;
  const isProven = holdsAll(rule.required, evidence);
  if (isProven || holdsAll(rule.circumstantial, evidence)) {
    const proof = { evidence, circumstantial: !isProven, products };
    return { finding: createFinding(rule, input, proof) };
  }
  if (refuted.isEverywhere) {
    return { silence: ruledOut(BECAUSE.refuted, { fact: refuted.by.join(', ') }) };
  }
  return { silence: explainSilence(rule, input, evidence) };
}

const holdsAll = (requirements: DiagnosisRule['required'], evidence: Case): boolean =>
  requirements.length > 0 && evidence.holds({ all: requirements }) === true;

const ruledOut = (because: Outcome['because'], args: Outcome['args']): Silence => ({
  verdict: 'ruled-out',
  because,
  args,
  collect: [],
});

/** What is there but not confirmed says how to confirm it. */
function toOutcome(rule: DiagnosisRule, answer: Answer): Outcome {
  const { id, title } = rule;
  if ('silence' in answer) {
    const { verdict, because, args, collect } = answer.silence;
    return { id, title, verdict, because, args, collect };
  }
  const { cause: because, args, confidence } = answer.finding;
  const collect = confidence === 'confirmed' ? [] : collectOf(rule);
  return { id, title, verdict: 'present', because, args, collect };
}

/** One silent diagnosis that nearly any log could show is no all-clear. */
const MIN_ABSENT = 2;

function overall(
  findings: readonly Finding[],
  outcomes: readonly Outcome[],
  mayBeClear: boolean,
): OverallVerdict {
  const roots = findings.filter(({ role }) => role !== 'symptom');
  if (roots.some(({ confidence }) => confidence !== 'possible')) return 'explained';
  if (findings.length > 0) return 'suspected';
  const assessed = outcomes.filter(({ verdict }) => verdict === 'absent').length;
  return mayBeClear && assessed >= Math.min(MIN_ABSENT, outcomes.length)
    ? 'clear'
    : 'not-enough-data';
}

/** Nodes the input names, sorted, with what is known of each. */
export function describeNodes(facts: ClusterFacts, names: Iterable<string>): readonly NodeInfo[] {
  return [...new Set(names)]
    .filter((name) => name !== '')
    .sort()
    .map((name) => describeNode(name, facts));
}

/** A distribution is what a node is; Spegel may run on it. */
function describeNode(name: string, facts: ClusterFacts): NodeInfo {
  const { addresses = [], starts = [], products = [], role } = facts.nodes.get(name) ?? {};
  const [byUnit] = products;
  const last = starts.findLast(({ product }) => DISTRIBUTIONS.includes(product));
  const other = byUnit === undefined ? starts.at(-1) : undefined;
  const start = last ?? other;
  const product = start?.product ?? byUnit;
  const told = last?.role ?? role;
  return {
    name,
    addresses: [...addresses].sort(),
    ...(product === undefined ? {} : { product }),
    ...(start ? { version: start.version } : {}),
    ...(told ? { role: told } : {}),
  };
}
