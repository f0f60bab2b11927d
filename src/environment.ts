import { isIP } from 'node:net';
import { canonicalAddress } from './bundle/config/address.js';
import { configuredEdges } from './bundle/config/configured-edges.js';
import { type ConfigView, configView } from './bundle/config/effective-config.js';
import type { ConfigFact } from './bundle/config/read-config.js';
import {
  collectVirtualAddresses,
  type HostTarget,
  type NodeDirectory,
  resolveHost,
  type VirtualAddress,
} from './bundle/config/resolve-host.js';
import { createHosts } from './bundle/hosts.js';
import type { NodeRegistry } from './bundle/nodes.js';
import { configByNode } from './bundle/owners.js';
import type {
  ConfiguredTarget,
  Detour,
  Environment,
  EnvironmentFact,
  EnvironmentNode,
} from './model/fact.js';

export interface EnvironmentInput {
  readonly facts: readonly EnvironmentFact[];
  readonly registry: NodeRegistry;
  /** Settings that lines of logs tell, each with the node it belongs to. */
  readonly told?: readonly ConfigFact[];
  /** Nodes that the logs name. */
  readonly named?: readonly string[];
}

/** Nodes, settings and configured requests, out of all facts of all bundles. */
export function createEnvironment(input: EnvironmentInput): Environment {
  const { facts, registry, named = [], told = [] } = input;
  const byNode = configByNode(facts, registry, named);
  for (const fact of told) {
    const node = fact.node ?? '';
    byNode.set(node, [...(byNode.get(node) ?? []), fact]);
  }
  const all = [...byNode].map(([node, own]) => configView(node, own));
  const views = all.filter(({ node }) => node !== '').sort((a, b) => (a.node < b.node ? -1 : 1));
  const byName = new Map(views.map((view) => [view.node, view]));
  const products = new Map(registry.nodes.map(({ name, product }) => [name, product]));
  const tells = (view: ConfigView): boolean => tellsSettings(view, products.get(view.node));
  return {
    nodes: registry.nodes.map((node) => withRole(node, byName.get(node.name))),
    settings: (key, file) =>
      views.flatMap((view) => {
        const value = view.get(key, file);
        if (value === undefined) return [];
        const values = Array.isArray(value) ? value : [value];
        return values.map((one) => ({ node: view.node, value: one }));
      }),
    has: (file, node) =>
      views
        .filter((view) => node === undefined || view.node === node)
        .some((view) => (file === undefined ? tells(view) : view.has(file))),
    ...configuredTargets(input, views, all),
    conflicts: views.flatMap(({ node, conflicts }) =>
      conflicts.map(({ key, sides }) => ({ node, key, sides })),
    ),
  };
}

/** Where no list tells the role, the arguments of the node's own process may. */
function withRole(node: EnvironmentNode, view: ConfigView | undefined): EnvironmentNode {
  const value = view?.get('role');
  const [place] = view?.places('role') ?? [];
  if (node.role !== undefined || place === undefined) return node;
  if (value !== 'server' && value !== 'agent') return node;
  return { ...node, role: value, evidence: [...node.evidence, { field: 'role', value, ...place }] };
}

/** Whether a setting would show if it were made: the role in a list of processes tells no setting. */
function tellsSettings(view: ConfigView, product: string | undefined): boolean {
  if (view.has('k0s.yaml') || product === 'k0s') return view.has('k0s.yaml');
  if (view.has('config.yaml')) return true;
  return view
    .keys()
    .some(
      (key) =>
        key !== 'role' &&
        key !== 'EnvironmentFile' &&
        (view.get(key, 'arguments') !== undefined || view.get(key, 'environment') !== undefined),
    );
}

/**
 * Where each `server:` leads. A virtual address proves a target only where exactly one node is seen to hold it;
 * who held it before is not known.
 */
function configuredTargets(
  { facts, registry }: EnvironmentInput,
  views: readonly ConfigView[],
  all: readonly ConfigView[],
): Pick<Environment, 'targets' | 'detours'> {
  const names = [
    ...new Set([...registry.nodes.map(({ name }) => name), ...views.map(({ node }) => node)]),
  ];
  const clusters = new Map(registry.nodes.map(({ name, cluster }) => [name, cluster]));
  const directory: NodeDirectory = { nodes: names, addressesOf: registry.addressesOf };
  /** Two clusters may have the same addresses: the nodes of the asking one's are meant first. */
  const besides = (from: string): readonly string[] =>
    names.filter((name) => clusters.get(name) === clusters.get(from));
  const { hostsOf, holderOf } = createHosts(facts, registry);
  const vips = collectVirtualAddresses(all, directory);
  const moving = movingAddresses(facts, vips);
  const targets: ConfiguredTarget[] = [];
  const detours: Detour[] = [];
  for (const { from, host, place } of configuredEdges(views)) {
    const hosts = hostsOf(from);
    const near = resolveHost(host, { ...directory, nodes: besides(from), hosts }, vips);
    const target =
      near.kind === 'unknown' ? resolveHost(host, { ...directory, hosts }, vips) : near;
    const to = nodeAt(target, from) ?? soleHolder([host, ...(hosts.get(host) ?? [])], holderOf);
    if (to !== undefined) targets.push({ from, to, place });
    if (target.kind === 'self' || target.kind === 'node') continue;
    // A name nobody knows may be that of any address that moves.
    const addresses = isIP(host) !== 0 ? [host] : (hosts.get(host) ?? moving);
    detours.push({ from, addresses, place });
  }
  return { targets, detours };
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
