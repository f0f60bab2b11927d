import { isHostFormat } from '../model/host-format.js';
import type { ZoneSpan } from '../model/zone.js';
import type { RawCoverage } from './coverage.js';

export type ZonedSource = Pick<RawCoverage, 'source' | 'format' | 'zoneless' | 'zones'>;

/** Files that are called after a program of the host. */
const HOST_FILE = /(?:^|\/)(?:kubelet|containerd|k3s|rke2|k0s)(?:[-.][^/]*)?$/;

/** Else the log may be that of a container, whose clock may have another zone than its host's. */
const isOfHost = ({ format, source, zones }: ZonedSource): boolean =>
  zones?.isBareTransport === true || isHostFormat(format) || HOST_FILE.test(source);

/**
 * By source what is told of the zone of its bare stamps: by itself, else by the other sources of its host, whose wall
 * clock stamps them all. `nodeOf`: the one node that speaks in a source, empty where that is not known; `hasZone`: other
 * sources are not asked for it.
 */
export function toldZones<T extends ZonedSource>(
  covered: readonly T[],
  nodeOf: (one: T) => string,
  hasZone: (source: string) => boolean,
): ReadonlyMap<string, readonly ZoneSpan[]> {
  const lacking = covered.filter(({ zoneless }) => zoneless);
  const own = lacking.flatMap(({ source, zones }) =>
    zones !== undefined && zones.own.length > 0 ? [[source, zones.own] as const] : [],
  );
  const told = new Map<string, readonly ZoneSpan[]>(own);
  const waiting = lacking.filter(({ source }) => !told.has(source) && !hasZone(source));
  if (waiting.length === 0) return told;
  const byNode = new Map<string, ZoneSpan[]>();
  for (const one of covered) {
    const { zones } = one;
    if (zones === undefined) continue;
    const { shown, named } = zones;
    const spans = shown.length > 0 || !isOfHost(one) ? shown : named;
    const node = spans.length > 0 ? nodeOf(one) : '';
    if (node !== '') byNode.set(node, [...(byNode.get(node) ?? []), ...spans]);
  }
  for (const one of waiting) {
    const spans = isOfHost(one) ? byNode.get(nodeOf(one)) : undefined;
    if (spans !== undefined) told.set(one.source, spans);
  }
  return told;
}
