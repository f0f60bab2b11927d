import type { Confidence, Finding } from '../model/report.js';
import type { DiagnosisRule, Severity } from '../model/rule.js';

const CONFIDENCE: readonly Confidence[] = ['confirmed', 'probable', 'possible'];
const SEVERITY: readonly Severity[] = ['critical', 'high', 'medium', 'low', 'info'];

/** A cause may begin this much after what it explains: the first symptom can be seen earlier. */
const SLACK_MS = 10 * 60_000;

/** Orders cause and consequence: explained findings become symptoms, root causes come first. */
export function rankFindings(
  findings: readonly Finding[],
  rules: readonly DiagnosisRule[],
): readonly Finding[] {
  const explains = new Map(rules.map((rule) => [rule.id, rule.explains]));
  const causes = (cause: Finding, effect: Finding): boolean =>
    cause !== effect &&
    (explains.get(cause.id) ?? []).includes(effect.id) &&
    overlaps(cause, effect);

  const placed = findings.map((finding): Finding => {
    const explainedBy = findings.filter((other) => causes(other, finding)).map(({ id }) => id);
    return {
      ...finding,
      role: explainedBy.length > 0 ? 'symptom' : 'root-cause',
      explains: findings
        .filter((other) => causes(finding, other))
        .map(({ id }) => id)
        .sort(),
      explainedBy: explainedBy.sort(),
    };
  });
  return placed.sort(
    (a, b) =>
      Number(a.role === 'symptom') - Number(b.role === 'symptom') ||
      SEVERITY.indexOf(a.severity) - SEVERITY.indexOf(b.severity) ||
      CONFIDENCE.indexOf(a.confidence) - CONFIDENCE.indexOf(b.confidence) ||
      (a.id < b.id ? -1 : 1),
  );
}

/** Same time, and a common node where both name any: a slow leader makes its peers slow, too. */
function overlaps(cause: Finding, effect: Finding): boolean {
  const sameTime =
    cause.from === undefined ||
    cause.to === undefined ||
    effect.from === undefined ||
    effect.to === undefined ||
    (cause.from - SLACK_MS <= effect.to && effect.from <= cause.to + SLACK_MS);
  const sameNode =
    cause.nodes.length === 0 ||
    effect.nodes.length === 0 ||
    cause.nodes.some((node) => effect.nodes.includes(node));
  return sameTime && sameNode;
}
