import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import type { NodeInfo, Report } from '../src/model/report.js';

const BUNDLES = 'test/data/bundles';
const home = mkdtempSync(join(tmpdir(), 'hotplane-bundles-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const archives = (name: string): string[] =>
  readdirSync(`${BUNDLES}/${name}`)
    .filter((file) => file.endsWith('.tar.gz'))
    .sort()
    .map((file) => `${BUNDLES}/${name}/${file}`);

/** A node without the lines that say what it is. */
const plainNode = ({ evidence, ...node }: NodeInfo): NodeInfo => node;

/** What must not depend on names and places of the input. */
const answer = ({ verdict, cluster, findings, outcomes }: Report): unknown => ({
  verdict,
  cluster: { ...cluster, nodes: cluster.nodes.map(plainNode) },
  findings: findings.map(({ evidence, ...finding }) => ({
    ...finding,
    evidence: evidence.map(({ sha256 }) => sha256),
  })),
  outcomes,
});

describe('three K3s servers with a slow disk on one', () => {
  const paths = archives('rancher-k3s-3servers');

  it('is one cluster with names, addresses, versions and roles', async () => {
    const { cluster } = await analyze({ paths });
    expect({ ...cluster, nodes: cluster.nodes.map(plainNode) }).toEqual({
      products: ['k3s'],
      nodes: [1, 2, 3].map((no) => ({
        name: `k3s-srv-${no}`,
        addresses: [`10.20.0.1${no}`],
        product: 'k3s',
        version: 'v1.33.4+k3s1',
        role: 'server',
      })),
    });
  });

  it('says which lines tell product, version and role of each node', async () => {
    const { cluster } = await analyze({ paths });
    const told = cluster.nodes.map(({ evidence = [] }) => [
      ...new Set(
        evidence.map(
          ({ field, source, line }) => `${field} ${source.replace(/.*_\d\d\//, '')}:${line}`,
        ),
      ),
    ]);
    expect(told[1]).toEqual([
      'product systemlogs/syslog:3',
      'product k3s/kubectl/nodes:3',
      'version systemlogs/syslog:3',
      'version k3s/kubectl/nodes:3',
      'role systemlogs/syslog:3',
      'role etcd/memberlist.json:1',
    ]);
  });

  it('finds the disk on srv-2, in UTC although that node stands in Berlin', async () => {
    const { findings } = await analyze({ paths });
    expect(findings[0]).toMatchObject({ id: 'etcd-slow-disk', nodes: ['k3s-srv-2'] });
    const { from = 0, to = 0 } = findings[0] ?? {};
    expect(from).toBeGreaterThanOrEqual(Date.UTC(2026, 7, 18, 3, 11, 50));
    expect(to).toBeLessThanOrEqual(Date.UTC(2026, 7, 18, 3, 13, 42));
  });

  it('reads one log of a pod alike, whoever fetched it', async () => {
    const { coverage } = await analyze({ paths });
    const copies = coverage.filter(({ source }) =>
      source.endsWith('metrics-server-7bfffcd44-q8x2v'),
    );
    expect(copies.map(({ node }) => node)).toEqual(Array(3).fill('k3s-srv-2'));
    expect(new Set(copies.map(({ from }) => from)).size).toBe(1);
  });

  it('gives every file a role', async () => {
    const { coverage } = await analyze({ paths });
    const roles = new Set(coverage.map(({ role }) => role));
    expect([...roles].sort()).toEqual([
      'clock',
      'configuration',
      'ignored',
      'log',
      'node-list',
      'version',
    ]);
  });

  it('is the same in any order and under other names', async () => {
    const first = await analyze({ paths });
    const renamed = paths.map((path, no) => {
      const copy = join(home, `upload-${(no * 2) % 3}.bin`);
      cpSync(path, copy);
      return copy;
    });
    expect(answer(await analyze({ paths: [...paths].reverse() }))).toEqual(answer(first));
    expect(answer(await analyze({ paths: renamed }))).toEqual(answer(first));
  });

  it('reads one archive alone for what it can show', async () => {
    const { cluster, findings } = await analyze({ paths: paths.slice(0, 1) });
    expect(cluster.nodes.map(({ name }) => name)).toContain('k3s-srv-1');
    expect(findings.map(({ id }) => id)).not.toContain('embedded-registry-loop');
  });
});

it('keeps three clusters of three products apart', async () => {
  const paths = ['rancher-k3s-3servers', 'rancher-rke2', 'troubleshoot-k0s'].flatMap(archives);
  const { cluster } = await analyze({ paths });
  const versions = Object.fromEntries(cluster.nodes.map(({ name, version }) => [name, version]));
  expect(versions).toMatchObject({
    'k3s-srv-2': 'v1.33.4+k3s1',
    'rke2-cp-2': 'v1.32.7+rke2r1',
    'k0s-ctl-1': 'v1.33.3+k0s.0',
  });
});
