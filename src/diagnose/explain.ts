import type { Clause, Explanation } from '../model/explanation.js';
import type { Outcome } from '../model/report.js';
import type { DiagnosisRule, Requirement, Text } from '../model/rule.js';
import { onNodes } from './because.js';
import type { Case } from './case.js';
import { ofThisCluster } from './confirm.js';
import { caseOf, type Diagnosis, type Weighed } from './diagnose.js';
import { explainClause } from './explain-clause.js';
import type { DiagnoseInput } from './input.js';
import type { Known } from './known.js';
import { type Scope, scopeOfNode } from './scope.js';
import { muffledNodes } from './silence.js';

/**
 * Why each diagnosis has its verdict, in the order of the outcomes. Truth comes from the cases that the diagnoses
 * were weighed against; nothing is judged anew.
 */
export function explainAll(diagnosis: Diagnosis, input: DiagnoseInput): readonly Explanation[] {
  const weighed = new Map(diagnosis.weighed.map((one) => [one.rule.id, one]));
  return diagnosis.outcomes.flatMap((outcome) => {
    const own = weighed.get(outcome.id);
    return own ? [explain(own, outcome, diagnosis, input)] : [];
  });
}

function explain(
  weighed: Weighed,
  { verdict }: Outcome,
  { findings }: Diagnosis,
  input: DiagnoseInput,
): Explanation {
  const { rule, isForeign, refuted, evidence } = weighed;
  const weightiest = findings.find(({ id }) => id === rule.id);
  const proof = weighed.proofs.find(({ key }) => key === weightiest?.key);
  const proven = proof ? caseOf(proof.incident, evidence) : evidence;
  const each = (some: readonly Requirement[], of: Case): readonly Clause[] =>
    some.map((one) => explainClause(one, of, input));
  const refutedOn = [...(refuted?.nodes ?? [])].sort();
  return {
    id: rule.id,
    title: rule.title,
    verdict,
    ...(isForeign ? { foreign: true as const } : {}),
    ...held('requiredHeld', rule.required, evidence),
    required: together(rule.required, evidence, input),
    ...(rule.circumstantial.length > 0
      ? {
          circumstantial: together(rule.circumstantial, evidence, input),
          ...held('circumstantialHeld', rule.circumstantial, evidence),
        }
      : {}),
    supporting: each(rule.supporting, proven),
    mechanism: each(rule.mechanism, proven),
    refuting: rule.refuting.map((one) => explainRefuting(one, weighed.whole, input)),
    ...(refutedOn.length > 0 ? { refutedOn } : {}),
    missing: isForeign ? [] : missingFor(rule, input, evidence),
  };
}

function held<Name extends string>(
  name: Name,
  parts: readonly Requirement[],
  evidence: Case,
): Partial<Record<Name, boolean>> {
  const truth = parts.length === 0 ? false : evidence.holds({ all: parts });
  // A computed key widens to any name
  return truth === undefined ? {} : ({ [name]: truth } as Record<Name, boolean>);
}

/** They count where they hold together, so there they are shown. */
function together(
  parts: readonly Requirement[],
  evidence: Case,
  input: DiagnoseInput,
): readonly Clause[] {
  const scope = evidence.meetingOf(parts);
  return parts.map((part) => explainClause(part, evidence, input, scope));
}

/** As the first node shows it that is excluded, else one that cannot tell, else any. */
function explainRefuting(requirement: Requirement, whole: Case, input: DiagnoseInput): Clause {
  const known = [...whole.facts.nodes.keys()];
  const nodes = known.length > 0 ? known : [''];
  const find = (truth: Known): Scope | undefined => {
    const node = nodes.find((one) => whole.holdsOn(requirement, one) === truth);
    return node === undefined ? undefined : scopeOfNode(node);
  };
  return explainClause(requirement, whole, input, find(true) ?? find(undefined) ?? find(false));
}

/** What had to be there for silence to mean something. */
function missingFor(
  rule: DiagnosisRule,
  input: DiagnoseInput,
  evidence: Case,
): Explanation['missing'] {
  return rule.notAssessableWithout.flatMap((visibility) => {
    const { component, level, because } = visibility;
    const collect = ofThisCluster(visibility.collect, input);
    if (!input.heard(component, level)) return [{ because, collect }];
    return muffledNodes(visibility, input, evidence).map(({ nodes }) => ({
      because: onSome(because, nodes),
      collect,
    }));
  });
}

/** The reason with the nodes it holds for. */
function onSome(because: Text, nodes: readonly string[]): Text {
  const { en, zh } = onNodes(because);
  const fill = (text: string): string => text.replace('{nodes}', () => nodes.join(', '));
  return { en: fill(en), zh: fill(zh) };
}
