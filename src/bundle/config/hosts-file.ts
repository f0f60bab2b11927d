import type { EnvironmentFact } from '../../model/fact.js';
import { type FactReader, factAt } from '../fact-file.js';
import { canonicalAddress, isLoopback } from './address.js';

/** Lists that block advertisers hold a hundred thousand names. */
const MAX_NAMES = 2_000;

/**
 * `/etc/hosts`: each name in lower case with an address, loopback included, for a name may be the node's own for
 * everybody on it. `localhost` and its kin are left out. Source: hosts(5).
 */
export const readHosts: FactReader = (file) => {
  const facts: EnvironmentFact[] = [];
  for (const [index, line] of file.lines.entries()) {
    const [first = '', ...names] = line.replace(/#.*$/, '').trim().split(/\s+/);
    const address = canonicalAddress(first);
    if (address === undefined || /^(?:0\.0\.0\.0|::|ff0\d::|fe00::)/.test(address)) continue;
    for (const name of names.map((it) => it.toLowerCase().replace(/\.$/, ''))) {
      if (facts.length >= MAX_NAMES) return facts;
      if (isLoopback(name) || /^ip6-|^localhost/.test(name)) continue;
      facts.push(factAt(file, index, { kind: 'host', name, addresses: [address] }));
    }
  }
  return facts;
};
