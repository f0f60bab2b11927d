import type { AffectedNode, Confidence } from '../model/report.js';
import type { ConclusionRule, DiagnosisRule, Requirement } from '../model/rule.js';
import type { EpochMs } from '../model/time.js';
import { judgeVersion } from './affected.js';
import type { Case } from './case.js';
import type { ClusterFacts } from './facts.js';

/** The product and version that ran on a node at a time: its last start before, else its first. */
export function runningOn(
  facts: ClusterFacts,
  node: string,
  products: readonly string[],
  at: EpochMs,
): { readonly product: string; readonly version: string } | undefined {
  const starts = (facts.nodes.get(node)?.starts ?? []).filter(({ product }) =>
    products.includes(product),
  );
  return starts.findLast((start) => start.at <= at) ?? starts[0];
}

export interface VersionsVerdict {
  readonly nodes: readonly AffectedNode[];
  readonly fixes: Readonly<Record<string, string>>;
  /** `configuration`: no version matters. */
  readonly state: 'affected' | 'not-affected' | 'unknown' | 'configuration';
}

/** The answer per node; of several fixed releases of a product the highest branch's is named. */
export function judgeVersions(
  rule: DiagnosisRule,
  facts: ClusterFacts,
  nodes: readonly string[],
  at: EpochMs,
): VersionsVerdict {
  const versioned = Object.entries(rule.affected).flatMap(([product, affected]) =>
    affected.kind === 'versions' ? [{ product, affected }] : [],
  );
  if (versioned.length === 0) return { nodes: [], fixes: {}, state: 'configuration' };
  const products = versioned.map(({ product }) => product);
  const fixes: Record<string, string> = {};
  // Where no node is known, the version of the unknown one is judged all the same.
  const judged = (nodes.length > 0 ? nodes : ['']).map((node): AffectedNode => {
    const running = runningOn(facts, node, products, at);
    const entry = versioned.find(({ product }) => product === running?.product) ?? versioned[0];
    if (!entry) return { node, status: 'unknown' };
    const { status, note, fix } = judgeVersion(running?.version, entry.affected);
    if (fix !== undefined && rule.fix.upgrade)
      fixes[entry.product] = later(fixes[entry.product], fix);
    return {
      node,
      ...(running ? { version: running.version } : {}),
      status,
      ...(note ? { note } : {}),
    };
  });
  const has = (status: AffectedNode['status']): boolean =>
    judged.some((node) => node.status === status);
  const state = has('affected') ? 'affected' : has('unknown') ? 'unknown' : 'not-affected';
  return { nodes: judged.filter(({ node }) => node !== ''), fixes, state };
}

const later = (a: string | undefined, b: string): string =>
  a === undefined || a.localeCompare(b, 'en', { numeric: true }) < 0 ? b : a;

/**
 * The ladder of the contract. confirmed: an affected version where versions matter, and configuration,
 * topology or the mechanism itself. probable: one of those. possible: neither, or circumstantial evidence.
 * A version outside the affected range never gives more than possible.
 */
export function judgeConfidence(
  rule: DiagnosisRule,
  evidence: Case,
  versions: VersionsVerdict['state'],
  circumstantial: boolean,
): Confidence {
  if (circumstantial || versions === 'not-affected') return 'possible';
  const proven = [...rule.supporting, ...rule.mechanism].some(
    (requirement) => evidence.holds(requirement) === true,
  );
  if (versions === 'configuration') return proven ? 'confirmed' : 'possible';
  if (versions === 'affected') return proven ? 'confirmed' : 'probable';
  return proven ? 'probable' : 'possible';
}

/** The most specific conclusion that holds; the one without condition is the last resort. */
export function chooseConclusion(
  conclusions: readonly ConclusionRule[],
  holds: (requirement: Requirement) => boolean | undefined,
): ConclusionRule | undefined {
  return [...conclusions]
    .sort((a, b) => b.priority - a.priority)
    .find(({ when }) => when === undefined || holds(when) === true);
}
