import { DISTRIBUTIONS, productOfUnit } from './diagnose/products.js';
import type { NodeInfo } from './model/report.js';
import type { RawCoverage } from './observe/coverage.js';

type Log = Pick<RawCoverage, 'source' | 'node' | 'nodes' | 'programs' | 'spoken'>;

/**
 * The distribution of each node by the units and identifiers that speak in its own logs, as the product of the whole
 * input is told; of a log of several nodes by their own records. A node on which two distributions speak has none.
 */
export function spokenProducts(
  covered: readonly Log[],
  nodeOf: (named: string, source: string) => string,
): ReadonlyMap<string, string> {
  const spoken = new Map<string, Set<string>>();
  const hear = (node: string, programs: readonly string[]): void => {
    if (node === '') return;
    const held = spoken.get(node) ?? new Set();
    spoken.set(node, held);
    for (const program of programs) {
      const product = productOfUnit(program);
      if (product !== undefined && DISTRIBUTIONS.includes(product)) held.add(product);
    }
  };
  for (const { source, node = '', nodes, programs, spoken: hosts } of covered) {
    const named = new Set((nodes.length > 0 ? nodes : [node]).map((one) => nodeOf(one, source)));
    const [only = '', ...others] = named;
    if (others.length === 0) hear(only, programs);
    else for (const host of hosts ?? []) hear(nodeOf(host.name, source), host.programs);
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
