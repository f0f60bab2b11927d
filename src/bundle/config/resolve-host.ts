import type { FactPlace } from '../../model/fact.js';
import { canonicalAddress, isLoopback } from './address.js';
import type { ConfigView } from './effective-config.js';

/** What is known of the nodes' names and addresses. */
export interface NodeDirectory {
  readonly nodes: Iterable<string>;
  readonly addressesOf: (node: string) => Iterable<string>;
  /** Other names of a node. */
  readonly aliasesOf?: (node: string) => Iterable<string>;
  /** What `indexOwners` made of the above; absent: the nodes are gone through for each question. */
  readonly owners?: ReadonlyMap<string, string>;
  /** Names of `/etc/hosts`, in lower case. */
  readonly hosts?: ReadonlyMap<string, readonly string[]>;
}

/** An address or name that moves between nodes, or stands for several. */
export interface VirtualAddress {
  readonly address: string;
  /** What says so: a setting that makes it move, k0s' external address, or the certificates of several servers. */
  readonly by: 'kube-vip' | 'keepalived' | 'cplb' | 'external' | 'tls-san';
  readonly node: string;
  readonly place: FactPlace;
}

export type HostTarget =
  | { readonly kind: 'node'; readonly node: string }
  | { readonly kind: 'vip'; readonly address: string }
  /** Loopback: whoever asks, asks itself. */
  | { readonly kind: 'self' }
  | { readonly kind: 'unknown' };

const UNKNOWN: HostTarget = { kind: 'unknown' };

/**
 * Who answers at a host of a `server:` value: the node that has the name or address, else a virtual address. A
 * virtual address of a setting wins over a node that holds it at the moment. A name without an owner is looked up
 * in `/etc/hosts`, which decides where it has the name; names that differ in their domain alone are the same node.
 */
export function resolveHost(
  host: string,
  directory: NodeDirectory,
  vips: readonly VirtualAddress[],
): HostTarget {
  const name = canonicalAddress(host) ?? host.toLowerCase().replace(/\.$/, '');
  if (isLoopback(name)) return { kind: 'self' };
  const set = vips.find(({ address, by }) => isMoved(by) && address === name);
  if (set) return { kind: 'vip', address: set.address };
  const node = ownerOf(name, directory);
  if (node !== undefined) return { kind: 'node', node };
  const addresses = directory.hosts?.get(name) ?? [];
  if (addresses.length > 0) return behindName(name, addresses, directory, vips);
  const short = shortOwner(name, directory);
  if (short !== undefined) return { kind: 'node', node: short };
  const shared = vips.find(({ address }) => address === name);
  return shared ? { kind: 'vip', address: shared.address } : UNKNOWN;
}

/** The others may be the address of a node that stands in its own certificate. */
const isMoved = (by: VirtualAddress['by']): boolean => by !== 'tls-san' && by !== 'external';

/** Who answers at the addresses of a name: several answer for each other, one nobody knows may be anybody. */
function behindName(
  name: string,
  addresses: readonly string[],
  directory: NodeDirectory,
  vips: readonly VirtualAddress[],
): HostTarget {
  const plain = { ...directory, hosts: new Map() };
  const targets = addresses.map((address) => resolveHost(address, plain, vips));
  const [first = UNKNOWN, ...others] = targets;
  if (targets.some(({ kind }) => kind === 'unknown')) return UNKNOWN;
  const isOne = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
  return isOne ? first : { kind: 'vip', address: name };
}

/** The first node that has a name or an address, for all of them. */
export function indexOwners(directory: NodeDirectory): ReadonlyMap<string, string> {
  const { nodes, addressesOf, aliasesOf } = directory;
  const owners = new Map<string, string>();
  for (const node of nodes) {
    const names = [node, ...(aliasesOf?.(node) ?? [])].map((name) => name.toLowerCase());
    const addresses = [...addressesOf(node)].map(
      (address) => canonicalAddress(address) ?? address.toLowerCase(),
    );
    for (const key of [...names, ...addresses]) if (!owners.has(key)) owners.set(key, node);
  }
  return owners;
}

