import { expect, it } from 'vitest';
import { nodeOfPath, nodeOfPod } from '../../src/observe/origin.js';

it.each([
  ['server1.log', 'server1'],
  ['logs/server1.json.gz', 'server1'],
  ['logs/server1/k3s.log', 'server1'],
  ['server1/journal-20250415-101010.log.1', 'server1'],
  ['./cp-2/journalctl.txt', 'cp-2'],
  ['server1.log.1.gz', 'server1'],
  ['data/server1.log', 'server1'],
  ['database/k3s.log', 'database'],
  ['srv-a/k3s-2025-06-10T04-30-00.000.log', 'srv-a'],
  ['srv-a/k3s-2025-06-10T04-30-00.000.log.gz', 'srv-a'],
  ['srv-a/k3s.log-20250610.gz', 'srv-a'],
  ['srv-a/messages-20250610', 'srv-a'],
  ['srv-a/k3s-2025-06-10.log', 'srv-a'],
  ['server1-2025-06-10T04-30-00.000.log', 'server1'],
  ['server1-json.log', 'server1'],
  ['server1-json.log.1', 'server1'],
  [`srv-a/${'0a'.repeat(32)}-json.log`, 'srv-a'],
  ['web-json-2/k3s.log', 'web-json-2'],
  ['cp-20250610-b.log', 'cp-20250610-b'],
])('%s speaks of %s', (path, node) => expect(nodeOfPath(path)).toBe(node));

it.each([
  'stdin',
  'k3s.log',
  'logs/k3s.log',
  '../journal.json',
  'var/log/pods/a_b_c/d/0.log',
  'journal-20250415.log',
  'host-a/data/k3s.log',
  'cp-a/var/log/k3s.log',
  'localhost.log',
  '2026-03-10/k3s.log',
  'logs/k3s-2025-06-10T04-30-00.000.log.gz',
  'k3s.log-20250610',
  'logs/k3s-20250610-0430.log',
  `logs/${'0a'.repeat(32)}-json.log`,
  `containers/${'0a'.repeat(32)}/${'0a'.repeat(32)}-json.log.2`,
])('%s names no node', (path) => expect(nodeOfPath(path)).toBeUndefined());

it.each([
  [{ namespace: 'kube-system', name: 'etcd-server1' }, 'server1'],
  [{ name: 'kube-apiserver-cp-2.example.org' }, 'cp-2.example.org'],
  [{ namespace: 'shop', name: 'etcd-0' }, undefined],
  [{ namespace: 'kube-system', name: 'coredns-7b98449c4-x2x2x' }, undefined],
  [{}, undefined],
])('the static pod %j runs on %s', (pod, node) => expect(nodeOfPod(pod)).toBe(node));
