import type { Coverage, SpokenHost } from './model/report.js';
import type { EpochMs } from './model/time.js';
import type { RawCoverage } from './observe/coverage.js';
import type { Settle } from './observe/runs.js';

/** The coverage of a log in which several nodes speak, with all of them; sorted by name. */
export function withHosts(
  one: Coverage,
  { spoken = [], yearless, zoneless }: Pick<RawCoverage, 'spoken' | 'yearless' | 'zoneless'>,
  nodeOf: (named: string, source: string) => string,
  settle: Settle,
): Coverage {
  const { source } = one;
  const hosts = new Map<string, SpokenHost>();
  const settled = (at: EpochMs): EpochMs => (yearless || zoneless ? settle(at, source) : at);
  for (const { name, from, to } of spoken) {
    const node = nodeOf(name, source);
    if (node === '') continue;
    const held = hosts.get(node) ?? { node };
    const ends = from === undefined || to === undefined ? [] : [from, to];
    const times = [
      ...ends.map(settled),
      ...(held.from === undefined || held.to === undefined ? [] : [held.from, held.to]),
    ];
    hosts.set(
      node,
      times.length === 0 ? held : { node, from: Math.min(...times), to: Math.max(...times) },
    );
  }
  if (hosts.size < 2) return one;
  return { ...one, hosts: [...hosts.values()].sort((a, b) => (a.node < b.node ? -1 : 1)) };
}

/** Each node of a log as if it were alone in it: what the log covers and lacks, it does of all of them. */
export const perHost = (coverage: readonly Coverage[]): readonly Coverage[] =>
  coverage.flatMap(({ hosts, ...one }) =>
    hosts === undefined ? [one] : hosts.map(({ node }) => ({ ...one, node })),
  );

/** The same, each from when to when it was surely heard. */
export const heardPerHost = (coverage: readonly Coverage[]): readonly Coverage[] =>
  coverage.flatMap((one) => {
    const { from: _from, to: _to, hosts, ...rest } = one;
    return hosts === undefined ? [one] : hosts.map((host) => ({ ...rest, ...host }));
  });

/** Of nodes that speak in a log with others: their distributions, as `products` tells them. */
export function partlyHeard(input: {
  readonly coverage: readonly Coverage[];
  readonly products?: ReadonlyMap<string, string>;
}): ReadonlyMap<string, string> {
  const nodes = input.coverage.flatMap(({ hosts = [] }) => hosts.map(({ node }) => node));
  return new Map(
    [...new Set(nodes)].flatMap((node) => {
      const product = input.products?.get(node);
      return product === undefined ? [] : [[node, product] as const];
    }),
  );
}
