import type { ClusterFacts } from './facts.js';

/** Distributions exclude each other on a node; Spegel may run beside any of them. */
export const DISTRIBUTIONS: readonly string[] = ['k3s', 'rke2', 'k0s'];

interface UnitMeaning {
  readonly product: string;
  readonly role?: 'server' | 'agent';
}

/**
 * Identifiers and units of a journal that only one product has. The unit `k3s` runs servers; an identifier
 * of that name is the binary, which agents run too, so it tells no role (units carry `.service`).
 */
const BY_UNIT: Readonly<Record<string, UnitMeaning>> = {
  k3s: { product: 'k3s' },
  'k3s.service': { product: 'k3s', role: 'server' },
  'k3s-agent': { product: 'k3s', role: 'agent' },
  rke2: { product: 'rke2' },
  'rke2-server': { product: 'rke2', role: 'server' },
  'rke2-agent': { product: 'rke2', role: 'agent' },
  k0s: { product: 'k0s' },
  k0scontroller: { product: 'k0s', role: 'server' },
  k0sworker: { product: 'k0s', role: 'agent' },
};

const meaningOf = (unit: string): UnitMeaning | undefined =>
  BY_UNIT[unit] ?? BY_UNIT[unit.replace(/\.service$/, '')];

/** Signals of a product begin with its name: `k3s_agent_started`. */
export const productOfSignal = (signal: string): string => signal.slice(0, signal.indexOf('_'));
export const productOfUnit = (unit: string): string | undefined => meaningOf(unit)?.product;
export const roleOfUnit = (unit: string): UnitMeaning['role'] => meaningOf(unit)?.role;

/** Products the input shows: by start lines, by identifiers and units, by who spoke. */
export function productsSeen(
  facts: ClusterFacts,
  idents: ReadonlySet<string>,
  components: ReadonlySet<string>,
): ReadonlySet<string> {
  const products = new Set<string>();
  for (const node of facts.nodes.values()) {
    for (const { product } of node.starts) products.add(product);
    for (const product of node.products) products.add(product);
  }
  for (const ident of idents) {
    const product = productOfUnit(ident);
    if (product !== undefined) products.add(product);
  }
  if (components.has('spegel')) products.add('spegel');
  return products;
}
