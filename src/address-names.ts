import { isIPv4 } from 'node:net';
import type { NamedSource, SourceClaim } from './log-nodes.js';
import { groupBy } from './model/group-by.js';

/**
 * The address that stands for the machine of all given claims: of each family they tell one and the same. Several
 * machines in one pipe tell several.
 */
export function onlyAddress(claims: readonly SourceClaim[]): string | undefined {
  const addresses = [...new Set(claims.map(({ address }) => address))];
  const four = addresses.filter((address) => isIPv4(address));
  const other = addresses.filter((address) => !isIPv4(address));
  return four.length > 1 || other.length > 1 ? undefined : (four[0] ?? other[0]);
}

/** Names by their own address for sources that share a place, which the address tells apart. */
export function addressNames(
  sources: readonly NamedSource[],
  claims: readonly SourceClaim[],
  placeOf: (source: string) => string,
  nameOf: (address: string) => string | undefined,
): ReadonlyMap<NamedSource, string> {
  const claimed = groupBy(claims, ({ source, named }) => `${source}\u0001${named}`);
  const names = new Map<NamedSource, string>();
  for (const group of groupBy(sources, ({ source }) => placeOf(source)).values()) {
    const address = onlyAddress(
      group.flatMap(({ source, named }) => claimed.get(`${source}\u0001${named}`) ?? []),
    );
    const name = address === undefined ? undefined : nameOf(address);
    if (name !== undefined) for (const one of group) names.set(one, name);
  }
  return names;
}

export const folderOf = (source: string): string => source.slice(0, source.lastIndexOf('/') + 1);
