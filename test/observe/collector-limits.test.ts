import { expect, it } from 'vitest';
import { headCut } from '../../src/observe/collector-limits.js';

const MIB = 1024 * 1024;
it.each([
  ['b/nodes/s1.zip/s1/logs/rke2-server.log', 90_000, 10 * MIB, 'head-cut-bytes'],
  ['b/nodes/s1.zip/s1/logs/rke2-server.log', 90_000, 10 * MIB - 1, undefined],
  ['b/nodes/s1.zip/s1/logs/kernel.log', 90_000, 10 * MIB, undefined],
  ['b/cluster-resources/pods/logs/kube-system/etcd-s1/etcd.log', 10_000, 5, 'head-cut-lines'],
  ['b/cluster-resources/pods/logs/kube-system/etcd-s1/etcd.log', 500, 5, 'head-cut-lines'],
  ['b/cluster-resources/pods/logs/kube-system/etcd-s1/etcd.log', 9_999, 5, undefined],
  ['b/podlogs/coredns/coredns-1/coredns.log', 10_000, 5, 'head-cut-lines'],
  ['b/podlogs/coredns/coredns-1/coredns.log', 500, 5, undefined],
  ['scc_s1_260818_0641/messages.txt', 200_000, 5, 'head-cut-lines'],
  ['sosreport-s1/sos_strings/logs/var.log.syslog.tailed', 3, 77, 'head-cut-bytes'],
  ['k3s.log', 10_000, 10 * MIB, undefined],
])('%s of %d lines, %d bytes: %s', (source, lines, bytes, code) => {
  expect(headCut(source, { lines, bytes })[0]?.code).toBe(code);
});
