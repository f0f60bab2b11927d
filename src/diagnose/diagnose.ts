import type { Detection } from '../model/detection.js';
import type { Finding, NodeInfo, Outcome, OverallVerdict } from '../model/report.js';
import type { DiagnosisRule } from '../model/rule.js';
import { isAtRisk } from './at-risk.js';
import { BECAUSE } from './because.js';
import { type Case, createCase } from './case.js';
import { confirm, ofThisCluster } from './confirm.js';
import type { ClusterFacts } from './facts.js';
import { createFinding, type Proof } from './finding.js';
import { findForeign } from './foreign.js';
import { findIncidents, type Incident, scopesOf } from './incidents.js';
import type { DiagnoseInput } from './input.js';
import { DISTRIBUTIONS, productsSeen } from './products.js';
import { rankFindings } from './rank.js';
import { type Refuted, refute } from './refute.js';
import { explainSilence, type Silence } from './silence.js';

export interface Diagnosis {
  readonly verdict: OverallVerdict;
  readonly findings: readonly Finding[];
  readonly outcomes: readonly Outcome[];
  readonly products: readonly string[];
  /** How each diagnosis was weighed, in the order of the rulebook. */
  readonly weighed: readonly Weighed[];
}

/** What a diagnosis was weighed against, and what came of it. */
export interface Weighed {
  readonly rule: DiagnosisRule;
  /** None of its products is in the input: nothing was weighed. */
  readonly isForeign?: true;
  /** Where it is excluded; absent: not looked at. */
  readonly refuted?: Refuted;
  /** What is excluded is looked for in all of it. */
  readonly whole: Case;
  /** The case without what is excluded. */
  readonly evidence: Case;
  /** Its findings, earliest first. */
  readonly proofs: readonly KeyedProof[];
}

/** What a finding is made of, but for its case, which is made anew where it is asked for: `caseOf`. */
export interface KeyedProof extends Pick<Proof, 'incident'> {
  /** Of the finding. */
  readonly key: string;
}

/** Every incident of the diagnosis, else why there is none. */
type Answer = Weighed & ({ readonly findings: readonly Finding[] } | { readonly silence: Silence });

/** Weighs every diagnosis of the pack: a finding for each of its incidents, else the reason why there is none. */
export function diagnose(input: DiagnoseInput): Diagnosis {
  const evidence = createCase(input.rulebook, input.facts, inOrder(input.detections));
  const products = productsSeen(input.facts, input.idents, input.components);
  const answers = input.rulebook.diagnoses.map((rule) => weigh(rule, input, evidence, products));
  const findings = answers.flatMap((answer) => ('findings' in answer ? answer.findings : []));
  const ranked = rankFindings(findings, input.rulebook.diagnoses);
  const outcomes = answers.map((answer) => toOutcome(answer, ranked, input));
  const isOpen = answers.some((answer) => 'silence' in answer && mayGoOn(answer, answer.silence));
  const shown = ranked.filter(({ id }) => !input.muted.has(id));
  return {
    verdict: overall(shown, outcomes, input.recordCount > 0 && !isOpen),
    findings: ranked,
    outcomes: outcomes.sort((a, b) => (a.id < b.id ? -1 : 1)),
    products: [...products].sort(),
    weighed: answers,
  };
}

/** Whatever order they come in, the answer is the same. */
const inOrder = (detections: readonly Detection[]): readonly Detection[] =>
  [...detections].sort(
    (a, b) => a.from - b.from || a.to - b.to || (placeOf(a) < placeOf(b) ? -1 : 1),
  );

const placeOf = ({ correlation, nodes, group }: Detection): string =>
  JSON.stringify([correlation, nodes, group]);

const toProofs = ({ id }: DiagnosisRule, incidents: readonly Incident[]): readonly KeyedProof[] =>
  incidents.map((incident, index) => ({
    key: incidents.length === 1 ? id : `${id}#${index + 1}`,
    incident,
  }));

/** The case as the incident's own place and time show it. */
export const caseOf = (incident: Incident, whole: Case): Case =>
  incident.places.length > 0 ? whole.within(scopesOf(incident)) : whole;

function weigh(
  rule: DiagnosisRule,
  input: DiagnoseInput,
  whole: Case,
  products: ReadonlySet<string>,
): Answer {
  const foreign = findForeign(rule, whole, products);
  if (foreign?.kind === 'everywhere') {
    const args = { seen: [...products].sort().join(', '), products: rule.products.join(', ') };
    const silence = ruledOut(BECAUSE.foreign, args);
    return { rule, isForeign: true, whole, evidence: whole, proofs: [], silence };
  }
  const refuted = refute(rule, input, whole);
  const excluded = new Set([...refuted.nodes, ...(foreign?.nodes ?? [])]);
  const evidence = excluded.size > 0 ? whole.without(excluded) : whole;
  const proofs = toProofs(rule, findIncidents(rule, input, evidence));
  const weighed: Weighed = { rule, refuted, whole, evidence, proofs };
  if (proofs.length > 0) {
    const findings = proofs.map(({ key, incident }) => ({
      ...createFinding(rule, input, { incident, evidence: caseOf(incident, evidence), products }),
      key,
    }));
    return { ...weighed, findings };
  }
  if (refuted.isEverywhere) {
    const because = rule.ruledOutBecause ?? BECAUSE.refuted;
    const silence = ruledOut(because, { fact: refuted.by.join(', ') });
    return { ...weighed, silence };
  }
  return { ...weighed, silence: explainSilence(rule, input, evidence) };
}

/** It was there where the log is cut, or the input could not show what a server is prone to. */
const mayGoOn = ({ rule, whole, refuted }: Weighed, { isOpen, verdict }: Silence): boolean =>
  isOpen === true ||
  (verdict === 'not-assessable' && isAtRisk(rule, whole, refuted?.nodes ?? new Set()));

const ruledOut = (because: Outcome['because'], args: Outcome['args']): Silence => ({
  verdict: 'ruled-out',
  because,
  args,
  collect: [],
});

/** What is there is told by its weightiest finding; what is not confirmed says how to confirm it. */
function toOutcome(answer: Answer, ranked: readonly Finding[], input: DiagnoseInput): Outcome {
  const { rule } = answer;
  const { id, title } = rule;
  if ('silence' in answer) {
    const { verdict, because, args, collect } = answer.silence;
    return { id, title, verdict, because, args, collect: ofThisCluster(collect, input) };
  }
  const own = ranked.filter((finding) => finding.id === id);
  const { cause: because = title, args = {} } = own[0] ?? {};
  return { id, title, verdict: 'present', because, args, ...confirm(rule, own, input) };
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
