import { expect, it } from 'vitest';
import { podKeyOf } from '../../src/observe/pod-key.js';

it.each<[Parameters<typeof podKeyOf>[0], string | undefined]>([
  [{ uid: 'u-1', name: 'etcd-0' }, 'pod u-1'],
  [{ name: 'spegel-x7k2p' }, 'pod spegel-x7k2p'],
  [{ name: 'coredns-6799fbcd5-jx8q4' }, 'pod coredns-6799fbcd5-jx8q4'],
  // Each cluster may have one that is called so.
  [{ name: 'etcd-0' }, undefined],
  [{ name: 'agent-00044' }, undefined],
  [{ name: 'registry' }, undefined],
  [{ container: 'registry' }, undefined],
  [undefined, undefined],
])('tells a pod from all others: %o', (pod, key) => {
  expect(podKeyOf(pod)).toBe(key);
});
