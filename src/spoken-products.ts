import { DISTRIBUTIONS, productOfUnit } from './diagnose/products.js';
import type { NodeInfo } from './model/report.js';
import type { RawCoverage } from './observe/coverage.js';

type Log = Pick<RawCoverage, 'source' | 'node' | 'nodes' | 'programs'>;

/**
 * The distribution of each node by the units and identifiers that speak in its own logs, as the product of the whole
 * input is told. A log of several nodes does not say whose a unit is; a node on which two distributions speak has none.
 */
export function spokenProducts(
  covered: readonly Log[],
  nodeOf: (named: string, source: string) => string,
): ReadonlyMap<string, string> {
  const spoken = new Map<string, Set<string>>();
  for (const { source, node = '', nodes, programs } of covered) {
    const named = new Set((nodes.length > 0 ? nodes : [node]).map((one) => nodeOf(one, source)));
    const [only = '', ...others] = named;
    if (only === '' || others.length > 0) continue;
    const held = spoken.get(only) ?? new Set();
    spoken.set(only, held);
    for (const program of programs) {
      const product = productOfUnit(program);
      if (product !== undefined && DISTRIBUTIONS.includes(product)) held.add(product);
    }
  }
  return new Map(
    [...spoken].flatMap(([node, [product, ...more]]) =>
      product === undefined || more.length > 0 ? [] : [[node, product] as const],
    ),
  );
}

/** A node that no start line and no file tells the product of. */
export function withSpokenProduct(
  node: NodeInfo,
  products: ReadonlyMap<string, string> = new Map(),
): NodeInfo {
  const product = node.product ?? products.get(node.name);
  return product === undefined ? node : { ...node, product };
}
