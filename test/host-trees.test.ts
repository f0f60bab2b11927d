import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import type { Report } from '../src/model/report.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-trees-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

let count = 0;
/** Analyzes a folder with the files. */
async function read(files: Readonly<Record<string, string>>): Promise<Report> {
  count += 1;
  const root = join(home, String(count));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return analyze({ paths: [root] });
}

const time = (second: number): string =>
  `04:${String(Math.floor(second / 60)).padStart(2, '0')}:${String(second % 60).padStart(2, '0')}`;

/** Syslog of a server that is asked for peers three times a second by `client`. */
function syslog(node: string, own: string, client: string): string {
  const line = (second: number, level: string, msg: string): string =>
    `Mar 10 ${time(second)} ${node} k3s[1123]: time="2026-03-10T${time(second)}Z" level=${level} msg="${msg}"`;
  const peers = `/ip4/${own}/tcp/5001/p2p/QmWbZ1xsfkE7h6g8mJ1p1c1`;
  return [
    line(0, 'info', 'Starting k3s v1.31.7+k3s1 (e5668863)'),
    line(20, 'info', `Starting distributed registry P2P node at ${own}:5001`),
    ...Array.from({ length: 600 }, (_, at) =>
      line(
        50 + Math.floor(at / 3),
        'debug',
        `Serving p2p peer addrs [${peers}] to client at ${client}`,
      ),
    ),
    '',
  ].join('\n');
}

const ADDRESSES = { 'cp-a': '10.9.0.11', 'cp-b': '10.9.0.12', 'cp-c': '10.9.0.13' } as const;
/** Each server asks the next one. */
const RING = [
  ['cp-a', 'cp-c', 'cp-b'],
  ['cp-b', 'cp-a', 'cp-c'],
  ['cp-c', 'cp-b', 'cp-a'],
] as const;
const ring = (place: string, config: (target: string) => string): Record<string, string> =>
  Object.fromEntries(
    RING.flatMap(([node, target, asker]) => [
      [`${node}/etc/hostname`, `${node}\n`],
      [`${node}/var/log/syslog`, syslog(node, ADDRESSES[node], ADDRESSES[asker])],
      [`${node}/${place}`, config(ADDRESSES[target])],
    ]),
  );

describe('files as they lie on hosts', () => {
  const path = 'etc/rancher/k3s/config.yaml';

  it('lead to nodes whose addresses only their logs tell', async () => {
    const { findings } = await read(ring(path, (to) => `server: https://${to}:6443\n`));
    const edges = findings.flatMap((finding) => finding.edges ?? []);
    expect(edges.map(({ from, to, configured }) => [from, to, configured])).toEqual([
      ['cp-a', 'cp-c', true],
      ['cp-b', 'cp-a', true],
      ['cp-c', 'cp-b', true],
    ]);
  });

  it('lead nowhere where no log tells the address', async () => {
    const { findings } = await read(ring(path, () => 'server: https://10.9.0.99:6443\n'));
    const edges = findings.flatMap((finding) => finding.edges ?? []);
    expect(edges.map(({ configured }) => configured)).toEqual([undefined, undefined, undefined]);
  });

  it.each([
    ['false', [['true', 'false']]],
    ['true', []],
  ])('say %s of a registry that runs', async (value, values) => {
    const files = ring(path, (to) => `server: https://${to}:6443\nembedded-registry: ${value}\n`);
    const { cluster } = await read(files);
    const [node] = cluster.nodes;
    expect((node?.conflicts ?? []).map((conflict) => conflict.values)).toEqual(values);
  });
});

it('gives the kubelet its node by node-name', async () => {
  const { cluster, coverage } = await read({
    'etc/rancher/rke2/config.yaml': 'node-name: r-cp-1\nnode-ip: 10.9.0.21\n',
    'var/lib/rancher/rke2/agent/logs/kubelet.log':
      'I0310 04:00:00.504119    1123 server.go:417] "Kubelet version" kubeletVersion="v1.31.7+rke2r1"\n',
  });
  expect(cluster.nodes).toMatchObject([
    { name: 'r-cp-1', addresses: ['10.9.0.21'], product: 'rke2', version: 'v1.31.7+rke2r1' },
  ]);
  expect(coverage.flatMap(({ node }) => node ?? [])).toEqual(['r-cp-1']);
});

it('reads nodes in one line longer than a line of a log may be', async () => {
  const items = Array.from({ length: 500 }, (_, at) => ({
    kind: 'Node',
    metadata: { name: `n${at}`, annotations: { junk: 'z'.repeat(3000) } },
    status: { nodeInfo: { kubeletVersion: 'v1.31.7+k3s1' } },
  }));
  const files = { 'n1/k3s/kubectl/nodes.json': JSON.stringify({ kind: 'List', items }) };
  const { cluster, coverage } = await read({
    ...files,
    'n1/journald/k3s': syslog('n1', '10.0.0.1', '10.0.0.2'),
  });
  expect(cluster.nodes).toHaveLength(500);
  expect(coverage.flatMap(({ notes }) => notes.map(({ code }) => code))).not.toContain('facts-cut');
});

it('says that a file is longer than is read', async () => {
  const { coverage } = await read({
    'n1/k3s/config.yaml': `debug: ${'x'.repeat(17 * 1024 * 1024)}\n`,
    'n1/journald/k3s': syslog('n1', '10.0.0.1', '10.0.0.2'),
  });
  const noted = coverage.find(({ source }) => source.endsWith('config.yaml'));
  expect(noted?.notes).toEqual([{ code: 'facts-cut' }]);
});

it.each(['dump.txt', 'cp-x.log'])(
  'gives each log of a dump to the node of its pod: %s',
  async (name) => {
    const nodes = ['cp-a', 'cp-b'].map((node) => ({
      metadata: { name: node },
      status: { nodeInfo: { kubeletVersion: 'v1.31.7+k3s1' } },
    }));
    const pod = {
      metadata: { name: 'etcd-cp-b', namespace: 'kube-system' },
      spec: { nodeName: 'cp-b' },
    };
    const slow = (second: number): string =>
      `{"level":"warn","ts":"2026-03-10T${time(second)}.120000Z","caller":"wal/wal.go:805","msg":"slow fdatasync","took":"2.218225312s","expected-duration":"1s"}`;
    const { cluster, findings } = await read({
      [name]: [
        JSON.stringify({ kind: 'NodeList', apiVersion: 'v1', items: nodes }, null, 4),
        JSON.stringify({ kind: 'PodList', apiVersion: 'v1', items: [pod] }, null, 4),
        '==== START logs for container etcd of pod kube-system/etcd-cp-b ====',
        ...Array.from({ length: 40 }, (_, at) => slow(at * 5)),
        '==== END logs for container etcd of pod kube-system/etcd-cp-b ====',
        '',
      ].join('\n'),
    });
    expect(cluster.nodes.map((node) => node.name)).toEqual(['cp-a', 'cp-b']);
    expect(findings.map(({ id, nodes: at }) => [id, at])).toEqual([['etcd-slow-disk', ['cp-b']]]);
  },
);
