import type { ClusterFacts } from './facts.js';

/** Distributions exclude each other on a node; Spegel may run beside any of them. */
const DISTRIBUTIONS: readonly string[] = ['k3s', 'rke2', 'k0s'];

/** Identifiers and units of a journal that only one product has. */
const BY_IDENT: Readonly<Record<string, string>> = {
  k3s: 'k3s',
  'k3s-agent': 'k3s',
  rke2: 'rke2',
  'rke2-server': 'rke2',
  'rke2-agent': 'rke2',
  k0s: 'k0s',
  k0scontroller: 'k0s',
  k0sworker: 'k0s',
};

/** Products the input shows: by start lines, by identifiers, by who spoke. */
export function productsSeen(
  facts: ClusterFacts,
  idents: ReadonlySet<string>,
  components: ReadonlySet<string>,
): ReadonlySet<string> {
  const products = new Set<string>();
  for (const node of facts.nodes.values()) {
    for (const { product } of node.starts) products.add(product);
  }
  for (const ident of idents) {
    const product = BY_IDENT[ident.replace(/\.service$/, '')];
    if (product !== undefined) products.add(product);
  }
  if (components.has('spegel')) products.add('spegel');
  return products;
}

/** The input shows another distribution than the ones that have the fault. */
export function isForeign(ruleProducts: readonly string[], seen: ReadonlySet<string>): boolean {
  const present = DISTRIBUTIONS.filter((product) => seen.has(product));
  return (
    present.length > 0 &&
    ruleProducts.length > 0 &&
    ruleProducts.every((product) => DISTRIBUTIONS.includes(product)) &&
    !ruleProducts.some((product) => present.includes(product))
  );
}
