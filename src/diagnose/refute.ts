import type { DiagnosisRule } from '../model/rule.js';
import type { Case } from './case.js';
import { signalsOf } from './evidence.js';
import type { DiagnoseInput } from './input.js';
import { namesOf } from './tree.js';

export interface Refuted {
  /** Nodes on which it is excluded. */
  readonly nodes: ReadonlySet<string>;
  /** Names of what excludes it. */
  readonly by: readonly string[];
  /** No node is left that could have it. */
  readonly isEverywhere: boolean;
}

/** Where a refuting fact holds: what one node lacks says nothing about the others. */
export function refute(rule: DiagnosisRule, input: DiagnoseInput, evidence: Case): Refuted {
  const nodes = new Set<string>();
  const by = new Set<string>();
  const known = [...evidence.facts.nodes.keys()];
  for (const requirement of rule.refuting) {
    // Where nothing names a node, the one that cannot be named stands for all.
    for (const node of known.length > 0 ? known : ['']) {
      if (evidence.holdsOn(requirement, node) !== true) continue;
      nodes.add(node);
      for (const name of namesOf(requirement)) by.add(name);
    }
  }
  const isEverywhere = nodes.size > 0 && !othersMayHaveIt(rule, input, evidence, nodes);
  return { nodes, by: [...by], isEverywhere };
}

/** Another node shows its lines, or speaks as the component that would have it, as far as that can be told. */
function othersMayHaveIt(
  rule: DiagnosisRule,
  { heard, partlyHeard = new Map() }: DiagnoseInput,
  { facts, correlations }: Case,
  refuted: ReadonlySet<string>,
): boolean {
  const signals = rule.required.flatMap(namesOf).flatMap((name) => signalsOf(name, correlations));
  const shows = signals
    .flatMap((signal) => facts.signals.get(signal) ?? [])
    .some(({ node }) => !refuted.has(node));
  if (shows) return true;
  const isAgent = (name: string): boolean => facts.nodes.get(name)?.role === 'agent';
  const mayBeOne = [...partlyHeard].some(
    ([name, product]) => !refuted.has(name) && rule.products.includes(product) && !isAgent(name),
  );
  if (mayBeOne) return true;
  const others = [...facts.nodes.values()].filter(({ name }) => !refuted.has(name));
  return others.some(({ name, starts }) => {
    const last = starts.findLast(({ product }) => rule.products.includes(product));
    const speaks = rule.notAssessableWithout.some(({ component }) =>
      heard(component, undefined, name),
    );
    return last?.role !== 'agent' && (last !== undefined || speaks);
  });
}
