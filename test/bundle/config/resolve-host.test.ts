import { expect, it } from 'vitest';
import { readHosts } from '../../../src/bundle/config/hosts-file.js';
import { type ConfigKind, readConfig } from '../../../src/bundle/config/read-config.js';
import { collectVirtualAddresses, resolveHost } from '../../../src/bundle/config/resolve-host.js';
import { openFactFile } from '../../../src/bundle/fact-file.js';
import { viewOf } from './view.js';

const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  s1: ['10.0.0.1', 'FD00:0::1'],
  's2.lab.example': ['10.0.0.2'],
  s3: [],
};
const hostsOf = (text: string) => {
  const names = new Map<string, readonly string[]>();
  for (const fact of readHosts(openFactFile('hosts', 's1', text))) {
    if (fact.kind !== 'host') continue;
    names.set(fact.name, [...(names.get(fact.name) ?? []), ...fact.addresses]);
  }
  return names;
};
const hosts = hostsOf(
  '127.0.0.1 localhost\n127.0.1.1 s1\n10.0.0.5 api.lab api # vip\n10.0.0.2 two\n10.0.0.1 both\n10.0.0.2 both\n127.0.0.1 mine\n10.0.0.1 half\n10.0.0.88 half\n10.0.0.1 mixed\n127.0.0.1 mixed\nbroken line\n::1 ip6-localhost\n',
);
const directory = {
  nodes: Object.keys(ADDRESSES),
  addressesOf: (node: string) => ADDRESSES[node] ?? [],
  aliasesOf: (node: string) => (node === 's3' ? ['third'] : []),
  hosts,
};
const view = (node: string, kind: ConfigKind, text: string) =>
  viewOf(readConfig(kind, `${node}/f`, text, node), node);
const vip = [view('s1', 'pod-manifest', '# kube-vip\nvip_address=10.0.0.5\n')];
const shared = ['s1', 's3'].map((node) =>
  view(node, 'config-yaml', 'tls-san: [k3s.lab, 10.0.0.9, s2, 10.0.0.2, 127.0.0.1]'),
);

it.each([
  ['an address', '10.0.0.1', { kind: 'node', node: 's1' }],
  ['another spelling of an address', '[fd00::0001]', { kind: 'node', node: 's1' }],
  ['an IPv4 address in IPv6', '::ffff:10.0.0.2', { kind: 'node', node: 's2.lab.example' }],
  ['a name', 'S1', { kind: 'node', node: 's1' }],
  ['an alias', 'third', { kind: 'node', node: 's3' }],
  ['a name with a domain', 's1.lab.example', { kind: 'node', node: 's1' }],
  ['a name without its domain', 's2', { kind: 'node', node: 's2.lab.example' }],
  ['a name of /etc/hosts', 'two', { kind: 'node', node: 's2.lab.example' }],
  ['a name of /etc/hosts for several nodes', 'both', { kind: 'vip', address: 'both' }],
  ['a name the hosts file gives to the asking node', 'mine', { kind: 'self' }],
  ['a name for a node and for somebody unknown', 'half', { kind: 'unknown' }],
  ['a name for a node and for whoever asks', 'mixed', { kind: 'vip', address: 'mixed' }],
  ['a virtual address', '10.0.0.5', { kind: 'vip', address: '10.0.0.5' }],
  ['a name for a virtual address', 'api.lab', { kind: 'vip', address: '10.0.0.5' }],
  ['a name that several certificates share', 'k3s.lab', { kind: 'vip', address: 'k3s.lab' }],
  ['an address that several certificates share', '10.0.0.9', { kind: 'vip', address: '10.0.0.9' }],
  ['the node itself', 'localhost', { kind: 'self' }],
  ['loopback', '127.0.0.1', { kind: 'self' }],
  ['another domain of a name with one', 's2.other.example', { kind: 'unknown' }],
  ['an unknown name', 'nobody', { kind: 'unknown' }],
  ['an unknown address', '10.0.0.77', { kind: 'unknown' }],
  ['no host', '', { kind: 'unknown' }],
])('resolves %s', (_, host, expected) => {
  const vips = collectVirtualAddresses([...vip, ...shared], directory);
  expect(resolveHost(host, directory, vips)).toEqual(expected);
});

it('takes a virtual address for one although a node holds it', () => {
  const holding = { ...directory, addressesOf: () => ['10.0.0.5'] };
  const vips = collectVirtualAddresses(vip, holding);
  expect(resolveHost('10.0.0.5', holding, vips)).toEqual({ kind: 'vip', address: '10.0.0.5' });
});

it('does not trust a name that a single certificate has', () => {
  const vips = collectVirtualAddresses(shared.slice(0, 1), directory);
  expect(resolveHost('k3s.lab', directory, vips)).toEqual({ kind: 'unknown' });
});

const CPLB =
  'spec:\n  network:\n    controlPlaneLoadBalancing:\n      enabled: true\n      keepalived:\n        vrrpInstances:\n        - virtualIPs: [10.0.0.5/24]\n        virtualServers:\n        - ipAddress: 10.0.0.6\n';

it.each<[string, ConfigKind, string, readonly string[]]>([
  ['kube-vip', 'pod-manifest', '# kube-vip\nvip_address=api.lab\n', ['api.lab']],
  [
    'keepalived',
    'keepalived-conf',
    'virtual_ipaddress {\n 10.0.0.5/24\n}\nvirtual_server group x {\n',
    ['10.0.0.5'],
  ],
  ['cplb', 'k0s-yaml', CPLB, ['10.0.0.5', '10.0.0.6']],
  ['cplb', 'k0s-yaml', CPLB.replace('enabled: true', 'enabled: false'), []],
])('collects the addresses of %s', (by, kind, text, expected) => {
  const found = collectVirtualAddresses([view('s1', kind, text)], directory);
  expect(found.map(({ address }) => address).sort()).toEqual(expected);
  expect(found.every((one) => one.by === by && one.node === 's1')).toBe(true);
});

it('leaves addresses and names of nodes out of what certificates share', () => {
  const found = collectVirtualAddresses(shared, directory).map(({ address }) => address);
  expect([...new Set(found)]).toEqual(['k3s.lab', '10.0.0.9']);
});
