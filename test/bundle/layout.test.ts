import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { classifyPath } from '../../src/bundle/layout.js';
import { TREES } from './trees.js';

const kinds = readFileSync('test/data/bundles/kinds.txt', 'utf8').trimEnd().split('\n');

it('knows every file of the example bundles', () => {
  const found = kinds.map((line) => {
    const path = line.slice(line.indexOf(' ') + 1);
    return `${classifyPath(`in/${path}`).kind} ${path}`;
  });
  expect(found).toEqual(kinds);
});

it.each(TREES)('knows the places of $name below any folder', ({ layouts, paths }) => {
  for (const folder of ['any name', 'a/renamed (3).tar.gz/./top', '/tmp/unpacked', 'x']) {
    const wrong = paths.flatMap(([kind, path]) => {
      const found = classifyPath(`${folder}/${path}`);
      const right = found.kind === kind && layouts.includes(found.layout ?? '-');
      return right ? [] : [`${path}: ${found.kind} of ${found.layout}`];
    });
    expect(wrong).toEqual([]);
  }
});

it.each(TREES.filter(({ scope }) => scope !== undefined))(
  'gives all files of $name one scope',
  ({ paths, scope = '' }) => {
    const scopes = new Set(paths.map(([, path]) => classifyPath(`b.tgz/./top/${path}`).scope));
    expect([...scopes]).toEqual([`b.tgz/top${scope}`]);
  },
);

it.each([
  ['srv-1-2026-08-18_06_40_12/journald/k3s', { unit: 'k3s', node: 'srv-1' }],
  ['renamed/journald/rke2-server', { unit: 'rke2-server', node: undefined }],
  ['b/rke2/podlogs/kube-system-etcd-cp-1-previous', { node: 'cp-1', component: 'etcd' }],
  [
    'cp-1-2026-08-18_06_40_12/rke2/podlogs/kube-system-coredns-64fd4b4794-5dkqw',
    { node: undefined, clusterWide: true },
  ],
  ['b/podlogs/kube-system-cloud-controller-manager-5b6d7c8d9f-abcde', { node: undefined }],
  [
    'pods/kube-system_kube-apiserver-cp-1_0f1e2d3c4b5a69788796a5b4c3d2e1f0/kube-apiserver/41.log',
    { node: 'cp-1', component: 'apiserver', layout: 'host-files' },
  ],
  [
    '/var/log/pods/spegel_spegel-x7k2p_0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0/registry/0.log',
    { component: 'spegel', scope: '/' },
  ],
  [
    'sb.zip/sb/nodes/n1.zip/n1/logs/k3s-agent-service.log',
    { unit: 'k3s-agent', node: 'n1', scope: 'sb.zip/sb/nodes/n1.zip/n1' },
  ],
  [
    'sb.zip/sb/nodes/n1.zip/n1/scc/scc_supportconfig_n1-abc123.txz/scc_n1_260818_0640/boot.txt',
    { node: 'n1', scope: 'sb.zip/sb/nodes/n1.zip/n1', kind: 'log' },
  ],
  [
    'b/host-collectors/worker-2/run-host/journalctl-k0s.txt',
    { node: 'worker-2', scope: 'b/host-collectors/worker-2', kind: 'log' },
  ],
  ['b/host-collectors/run-host/k0sworker-logs.txt', { unit: 'k0sworker' }],
  ['x/var/lib/rancher/rke2/agent/logs/kubelet.log', { component: 'kubelet', scope: 'x' }],
  ['s/sos_commands/logs/journalctl_--no-pager_--unit_k3s', { unit: 'k3s', scope: 's' }],
  ['scc_node1_220128_0755/boot.txt', { node: 'node1', kind: 'log' }],
])('reads %s', (path, expected) => {
  const found = new Map(Object.entries(classifyPath(path)));
  const told = Object.keys(expected).map((key) => [key, found.get(key)]);
  expect(Object.fromEntries(told)).toEqual(expected);
});

it.each([
  'logs/master0.log',
  'server1.txt',
  'incident/server1/k3s',
  'k3s/server-1/k3s.log',
  'dev/server1.out',
  'logs/server1/2026/k3s.log',
  'a/systemd.txt',
  'x/etcd/server1.log',
  'journal.json',
  'stdin',
  'networking/master0',
  'var/log/my-cluster/master0.log',
  'k3s/journal-of-server-1',
  '/etc/hotplane/master0.log',
  'host-collectors/run-host/my-own-collector.txt',
  'cluster-resources/somebody.log',
  'events.json',
])('never sets aside %s, which may be a log', (path) => {
  expect(classifyPath(path).role).toBe('log');
});

it.each(['/etc/bundles/srv/journald/k3s', '/proc/1/cwd/srv/journald/k3s'])(
  'is not misled by the folders around a bundle: %s',
  (path) => {
    expect(classifyPath(path)).toMatchObject({ kind: 'log', unit: 'k3s', layout: 'rancher' });
  },
);

it('takes no node from the name of an archive', () => {
  expect(classifyPath('srv-1-2026-08-18_06_40_12.tar.gz/./journald/k3s').node).toBeUndefined();
});
