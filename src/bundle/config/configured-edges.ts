import type { FactPlace } from '../../model/fact.js';
import { canonicalAddress } from './address.js';
import type { ConfigView } from './effective-config.js';

/** `from` is told to ask `host`: its `server:`. */
export interface ConfiguredEdge {
  readonly from: string;
  /** A name or an address, without brackets. */
  readonly host: string;
  readonly port?: number;
  readonly place: FactPlace;
}

/** The `server:` of each node that has one. */
export const configuredEdges = (views: readonly ConfigView[]): readonly ConfiguredEdge[] =>
  views.flatMap((view) => {
    const value = view.get('server');
    const [place] = view.places('server').slice(-1);
    const last = Array.isArray(value) ? value.at(-1) : value;
    const target = typeof last === 'string' ? readTarget(last) : undefined;
    return target && place ? [{ from: view.node, ...target, place }] : [];
  });

/** Host and port of `https://host:6443`, `host:6443` or `[fd00::1]:6443/path`; `undefined` for anything else. */
export function readTarget(url: string): { host: string; port?: number } | undefined {
  const [, bracketed, plain, digits] =
    /^(?:[a-z][a-z0-9+.-]*:\/\/)?(?:[^\s/@]*@)?(?:\[([0-9A-Fa-f:.]+)(?:%[^\]]*)?\]|([\w.-]+))(?::(\d{1,5}))?(?:[/?#].*)?$/i.exec(
      url.trim(),
    ) ?? [];
  const host = bracketed ?? plain?.replace(/\.$/, '');
  if (host === undefined || host === '') return undefined;
  const name = canonicalAddress(host) ?? host.toLowerCase();
  return digits === undefined ? { host: name } : { host: name, port: Number(digits) };
}
