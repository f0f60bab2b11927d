import { expect, it } from 'vitest';
import { spokenProducts, withSpokenProduct } from '../src/spoken-products.js';

const log = (source: string, nodes: readonly string[], ...programs: readonly string[]) => ({
  source,
  nodes,
  programs,
});
const nodeOf = (named: string, source: string): string => named || source.replace(/\.log$/, '');

it('tells the distribution of a node by who speaks in its logs', () => {
  const logs = [
    log('a', ['c9'], 'k0scontroller.service', 'sshd.service'),
    log('b', ['c9'], 'k0s'),
    log('c', ['q9'], 'k3s'),
    log('w1.log', [], 'rke2-agent.service'),
  ];
  expect([...spokenProducts(logs, nodeOf)]).toEqual([
    ['c9', 'k0s'],
    ['q9', 'k3s'],
    ['w1', 'rke2'],
  ]);
});

it('tells the nodes of one log apart', () => {
  const spoken = [
    { name: 'c9', programs: ['k3s', 'systemd'] },
    { name: 'q9', programs: ['rke2-server.service'] },
    { name: 'z9', programs: ['sshd'] },
  ];
  const logs = [
    { ...log('all', ['c9', 'q9', 'z9'], 'k3s', 'rke2-server.service', 'sshd'), spoken },
  ];
  expect([...spokenProducts(logs, nodeOf)]).toEqual([
    ['c9', 'k3s'],
    ['q9', 'rke2'],
  ]);
});

it.each([
  ['a log of several nodes', [log('a', ['c9', 'q9'], 'k3s')]],
  ['two distributions on one node', [log('a', ['c9'], 'k3s'), log('b', ['c9'], 'k0s')]],
  ['no program of a distribution', [log('a', ['c9'], 'sshd', 'etcd', 'k3s-backup')]],
])('tells none by %s', (_kind, logs) => expect([...spokenProducts(logs, nodeOf)]).toEqual([]));

it('leaves what start lines and files tell', () => {
  const node = { name: 'c9', addresses: [], version: 'v1.33.4+rke2r1', product: 'rke2' };
  const spoken = new Map([['c9', 'k3s']]);
  expect(withSpokenProduct(node, spoken)).toEqual(node);
  expect(withSpokenProduct({ name: 'c9', addresses: [] }, spoken)).toEqual({
    name: 'c9',
    addresses: [],
    product: 'k3s',
  });
  expect(withSpokenProduct({ name: 'c8', addresses: [] }, spoken)).toEqual({
    name: 'c8',
    addresses: [],
  });
});
