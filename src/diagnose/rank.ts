import type { Confidence, Finding, Role } from '../model/report.js';
import type { DiagnosisRule, Severity } from '../model/rule.js';
import { sharesNode } from './scope.js';

const CONFIDENCE: readonly Confidence[] = ['confirmed', 'probable', 'possible'];
const SEVERITY: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];
const ROLE: readonly Role[] = ['root-cause', 'contributing', 'symptom'];

/** A cause may begin this much after what it explains: the first symptom can be seen earlier. */
const SLACK_MS = 10 * 60_000;

interface Explanation {
  readonly cause: Finding;
  readonly effect: Finding;
}

/**
 * Orders cause and consequence: explained findings become symptoms, root causes come first. What explains
 * only what a surer or more severe root cause explains as well is contributing.
 */
export function rankFindings(
  findings: readonly Finding[],
  rules: readonly DiagnosisRule[],
): readonly Finding[] {
  const explanations = explain(findings, rules);
  const explainedBy = (one: Finding): readonly Finding[] =>
    explanations.filter(({ effect }) => effect === one).map(({ cause }) => cause);
  const explains = (one: Finding): readonly Finding[] =>
    explanations.filter(({ cause }) => cause === one).map(({ effect }) => effect);
  const isRoot = (one: Finding): boolean => explainedBy(one).length === 0;
  const addsNothing = (one: Finding): boolean =>
    explains(one).length > 0 &&
    explains(one).every((effect) =>
      explainedBy(effect).some((other) => isRoot(other) && isStronger(other, one)),
    );
  const roleOf = (one: Finding): Role => {
    if (!isRoot(one)) return 'symptom';
    return addsNothing(one) ? 'contributing' : 'root-cause';
  };
  return findings
    .map(
      (finding): Finding => ({
        ...finding,
        role: roleOf(finding),
        explains: idsOf(explains(finding)),
        explainedBy: idsOf(explainedBy(finding)),
        symptomOf: explainedBy(finding)
          .map(({ key }) => key)
          .sort(),
      }),
    )
    .sort((a, b) => ROLE.indexOf(a.role) - ROLE.indexOf(b.role) || byWeight(a, b));
}

const idsOf = (some: readonly Finding[]): readonly string[] =>
  [...new Set(some.map(({ id }) => id))].sort();

/** Of findings of one diagnosis the earlier one first. */
const byWeight = (a: Finding, b: Finding): number =>
  SEVERITY.indexOf(a.severity) - SEVERITY.indexOf(b.severity) ||
  CONFIDENCE.indexOf(a.confidence) - CONFIDENCE.indexOf(b.confidence) ||
  byIncident(a, b);

const byIncident = (a: Finding, b: Finding): number =>
  a.id === b.id ? (a.from ?? 0) - (b.from ?? 0) || compare(a.key, b.key) : compare(a.id, b.id);

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Surer, or as sure and more severe. */
const isStronger = (a: Finding, b: Finding): boolean =>
  (CONFIDENCE.indexOf(a.confidence) - CONFIDENCE.indexOf(b.confidence) ||
    SEVERITY.indexOf(a.severity) - SEVERITY.indexOf(b.severity)) < 0;

/** Who explains whom here; of findings that explain each other in a circle the first to stand is the cause. */
function explain(
  findings: readonly Finding[],
  rules: readonly DiagnosisRule[],
): readonly Explanation[] {
  const named = new Map(rules.map((rule) => [rule.id, rule.explains]));
  const possible = [...findings].sort(byPrecedence).flatMap((cause) =>
    findings
      .filter((effect) => effect !== cause && (named.get(cause.id) ?? []).includes(effect.id))
      .filter((effect) => overlaps(cause, effect))
      .map((effect): Explanation => ({ cause, effect })),
  );
  const kept: Explanation[] = [];
  for (const one of possible) if (!leadsTo(one.effect, one.cause, kept)) kept.push(one);
  return kept;
}

const byPrecedence = (a: Finding, b: Finding): number =>
  SEVERITY.indexOf(a.severity) - SEVERITY.indexOf(b.severity) ||
  (a.from ?? 0) - (b.from ?? 0) ||
  byIncident(a, b);

/** Whether `to` follows from `from`, however indirectly. */
function leadsTo(from: Finding, to: Finding, kept: readonly Explanation[]): boolean {
  const reached = new Set([from]);
  for (const one of reached) {
    for (const { cause, effect } of kept) if (cause === one) reached.add(effect);
  }
  return reached.has(to);
}

/** Same time, and a common node where both name any: a slow leader makes its peers slow, too. */
function overlaps(cause: Finding, effect: Finding): boolean {
  const sameTime =
    cause.from === undefined ||
    cause.to === undefined ||
    effect.from === undefined ||
    effect.to === undefined ||
    (cause.from - SLACK_MS <= effect.to && effect.from <= cause.to + SLACK_MS);
  return sameTime && sharesNode(cause.nodes, effect.nodes);
}
