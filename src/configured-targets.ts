import { isIP } from 'node:net';
import { canonicalAddress } from './bundle/config/address.js';
import { configuredEdges } from './bundle/config/configured-edges.js';
import type { ConfigView } from './bundle/config/effective-config.js';
import {
  collectVirtualAddresses,
  type HostTarget,
  indexOwners,
  type NodeDirectory,
  resolveHost,
  type VirtualAddress,
} from './bundle/config/resolve-host.js';
import { createHosts } from './bundle/hosts.js';
import type { NodeRegistry } from './bundle/nodes.js';
import type { ConfiguredTarget, Detour, Environment, EnvironmentFact } from './model/fact.js';
import { groupBy } from './model/group-by.js';

export interface TargetInput {
  readonly facts: readonly EnvironmentFact[];
  readonly registry: NodeRegistry;
}

/**
 * Where each `server:` leads. A virtual address proves a target only where exactly one node is seen to hold it;
 * who held it before is not known.
 */
export function configuredTargets(
  { facts, registry }: TargetInput,
  views: readonly ConfigView[],
  all: readonly ConfigView[],
): Pick<Environment, 'targets' | 'detours'> {
  const names = [
    ...new Set([...registry.nodes.map(({ name }) => name), ...views.map(({ node }) => node)]),
  ];
  const { addressesOf } = registry;
  const directoryOf = (nodes: readonly string[]): NodeDirectory => {
    const plain = { nodes, addressesOf };
    return { ...plain, owners: indexOwners(plain) };
  };
  const everywhere = directoryOf(names);
  /** Two clusters may have the same addresses: the nodes of the asking one's are meant first. */
  const besides = clusterDirectories(names, registry, directoryOf);
  const { hostsOf, holderOf } = createHosts(facts, registry);
  const vips = collectVirtualAddresses(all, everywhere);
  const moving = movingAddresses(facts, vips);
  const targets: ConfiguredTarget[] = [];
  const detours: Detour[] = [];
  for (const { from, host, place } of configuredEdges(views)) {
    const hosts = hostsOf(from);
    const near = resolveHost(host, { ...besides(from), hosts }, vips);
    const target =
      near.kind === 'unknown' ? resolveHost(host, { ...everywhere, hosts }, vips) : near;
    const to = nodeAt(target, from) ?? soleHolder([host, ...(hosts.get(host) ?? [])], holderOf);
    if (to !== undefined) targets.push({ from, to, place });
    if (target.kind === 'self' || target.kind === 'node') continue;
    // A name nobody knows may be that of any address that moves.
    const addresses = isIP(host) !== 0 ? [host] : (hosts.get(host) ?? moving);
    const isUnowned = target.kind === 'unknown' && addresses !== moving && to === undefined;
    detours.push({ from, addresses, place, ...(isUnowned && { unowned: true }) });
  }
  return { targets, detours };
}

function clusterDirectories(
  names: readonly string[],
  { nodes }: NodeRegistry,
  directoryOf: (nodes: readonly string[]) => NodeDirectory,
): (node: string) => NodeDirectory {
  const clusters = new Map(nodes.map(({ name, cluster }) => [name, cluster]));
  const members = groupBy(names, (name) => clusters.get(name));
  const known = new Map([...members].map(([cluster, own]) => [cluster, directoryOf(own)]));
  return (node) => known.get(clusters.get(node)) ?? directoryOf([]);
}

function nodeAt(target: HostTarget, asking: string): string | undefined {
  if (target.kind === 'self') return asking;
  return target.kind === 'node' ? target.node : undefined;
}

/** The node that holds the virtual address; of a name with several addresses, the one that holds them all. */
function soleHolder(
  names: readonly string[],
  holderOf: (address: string) => string | undefined,
): string | undefined {
  const addresses = names.filter((name) => canonicalAddress(name) !== undefined);
  const holders = new Set(addresses.map(holderOf));
  return holders.size === 1 ? [...holders][0] : undefined;
}

function movingAddresses(
  facts: readonly EnvironmentFact[],
  vips: readonly VirtualAddress[],
): readonly string[] {
  const held = facts.flatMap((fact) => (fact.kind === 'held' ? fact.addresses : []));
  const all = [...vips.map(({ address }) => address), ...held];
  return [...new Set(all.filter((address) => isIP(address) !== 0))].sort();
}
