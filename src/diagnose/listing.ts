import { addressToken } from '../rulebook/ip.js';
import type { FindCitations } from './evidence.js';
import type { Edge } from './facts.js';

/** Addresses as libp2p writes them: `/ip4/10.0.0.11/tcp/5001/p2p/Qm…`. */
const MULTIADDRESS = /\/ip[46]\/([^/\s]+)\//g;
const SHORTENED = /… \d+ characters left out …/;

/**
 * Tells of each edge whether the asking address stands among the peers that the quoted lines tell it of: the
 * peers are the nodes with the registry, so a stranger is none of them. Edges without such a list stay as they are.
 */
export function withListing(edges: readonly Edge[], find: FindCitations): readonly Edge[] {
  const texts = new Map<string, string[]>();
  for (const signal of new Set(edges.map((edge) => edge.signal))) {
    for (const { citation, observation } of find(signal, () => true)) {
      for (const value of new Set(Object.values(observation.fields))) {
        const key = keyOf(signal, String(value), observation.subject.node);
        const held = texts.get(key);
        if (held) held.push(citation.text);
        else texts.set(key, [citation.text]);
      }
    }
  }
  return edges.map((edge) => {
    const own = texts.get(keyOf(edge.signal, edge.peer, edge.node)) ?? [];
    const isListed = isListedIn(edge, own);
    return isListed === undefined ? edge : { ...edge, isListed };
  });
}

const keyOf = (signal: string, peer: string, node: string): string =>
  `${signal}\u0001${peer}\u0001${node}`;

function isListedIn({ peer }: Edge, texts: readonly string[]): boolean | undefined {
  const lists = texts.map((text) => [...text.matchAll(MULTIADDRESS)].map(([, one = '']) => one));
  if (lists.some((list) => list.some((one) => addressToken(one) === peer))) return true;
  const isWhole = texts.every((text) => !SHORTENED.test(text));
  const isReadable = lists.every((list) => list.every((one) => addressToken(one) !== undefined));
  return isWhole && isReadable && lists.some((list) => list.length > 0) ? false : undefined;
}
