import type { DiagnosisRule } from '../model/rule.js';
import type { Case } from './case.js';
import { signalsOf } from './evidence.js';
import type { NodeFacts } from './facts.js';
import { DISTRIBUTIONS } from './products.js';
import { namesOf } from './tree.js';

/** What the products of the input say about a rule that only some distributions can have. */
export type Foreign =
  /** The input shows another distribution, and no line of the fault outside it. */
  | { readonly kind: 'everywhere' }
  /** Its lines stand where nothing tells the distribution: only these nodes cannot have it. */
  | { readonly kind: 'elsewhere'; readonly nodes: ReadonlySet<string> };

/** `seen`: products of the whole input. `undefined`: one of the rule's own is among them, or none is known. */
export function findForeign(
  rule: DiagnosisRule,
  { facts, correlations }: Case,
  seen: ReadonlySet<string>,
): Foreign | undefined {
  const present = DISTRIBUTIONS.filter((product) => seen.has(product));
  if (present.length === 0 || rule.products.length === 0) return undefined;
  if (!rule.products.every((product) => DISTRIBUTIONS.includes(product))) return undefined;
  if (rule.products.some((product) => present.includes(product))) return undefined;
  // The product of one source says nothing about another one.
  const nodes = new Set([...facts.nodes.values()].filter(isKnown).map(({ name }) => name));
  const shows = rule.required
    .flatMap(namesOf)
    .flatMap((name) => signalsOf(name, correlations))
    .flatMap((signal) => facts.signals.get(signal) ?? [])
    .some(({ node }) => !nodes.has(node));
  return shows ? { kind: 'elsewhere', nodes } : { kind: 'everywhere' };
}

/** A start line or a unit names the distribution of the node. */
const isKnown = ({ starts, products }: NodeFacts): boolean =>
  products.size > 0 || starts.some(({ product }) => DISTRIBUTIONS.includes(product));
