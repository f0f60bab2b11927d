import type { Confidence } from '../model/report.js';
import type { ConclusionRule, DiagnosisRule, Requirement } from '../model/rule.js';
import type { Case } from './case.js';
import type { Known } from './known.js';
import type { VersionsVerdict } from './versions.js';

export interface Releases {
  readonly state: VersionsVerdict['state'];
  /** The cycle it shows goes on with these releases, as far as they are known. */
  readonly isAble: boolean;
}

/**
 * The ladder of the contract. confirmed: an affected version where versions matter, and configuration,
 * topology or the mechanism itself. probable: one of those. possible: neither, or circumstantial evidence.
 * A cycle of servers too few of which are known to be affected is not confirmed. A version outside the affected range never gives more than possible.
 */
export function judgeConfidence(
  rule: DiagnosisRule,
  evidence: Pick<Case, 'proves'>,
  { state, isAble }: Releases,
  circumstantial: boolean,
): Confidence {
  if (circumstantial || state === 'not-affected') return 'possible';
  const proven = [...rule.supporting, ...rule.mechanism].some(evidence.proves);
  if (state === 'configuration') return proven ? 'confirmed' : 'possible';
  if (state === 'affected') return proven && isAble ? 'confirmed' : 'probable';
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
