import type { EnvironmentFact } from '../model/fact.js';
import { canonicalAddress, isLoopback } from './config/address.js';
import type { NodeRegistry } from './nodes.js';

type Hosts = ReadonlyMap<string, readonly string[]>;

/** What hosts files and lists of addresses tell beside the nodes' own names and addresses. */
export interface HostsOfNodes {
  /** The names a node's hosts file knows; without one, names on which all files that have them agree. */
  hostsOf(node: string): Hosts;
  /** The one node that holds an address that may move. */
  holderOf(address: string): string | undefined;
}

export function createHosts(
  facts: readonly EnvironmentFact[],
  registry: NodeRegistry,
): HostsOfNodes {
  const byScope = new Map<string, Map<string, readonly string[]>>();
  const holders = new Map<string, Set<string>>();
  for (const { name, addresses } of registry.nodes) {
    for (const address of addresses) addTo(holders, spelt(address), name);
  }
  for (const fact of facts) {
    if (fact.kind === 'host') {
      const hosts = byScope.get(fact.scope) ?? new Map<string, readonly string[]>();
      hosts.set(
        fact.name,
        [...new Set([...(hosts.get(fact.name) ?? []), ...fact.addresses])].sort(),
      );
      byScope.set(fact.scope, hosts);
    } else if (fact.kind === 'held') {
      const node = registry.nameOf(fact.scope);
      for (const address of node === undefined ? [] : fact.addresses) {
        addTo(holders, spelt(address), registry.canonical(node ?? '', fact.scope));
      }
    }
  }
  const ofNode = new Map<string, Hosts>();
  for (const [scope, hosts] of [...byScope].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const node = registry.nameOf(scope);
    if (node !== undefined) ofNode.set(registry.canonical(node, scope), hosts);
  }
  const agreed = agreedNames([...byScope.values()]);
  return {
    hostsOf: (node) => ofNode.get(node) ?? agreed,
    holderOf(address) {
      const held = holders.get(spelt(address));
      return held?.size === 1 ? [...held][0] : undefined;
    },
  };
}

const spelt = (address: string): string => canonicalAddress(address) ?? address;

function addTo(all: Map<string, Set<string>>, key: string, value: string): void {
  const held = all.get(key);
  if (held) held.add(value);
  else all.set(key, new Set([value]));
}

/** A loopback address holds for its own node only. */
function agreedNames(all: readonly Hosts[]): Hosts {
  const agreed = new Map<string, readonly string[]>();
  const disputed = new Set<string>();
  for (const [name, addresses] of all.flatMap((hosts) => [...hosts])) {
    const held = agreed.get(name);
    if (addresses.some(isLoopback) || (held && held.join() !== addresses.join()))
      disputed.add(name);
    else agreed.set(name, addresses);
  }
  for (const name of disputed) agreed.delete(name);
  return agreed;
}