const ownerOf = (name: string, directory: NodeDirectory): string | undefined =>
  (directory.owners ?? indexOwners(directory)).get(name);

/** `server1` and `server1.lab.example`, where only one node can be meant. */
function shortOwner(name: string, { nodes, aliasesOf }: NodeDirectory): string | undefined {
  if (canonicalAddress(name) !== undefined) return undefined;
  const [label = ''] = name.split('.');
  const found = [...nodes].filter((node) =>
    [node, ...(aliasesOf?.(node) ?? [])].some((known) => {
      const [own = '', ...domain] = known.toLowerCase().split('.');
      return own === label && (domain.length === 0 || !name.includes('.'));
    }),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Of k0s: what stands before the controllers, or one of them. */
const EXTERNAL = 'spec.api.externalAddress';
const SETTINGS: readonly { readonly key: RegExp; readonly by: VirtualAddress['by'] }[] = [
  { key: /^kube-vip\.address$/, by: 'kube-vip' },
  { key: /^keepalived\.(?:virtual_ipaddress|virtual_server)$/, by: 'keepalived' },
  {
    key: /^spec\.network\.controlPlaneLoadBalancing\.keepalived\.(?:vrrpInstances\[\d+\]\.virtualIPs\[\d+\]|virtualServers\[\d+\]\.ipAddress)$/,
    by: 'cplb',
  },
];

/**
 * Virtual addresses: those that kube-vip, keepalived or k0s' control-plane load balancing are told to move, and
 * those that belong to no node and stand in the `tls-san` of two or more nodes, or are k0s' external address: only
 * something that stands before the servers explains them.
 */
export function collectVirtualAddresses(
  views: readonly ConfigView[],
  directory: NodeDirectory,
): readonly VirtualAddress[] {
  const set = views.flatMap((view) =>
    view.keys().flatMap((key) => {
      const by = SETTINGS.find((setting) => setting.key.test(key))?.by;
      if (by === undefined || isOff(view, by)) return [];
      // groups and variables of keepalived are no addresses; kube-vip takes names too
      return addressesAt(view, key, by).filter(
        ({ address }) => by === 'kube-vip' || canonicalAddress(address) !== undefined,
      );
    }),
  );
  const names = views.flatMap((view) =>
    view
      .keys()
      .filter(
        (key) => key === 'tls-san' || key === EXTERNAL || /^spec\.api\.sans\[\d+\]$/.test(key),
      )
      .flatMap((key) => addressesAt(view, key, key === EXTERNAL ? 'external' : 'tls-san')),
  );
  const nodesOf = new Map<string, Set<string>>();
  for (const { address, node } of names) {
    nodesOf.set(address, (nodesOf.get(address) ?? new Set()).add(node));
  }
  const shared = names.filter(
    ({ address, by }) =>
      (by === 'external' || (nodesOf.get(address)?.size ?? 0) > 1) &&
      !isLoopback(address) &&
      ownerOf(address, directory) === undefined &&
      shortOwner(address, directory) === undefined,
  );
  return [...set, ...shared];
}

const isOff = (view: ConfigView, by: VirtualAddress['by']): boolean =>
  by === 'cplb' && view.get('spec.network.controlPlaneLoadBalancing.enabled') === false;

function addressesAt(
  view: ConfigView,
  key: string,
  by: VirtualAddress['by'],
): readonly VirtualAddress[] {
  const value = view.get(key);
  const places = view.places(key);
  return [value ?? []].flat().flatMap((one, at) => {
    const place = places[at];
    // RKE2 and K3s allow several names in one value
    const hosts = String(one).split(',');
    return place
      ? hosts.flatMap((host) => addressOf(host.trim(), { by, node: view.node, place }))
      : [];
  });
}

const addressOf = (
  host: string,
  rest: Omit<VirtualAddress, 'address'>,
): readonly VirtualAddress[] =>
  host === '' ? [] : [{ address: canonicalAddress(host) ?? host.toLowerCase(), ...rest }];
