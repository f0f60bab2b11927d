import type { Confidence } from '../model/report.js';
import type { ConclusionRule, DiagnosisRule, Requirement } from '../model/rule.js';
import type { Case } from './case.js';
import type { Known } from './known.js';
import type { VersionsVerdict } from './versions.js';

/**
 * The ladder of the contract. confirmed: an affected version where versions matter, and configuration,
 * topology or the mechanism itself. probable: one of those. possible: neither, or circumstantial evidence.
 * A version outside the affected range never gives more than possible.
 */
export function judgeConfidence(
  rule: DiagnosisRule,
  evidence: Pick<Case, 'proves'>,
  versions: VersionsVerdict['state'],
  circumstantial: boolean,
): Confidence {
  if (circumstantial || versions === 'not-affected') return 'possible';
  const proven = [...rule.supporting, ...rule.mechanism].some(evidence.proves);
  if (versions === 'configuration') return proven ? 'confirmed' : 'possible';
  if (versions === 'affected') return proven ? 'confirmed' : 'probable';
  return proven ? 'probable' : 'possible';
}

/** What circumstantial evidence leads to, by name: `suspected`, `suspected_…`. */
const SUSPICION = /^suspected(?:_|$)/;

/**
 * The most specific conclusion that holds; the one without condition is the last resort. On circumstantial
 * evidence only the suspicion is left, where the rule has one.
 */
export function chooseConclusion(
  conclusions: readonly ConclusionRule[],
  holds: (requirement: Requirement) => Known,
  circumstantial: boolean,
): ConclusionRule | undefined {
  return conclusions
    .filter(({ name }) => !circumstantial || SUSPICION.test(name))
    .sort((a, b) => b.priority - a.priority)
    .find(({ when }) => when === undefined || holds(when) === true);
}
