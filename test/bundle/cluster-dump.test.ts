import { expect, it } from 'vitest';
import { createClusterDump } from '../../src/bundle/cluster-dump.js';

const nodes = { kind: 'NodeList', apiVersion: 'v1', items: [{ metadata: { name: 'cp-a' } }] };
const pods = { kind: 'PodList', apiVersion: 'v1', items: [] };
const LOG = [
  '==== START logs for container etcd of pod kube-system/etcd-cp-a ====',
  '{"level":"warn","msg":"slow fdatasync"}',
  '==== END logs for container etcd of pod kube-system/etcd-cp-a ====',
];

function readAll(text: string) {
  const dump = createClusterDump();
  const taken = text
    .split('\n')
    .map((line, at) => dump.see({ source: 'dump.txt', no: at + 1, text: line, cr: false }));
  return { dump, taken };
}

it.each([
  ['in lines', 4],
  ['in one line each', undefined],
])('takes lists and logs apart, %s', (_, indent) => {
  const json = [nodes, pods].map((one) => JSON.stringify(one, null, indent)).join('\n');
  const before = json.split('\n').length;
  const { dump, taken } = readAll([json, ...LOG].join('\n'));
  expect(dump.isDump).toBe(true);
  expect(dump.lists.map(({ kind, text }) => [kind, JSON.parse(text)])).toEqual([
    ['nodes-json', nodes],
    ['pod-list', pods],
  ]);
  expect(dump.podAt(before + 2)).toEqual({ namespace: 'kube-system', name: 'etcd-cp-a' });
  expect(dump.podAt(before + 3)).toBeUndefined();
  expect(taken.slice(before)).toEqual([true, false, true]);
});

it.each([
  ['a log that holds the words', LOG.join('\n')],
  ['a journal in JSON', '{"MESSAGE":"x"}\n{"MESSAGE":"y"}'],
  ['another list', JSON.stringify(pods, null, 4)],
])('leaves %s alone', (_, text) => {
  const { dump, taken } = readAll(text);
  expect([dump.isDump, dump.lists, taken.includes(true)]).toEqual([false, [], false]);
});
