import { expect, it } from 'vitest';
import type { FileKind } from '../../src/bundle/layout.js';
import { readEnvironment } from '../../src/bundle/read-environment.js';

/** `name(alias alias) address address product version role @line`, what is absent left out. */
const nodes = (kind: FileKind, text: string): readonly string[] =>
  readEnvironment(kind, 'file', text, 'b').flatMap((fact) => {
    if (fact.kind !== 'node') return [];
    const aliases = fact.aliases.length > 0 ? `(${fact.aliases.join(' ')})` : '';
    const rest = [...fact.addresses, fact.product, fact.version, fact.role].flatMap(
      (it) => it ?? [],
    );
    return [
      [`${fact.name}${aliases}`, ...rest, fact.own ? 'own' : 'listed', `@${fact.place.line}`].join(
        ' ',
      ),
    ];
  });

const NODE = {
  kind: 'Node',
  metadata: {
    name: 'srv-1.lab.example',
    labels: { 'node-role.kubernetes.io/etcd': 'true' },
    annotations: {
      'p2p.k3s.cattle.io/node-address': '/ip4/10.0.0.9/tcp/5001/p2p/Qm1',
      'k3s.io/hostname': 'srv-1',
      'k3s.io/node-env': '{"K3S_TOKEN":"********"}',
    },
  },
  status: {
    addresses: [
      { type: 'InternalIP', address: '10.0.0.1' },
      { type: 'InternalIP', address: 'fd00::1' },
      { type: 'InternalDNS', address: 'ip-10-0-0-1.internal' },
    ],
    nodeInfo: { kubeletVersion: 'v1.33.4+k3s1' },
  },
};
const AGENT = {
  kind: 'Node',
  metadata: { name: 'w-1', labels: { a: 'b' } },
  status: { nodeInfo: { kubeletVersion: 'v1.31.2' } },
};
const SERVER_TEXT =
  'srv-1.lab.example(ip-10-0-0-1.internal srv-1) 10.0.0.1 fd00::1 10.0.0.9 k3s v1.33.4+k3s1 server listed';

it.each([
  ['a List', JSON.stringify({ kind: 'List', items: [NODE, AGENT] }, null, 1)],
  ['a bare array', `\uFEFF${JSON.stringify([NODE, AGENT])}`],
])('reads nodes of %s', (_, text) => {
  const found = nodes('nodes-json', text).map((it) => it.replace(/ @\d+$/, ''));
  expect(found).toEqual([SERVER_TEXT, 'w-1 agent listed']);
});

it('cites the line that names the node', () => {
  const text = JSON.stringify({ kind: 'NodeList', items: [AGENT, NODE] }, null, 2);
  const places = readEnvironment('nodes-json', 'file', text, 'b').map(({ place }) => place);
  const lines = text.split('\n');
  expect(places.map(({ line }) => lines[line - 1]?.trim())).toEqual([
    '"name": "w-1",',
    '"name": "srv-1.lab.example",',
  ]);
  expect(places[1]?.text).toContain('srv-1.lab.example');
});

it('reads nodes as YAML, with strings "null" as absent', () => {
  const text = `apiVersion: v1
kind: List
items:
- apiVersion: v1
  kind: Node
  metadata:
    name: n1
    labels:
      node-role.kubernetes.io/control-plane: "true"
  status:
    addresses:
    - address: 10.1.0.1
      type: InternalIP
    - address: "null"
      type: Hostname
    nodeInfo:
      kubeletVersion: v1.32.7+rke2r1
`;
  expect(nodes('nodes-yaml', text)).toEqual(['n1 10.1.0.1 rke2 v1.32.7+rke2r1 server listed @7']);
});

