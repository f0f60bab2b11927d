import { canonicalAddress, isLoopback } from './address.js';
import { linesOf } from './entry.js';

/** `/etc/hosts`: the addresses of each name in lower case, loopback left out. Source: hosts(5). */
export function readHosts(text: string): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const line of linesOf(text)) {
    const [first = '', ...others] = line.replace(/#.*$/, '').trim().split(/\s+/);
    const address = canonicalAddress(first);
    if (address === undefined || isLoopback(address)) continue;
    for (const name of others.map((other) => other.toLowerCase())) {
      const held = names.get(name);
      if (held) held.push(address);
      else names.set(name, [address]);
    }
  }
  return names;
}
