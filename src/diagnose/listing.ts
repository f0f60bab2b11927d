import { canonicalIp } from '../rulebook/ip.js';
import type { FindCitations } from './evidence.js';
import type { Edge } from './facts.js';

/** Addresses as libp2p writes them: `/ip4/10.0.0.11/tcp/5001/p2p/Qm…`. */
const MULTIADDRESS = /\/ip[46]\/([0-9A-Fa-f.:]+)\//g;
const SHORTENED = /… \d+ characters left out …/;

/**
 * Tells of each edge whether the asking address stands among the peers that the quoted lines tell it of: the
 * peers are the nodes with the registry, so a stranger is none of them. Edges without such a list stay as they are.
 */
export const withListing = (edges: readonly Edge[], find: FindCitations): readonly Edge[] =>
  edges.map((edge) => {
    const isListed = isListedIn(edge, quotedTexts(edge, find));
    return isListed === undefined ? edge : { ...edge, isListed };
  });

const quotedTexts = ({ signal, peer, node }: Edge, find: FindCitations): readonly string[] =>
  find(
    signal,
    ({ observation: { subject, fields } }) =>
      subject.node === node && Object.values(fields).includes(peer),
  ).map(({ citation }) => citation.text);

function isListedIn({ peer }: Edge, texts: readonly string[]): boolean | undefined {
  const lists = texts.map((text) => [...text.matchAll(MULTIADDRESS)].map(([, one = '']) => one));
  if (lists.some((list) => list.some((one) => canonicalIp(one) === peer))) return true;
  const isWhole = texts.every((text) => !SHORTENED.test(text));
  return isWhole && lists.some((list) => list.length > 0) ? false : undefined;
}