it.each([
  [
    'nodes-table',
    'NAME    STATUS                     ROLES                       AGE   VERSION        INTERNAL-IP   EXTERNAL-IP   OS-IMAGE\nsrv-1   Ready,SchedulingDisabled   control-plane,etcd,master   41d   v1.33.4+k3s1   10.20.0.11    1.2.3.4       Ubuntu 24.04\nw-1     NotReady                   <none>                      41d   v1.33.4+k3s1   <none>        <none>        Ubuntu\n',
    [
      'srv-1 10.20.0.11 1.2.3.4 k3s v1.33.4+k3s1 server listed @2',
      'w-1 k3s v1.33.4+k3s1 agent listed @3',
    ],
  ],
  [
    'nodes-table',
    'NAME  STATUS ROLES AGE VERSION\nk0s-1 Ready control-plane 1d v1.33.3+k0s\n',
    ['k0s-1 k0s v1.33.3+k0s server listed @2'],
  ],
  ['nodes-table', 'The connection to the server 127.0.0.1:6443 was refused\n', []],
  ['nodes-table', 'Error from server (Forbidden): nodes is forbidden\n', []],
  [
    'nodes-describe',
    'Name:               w-1\nRoles:              <none>\nLabels:             a=b\nAnnotations:        k3s.io/internal-ip: 10.20.0.21\n                    p2p.k3s.cattle.io/node-address: /ip4/10.20.0.22/tcp/5001/p2p/Qm\nAddresses:\n  InternalIP:  10.20.0.21\n  Hostname:    w-1.lab\nSystem Info:\n  Kubelet Version:            v1.33.4+k3s1\n',
    ['w-1(w-1.lab) 10.20.0.21 10.20.0.22 k3s v1.33.4+k3s1 agent listed @1'],
  ],
  [
    'etcd-member-list',
    '{"members":[{"ID":"1","name":"srv-1-3c1e9f04","peerURLs":["https://10.20.0.11:2380"]},{"ID":"2","name":"","peerURLs":["https://10.20.0.12:2380"]}]}',
    ['srv-1(srv-1-3c1e9f04) 10.20.0.11 server listed @1'],
  ],
  [
    'etcd-member-list',
    '2f4a9c11d0b7e3a5, started, cp-1-9d31aa00, https://10.30.0.21:2380, https://10.30.0.21:2379, false\n7be1, unstarted, , https://10.30.0.22:2380, , false\n',
    ['cp-1(cp-1-9d31aa00) 10.30.0.21 server listed @1'],
  ],
  [
    'etcd-member-list',
    '+------+\n| 8211f1d0f64f3269 | started | cp-1 | https://[fd00::21]:2380 | https://x:2379 | false |\n',
    ['cp-1 fd00::21 server listed @2'],
  ],
  [
    'etcd-member-list',
    'level=info msg="x"\n{"members":{"k0s-1":"https://10.40.0.31:2380"}}',
    ['k0s-1 10.40.0.31 server listed @2'],
  ],
  ['etcd-member-list', 'Error: context deadline exceeded', []],
  ['hostname', 'srv-1\n', ['srv-1 own @1']],
  ['hostname', '# made by hand\nsrv-1.lab.example\n', ['srv-1.lab.example(srv-1) own @2']],
  [
    'hostname',
    'hostname = srv-1\n/proc/sys/kernel/hostname = srv-1\nuname -n = srv-1\n',
    ['srv-1 own @1'],
  ],
  ['hostname', 'hostname: Name or service not known\n', []],
  ['hostname', 'localhost.localdomain\n', []],
  ['hostname', '(none)\n', []],
  ['uname', 'Linux srv-1 6.8.0-64-generic #67-Ubuntu SMP x86_64 GNU/Linux\n', ['srv-1 own @1']],
  ['hostos-json', '{"name":"srv-1","kernelVersion":"6.8.0"}', ['srv-1 own @1']],
  ['summary', 'Hostname:  srv-1\nDistro:    k3s\n', ['srv-1 own @1']],
  [
    'ip-addr',
    `1: lo: <LOOPBACK,UP> mtu 65536
    inet 127.0.0.1/8 scope host lo
2: eth0: <BROADCAST,UP> mtu 1500
    inet 10.20.0.11/24 brd 10.20.0.255 scope global eth0
    inet 10.20.0.100/32 scope global eth0
    inet 10.20.0.101/24 scope global secondary eth0
    inet6 fd00::11/64 scope global
    inet6 fe80::1/64 scope link
3: cni0: <UP> mtu 1450
    inet 10.42.0.1/24 brd 10.42.0.255 scope global cni0
5: flannel.1: <UP> mtu 1450
    inet 10.42.1.0/32 scope global flannel.1
`,
    [' 10.20.0.11 fd00::11 own @4'],
  ],
  [
    'ip-addr',
    '2: ens4: <UP>\n    inet 10.128.0.5/32 metric 100 scope global dynamic ens4\n',
    [' 10.128.0.5 own @2'],
  ],
  [
    'ip-addr',
    '2: eth0    inet 10.0.0.5/24 brd 10.0.0.255 scope global eth0\\       valid_lft forever\n',
    [' 10.0.0.5 own @1'],
  ],
] satisfies [FileKind, string, string[]][])('reads nodes of %s: %j', (kind, text, expected) => {
  expect(nodes(kind, text)).toEqual(expected);
});
