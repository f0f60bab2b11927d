import type { DiagnosisRule } from '../model/rule.js';
import type { Case } from './case.js';
import type { NodeFacts } from './facts.js';
import { all } from './known.js';

/**
 * All that makes a server prone to the fault is known of one of them, and nothing excludes it there: where the input
 * could not have shown the fault, that is no all-clear.
 */
export function isAtRisk(
  { atRisk = [] }: DiagnosisRule,
  evidence: Case,
  excluded: ReadonlySet<string>,
): boolean {
  if (atRisk.length === 0) return false;
  return [...evidence.facts.nodes.values()].some(
    (node) =>
      !excluded.has(node.name) &&
      !isAgent(node) &&
      all(atRisk.map((one) => evidence.holdsOn(one, node.name))) === true,
  );
}

const isAgent = ({ starts, role }: NodeFacts): boolean => (starts.at(-1)?.role ?? role) === 'agent';
