import { expect, it } from 'vitest';
import { rotationOf } from '../../src/model/rotation.js';

it.each([
  ['var/log/syslog', 'var/log/syslog', 0],
  ['var/log/syslog.1', 'var/log/syslog', 1],
  ['var/log/syslog.12.gz', 'var/log/syslog', 12],
  ['var/log/messages-20260818.xz', 'var/log/messages', undefined],
  ['etcd/11.log.20260818-051203.gz', 'etcd/11.log', undefined],
  ['etcd/11.log', 'etcd/11.log', 0],
  ['etcd/12.log', 'etcd/12.log', 0],
  ['agent-logs/kubelet-2026-08-16T02-11-09.118.log.gz', 'agent-logs/kubelet.log', undefined],
  ['agent-logs/kubelet.log', 'agent-logs/kubelet.log', 0],
  ['etcd-10.20.0.11', 'etcd-10.20.0.11', 0],
  ['k3s-v1.31.7', 'k3s-v1.31.7', 0],
  ['.1', '.1', 0],
])('%s is of %s', (source, set, no) => {
  expect(rotationOf(source)).toEqual(no === undefined ? { set } : { set, no });
});
