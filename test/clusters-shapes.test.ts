import { describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import type { BundleOptions } from './generate/cluster/bundle.js';
import { callsCluster } from './generate/cluster/calls.js';
import type { Cluster } from './generate/cluster/cluster.js';
import { type LoopOptions, loopCluster, together } from './generate/cluster/loops.js';
import { writeArchives } from './generate/cluster/pack.js';
import { bundlesOf, createFolders, reportOn } from './support/clusters.js';
import { LOOP, loopOf } from './support/loops.js';
import { VIPS } from './support/vips.js';

const newFolder = createFolders();
const report = (cluster: Cluster, options: BundleOptions = {}) =>
  reportOn(cluster, newFolder(), options);
const RING = ['server1', 'server3', 'server2'];
const ring = (options: Partial<LoopOptions> = {}) =>
  loopCluster({ seed: 'ring', cycle: RING, ...options });

describe('rings in other circumstances', () => {
  it.each<[string, Partial<LoopOptions>]>([
    ['of RKE2', { product: 'rke2', version: 'v1.31.7+rke2r1' }],
    ['without the API', {}],
    ['over New Year, stamps without a year', { at: Date.UTC(2025, 11, 31, 23, 57) }],
    ['over New Year east of UTC', { at: Date.UTC(2025, 11, 31, 21, 57), offsetMinutes: 120 }],
    ['with clocks 90 s off', { clocksMs: [90_000, -90_000, 0] }],
    ['with a fourth server beside it', { others: ['server4'] }],
  ])('%s', async (name, options) => {
    const cluster = ring(options);
    const found = await report(cluster, { offline: name === 'without the API' });
    expect(loopOf(found)).toEqual(cluster.answer);
    const { from = 0, to = 0 } = found.findings[0] ?? {};
    const slackMs = Math.max(...(options.clocksMs ?? [0]).map(Math.abs));
    expect(from).toBeGreaterThan(cluster.collectedAt - 60 * 60_000 - slackMs);
    expect(to).toBeLessThan(cluster.collectedAt + slackMs);
  });

  it('counts "at least" where journald dropped lines of the storm', async () => {
    const cluster = ring({ rateLimit: { burst: 40 } });
    const { count, ...loop } = loopOf(await report(cluster)) ?? {};
    const { count: written = 0, ...answer } = cluster.answer ?? {};
    expect(loop).toEqual({ ...answer, atLeast: true });
    expect(count).toBeLessThanOrEqual(written);
  });

  it('is not confirmed by clocks that are hours off, as nothing tells that it went on at one time', async () => {
    const cluster = ring({ clocksMs: [2 * 3_600_000, 0, -3_600_000] });
    const { findings } = await report(cluster);
    expect(findings.filter(({ id }) => id === LOOP).map(({ confidence }) => confidence)).toEqual([
      'probable',
      'probable',
      'probable',
    ]);
  });

  it('is possible on the fixed release', async () => {
    const cluster = ring({ version: 'v1.32.4+k3s1' });
    expect(loopOf(await report(cluster))).toEqual({ ...cluster.answer, confidence: 'possible' });
  });

  it('is nothing to see without debug lines, though the settings make one', async () => {
    const { findings, outcomes } = await report(ring({ debug: false }), { nodeArguments: true });
    expect(findings).toEqual([]);
    const outcome = outcomes.find(({ id }) => id === LOOP);
    expect(outcome?.verdict).toBe('not-assessable');
    expect(outcome?.collect).not.toEqual([]);
  });
});

describe('a virtual address that leads a server back to itself', () => {
  it.each(Object.entries(VIPS))('%s', async (_name, vip) => {
    const cluster = loopCluster({
      seed: 'vip',
      cycle: ['cp1'],
      others: ['cp2', 'cp3'],
      vip: vip('10.61.0.100'),
    });
    const { count, ...answer } = cluster.answer ?? { count: 0 };
    const { count: counted = 0, ...loop } = loopOf(await report(cluster)) ?? {};
    expect(loop).toEqual(answer);
    // The request of a restart comes from the server's own address, the others from the virtual one.
    expect(count - counted).toBeLessThanOrEqual(2);
  });
});

describe('several loops in one call', () => {
  it('keeps two rings of one cluster apart', async () => {
    const a = ring();
    const b = loopCluster({ seed: 'b', cycle: ['x1', 'x2', 'x3', 'x4'], network: '10.61.7' });
    expect(loopOf(await report(together(a, b)))).toEqual(together(a, b).answer);
  });

  it('never mixes two clusters with the same host names', async () => {
    const a = ring();
    const b = ring({ seed: 'other', network: '10.99.0', cycle: ['server1', 'server2', 'server3'] });
    const [pathsA, pathsB] = [a, b].map((cluster) =>
      writeArchives(bundlesOf(cluster), newFolder()),
    );
    const found = await analyze({ paths: [...(pathsA ?? []), ...(pathsB ?? [])] });
    const named = (network: string, cycle: readonly string[]) =>
      cycle.map((name) => `${name}@${network}.1${name.slice(-1)}`);
    expect(loopOf(found)?.cycles).toEqual([
      named('10.61.0', RING),
      named('10.99.0', ['server1', 'server2', 'server3']),
    ]);
    const networksOf = (names: readonly string[]) =>
      new Set(names.map((name) => name.replace(/.*@(\d+\.\d+).*/, '$1')));
    for (const { nodes, edges = [] } of found.findings) {
      expect(networksOf(nodes).size).toBe(1);
      for (const { from, to } of edges) expect(networksOf([from, to]).size).toBe(1);
    }
  });

  it('tells the nodes of a quiet cluster with the same addresses apart', async () => {
    const quiet = callsCluster({
      seed: 'quiet',
      joins: { y1: undefined, y2: 'y1', y3: 'y1' },
      calls: [{ from: 'y2', to: 'y1', everyMs: 'restarts' }],
    });
    const paths = [ring(), quiet].flatMap((cluster) =>
      writeArchives(bundlesOf(cluster), newFolder()),
    );
    expect(loopOf(await analyze({ paths }))).toEqual(ring().answer);
  });
});

describe('requests that are no loop', () => {
  const STAR = { s1: undefined, s2: 's1', s3: 's1', s4: 's1' };
  const TREE = { s1: undefined, s2: 's1', s3: 's1', s4: 's2', s5: 's2' };
  const callsAlong = (
    joins: Readonly<Record<string, string | undefined>>,
    everyMs: number | 'restarts',
  ) =>
    Object.entries(joins).flatMap(([from, to]) => (to ? [{ from, to, everyMs, spread: 0.3 }] : []));

  it.each([
    ['a star', STAR],
    ['a tree', TREE],
  ])('restarts in %s are absent', async (_name, joins) => {
    const cluster = callsCluster({ seed: 'r', joins, calls: callsAlong(joins, 'restarts') });
    const { findings, outcomes } = await report(cluster, { nodeArguments: true });
    expect(findings).toEqual([]);
    expect(outcomes.find(({ id }) => id === LOOP)?.verdict).toBe('absent');
  });

  it.each([
    ['a star', STAR, ['s1']],
    ['a tree', TREE, ['s1', 's2']],
  ])('a storm along the joins of %s is no cycle', async (_name, joins, nodes) => {
    const cluster = callsCluster({ seed: 'h', joins, calls: callsAlong(joins, 500) });
    expect(loopOf(await report(cluster, { nodeArguments: true }))).toMatchObject({
      conclusion: 'storm_only',
      confidence: 'probable',
      nodes,
      cycles: [],
    });
  });

  it.each([
    ['a script on the server, through its own address', 's1', 1000],
    ['a monitor on a host that is no node', '10.9.9.9', 1000],
    ['a monitor that asks five times a second', '10.9.9.9', 200],
  ])('%s is possible at most', async (_name, from, everyMs) => {
    const cluster = callsCluster({
      seed: 's',
      joins: STAR,
      calls: [{ from, to: 's1', everyMs }],
      minutes: 6,
    });
    for (const options of [{ offline: true }, { nodeArguments: true }]) {
      expect(loopOf(await report(cluster, options))).toMatchObject({
        conclusion: 'suspected_requests',
        confidence: 'possible',
        cycles: [],
      });
    }
  });

  it('an agent that asks without end is a node', async () => {
    const agent = '10.61.0.41';
    const cluster = callsCluster({
      seed: 'a',
      joins: STAR,
      agents: [agent],
      calls: [{ from: agent, to: 's1', everyMs: 700, spread: 0.2 }],
    });
    expect(loopOf(await report(cluster))).toMatchObject({
      conclusion: 'storm_only',
      confidence: 'probable',
    });
  });
});
