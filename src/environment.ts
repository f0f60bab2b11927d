import { type ConfigView, configView } from './bundle/config/effective-config.js';
import type { ConfigFact } from './bundle/config/read-config.js';
import type { NodeRegistry } from './bundle/nodes.js';
import { configByNode } from './bundle/owners.js';
import { configuredTargets } from './configured-targets.js';
import type { Environment, EnvironmentFact, EnvironmentNode } from './model/fact.js';
import { groupBy } from './model/group-by.js';

export interface EnvironmentInput {
  readonly facts: readonly EnvironmentFact[];
  readonly registry: NodeRegistry;
  /** Settings that lines of logs tell, each with the node it belongs to. */
  readonly told?: readonly ConfigFact[];
  /** Nodes that the logs name. */
  readonly named?: readonly string[];
}

/** Nodes, settings and configured requests, out of all facts of all bundles. */
export function createEnvironment(input: EnvironmentInput): Environment {
  const { facts, registry, named = [], told = [] } = input;
  const byNode = configByNode(facts, registry, named);
  for (const [node, own] of groupBy(told, (fact) => fact.node ?? '')) {
    byNode.set(node, [...(byNode.get(node) ?? []), ...own]);
  }
  const all = [...byNode].map(([node, own]) => configView(node, own));
  const views = all.filter(({ node }) => node !== '').sort((a, b) => (a.node < b.node ? -1 : 1));
  const byName = new Map(views.map((view) => [view.node, view]));
  const products = new Map(registry.nodes.map(({ name, product }) => [name, product]));
  const tells = (view: ConfigView): boolean => tellsSettings(view, products.get(view.node));
  return {
    nodes: registry.nodes.map((node) => withRole(node, byName.get(node.name))),
    settings: (key, file) =>
      views.flatMap((view) => {
        const value = view.get(key, file);
        if (value === undefined) return [];
        const values = Array.isArray(value) ? value : [value];
        return values.map((one) => ({ node: view.node, value: one }));
      }),
    placeOf: (key, node) => byName.get(node)?.places(key).at(-1),
    has: (file, node) =>
      views
        .filter((view) => node === undefined || view.node === node)
        .some((view) => (file === undefined ? tells(view) : view.has(file))),
    ...configuredTargets(input, views, all),
    conflicts: views.flatMap(({ node, conflicts }) =>
      conflicts.map(({ key, sides }) => ({ node, key, sides })),
    ),
  };
}

/** Where no list tells the role, the arguments of the node's own process may. */
function withRole(node: EnvironmentNode, view: ConfigView | undefined): EnvironmentNode {
  const value = view?.get('role');
  const [place] = view?.places('role') ?? [];
  if (node.role !== undefined || place === undefined) return node;
  if (value !== 'server' && value !== 'agent') return node;
  return { ...node, role: value, evidence: [...node.evidence, { field: 'role', value, ...place }] };
}

/** Whether a setting would show if it were made: the role in a list of processes tells no setting. */
function tellsSettings(view: ConfigView, product: string | undefined): boolean {
  if (view.has('k0s.yaml') || product === 'k0s') return view.has('k0s.yaml');
  if (view.has('config.yaml')) return true;
  return view
    .keys()
    .some(
      (key) =>
        key !== 'role' &&
        key !== 'EnvironmentFile' &&
        (view.get(key, 'arguments') !== undefined || view.get(key, 'environment') !== undefined),
    );
}
