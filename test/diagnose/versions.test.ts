import { describe, expect, it } from 'vitest';
import type { Start } from '../../src/diagnose/facts.js';
import { judgeVersions } from '../../src/diagnose/versions.js';
import type { Affected } from '../../src/model/rule.js';
import { diagnosis, facts, node } from './fixtures.js';

const AFFECTED: Readonly<Record<string, Affected>> = {
  k3s: {
    kind: 'versions',
    order: 'k3s',
    branches: {
      '1.29': { introduced: 'v1.29.14+k3s1', fixed: 'never', moveTo: 'v1.30.12+k3s1' },
      '1.30': { introduced: 'v1.30.10+k3s1', fixed: 'v1.30.12+k3s1' },
      '1.31': { introduced: 'v1.31.6+k3s1', fixed: 'v1.31.8+k3s1' },
    },
  },
  rke2: {
    kind: 'versions',
    order: 'rke2',
    branches: { '1.31': { introduced: 'v1.31.6+rke2r1', fixed: 'v1.31.8+rke2r1' } },
  },
};
const RULE = diagnosis({ affected: AFFECTED });
const start = (version: string, at = 0): Start => ({
  at,
  version,
  product: version.includes('rke2') ? 'rke2' : 'k3s',
});

function judge(
  starts: Readonly<Record<string, readonly Start[]>>,
  seen: readonly string[] = [],
  products: readonly string[] = [],
) {
  const known = facts({
    nodes: new Map(
      Object.entries(starts).map(([name, own]) =>
        node(name, { starts: own, products: new Set(products) }),
      ),
    ),
  });
  const spans = Object.keys(starts).map((name) => ({ node: name, from: 100, to: 200 }));
  return judgeVersions(RULE, known, spans, new Set(seen));
}

describe('a mixed cluster', () => {
  const { nodes, fixes, state } = judge({
    s1: [start('v1.29.15+k3s1')],
    s2: [start('v1.30.11+k3s1')],
    s3: [start('v1.31.7+k3s1')],
    s4: [start('v1.31.8+k3s1')],
  });

  it('gets an answer per node', () => {
    expect(nodes.map(({ node: name, status, fix }) => [name, status, fix])).toEqual([
      ['s1', 'affected', 'v1.30.12+k3s1'],
      ['s2', 'affected', 'v1.30.12+k3s1'],
      ['s3', 'affected', 'v1.31.8+k3s1'],
      ['s4', 'not-affected', undefined],
    ]);
    expect(state).toBe('affected');
  });

  it('names the highest release per product', () => {
    expect(fixes).toEqual({ k3s: 'v1.31.8+k3s1' });
    const both = judge({ s1: [start('v1.30.10+k3s1')], s2: [start('v1.31.7+rke2r1')] });
    expect(both.fixes).toEqual({ k3s: 'v1.30.12+k3s1', rke2: 'v1.31.8+rke2r1' });
  });
});

it('orders releases as the product does, not as text', () => {
  const rule = diagnosis({
    affected: {
      k3s: {
        kind: 'versions',
        order: 'k3s',
        branches: { '1.30': { fixed: 'v1.30.9+k3s1' }, '1.31': { fixed: 'v1.31.10+k3s1' } },
      },
    },
  });
  const starts = [
    node('s1', { starts: [start('v1.30.1+k3s1')] }),
    node('s2', { starts: [start('v1.31.2+k3s1')] }),
  ];
  const spans = ['s2', 's1'].map((name) => ({ node: name, from: 0, to: 1 }));
  const { fixes } = judgeVersions(rule, facts({ nodes: new Map(starts) }), spans, new Set());
  expect(fixes).toEqual({ k3s: 'v1.31.10+k3s1' });
});

describe('the time of the fault', () => {
  const BAD = 'v1.31.7+k3s1';
  const GOOD = 'v1.31.8+k3s1';
  it.each([
    ['started before', [start(BAD, 50)], 'affected', BAD],
    ['started during it', [start(BAD, 150)], 'affected', BAD],
    ['mended during it', [start(BAD, 50), start(GOOD, 150)], 'affected', BAD],
    ['mended before', [start(BAD, 20), start(GOOD, 50)], 'not-affected', GOOD],
    ['mended afterwards', [start(BAD, 50), start(GOOD, 300)], 'affected', BAD],
    ['started afterwards only', [start(GOOD, 300)], 'unknown', undefined],
  ])('%s', (_name, starts, status, version) => {
    const [found] = judge({ s1: starts }).nodes;
    expect([found?.status, found?.version]).toEqual([status, version]);
  });

  it('names what was started afterwards', () => {
    expect(judge({ s1: [start(GOOD, 300)] }).nodes[0]?.note?.en).toMatch(/started with v1\.31\.8/);
  });
});

describe('without a version', () => {
  const noteOf = (seen: readonly string[], products: readonly string[] = []) =>
    judge({ s1: [] }, seen, products).nodes[0];

  it('goes by the product of the node, else of the cluster', () => {
    expect(noteOf(['rke2'])).toMatchObject({ status: 'unknown', product: 'rke2' });
    expect(noteOf(['rke2'])?.note?.en).toMatch(/rke2r1/);
    expect(noteOf(['rke2'])?.note?.en).not.toMatch(/k3s/);
    expect(noteOf(['k3s', 'rke2'], ['k3s'])).toMatchObject({ product: 'k3s' });
  });

  it('names no product where two are possible', () => {
    expect(noteOf(['k3s', 'rke2'])?.product).toBeUndefined();
    expect(noteOf([])?.product).toBeUndefined();
  });

  it('promises no release', () => {
    expect(judge({ s1: [] }, ['k3s']).fixes).toEqual({});
  });
});

it('has nothing to say where versions do not matter', () => {
  const rule = diagnosis({ affected: { k0s: { kind: 'configuration' } } });
  expect(judgeVersions(rule, facts(), [], new Set()).state).toBe('configuration');
});

describe('a node that was upgraded after the fault', () => {
  const { nodes, fixes, isUpgraded, state } = judge({
    s1: [start('v1.31.7+k3s1'), start('v1.31.8+k3s1', 300)],
  });

  it('was affected and needs no release any more', () => {
    expect(nodes[0]).toMatchObject({ status: 'affected', version: 'v1.31.7+k3s1' });
    expect(nodes[0]?.note?.en).toContain('v1.31.8+k3s1');
    expect([fixes, isUpgraded, state]).toEqual([{}, true, 'affected']);
  });

  it('does not speak for nodes that still run the old one, nor for a later affected release', () => {
    const mixed = judge({
      s1: [start('v1.31.7+k3s1'), start('v1.31.8+k3s1', 300)],
      s2: [start('v1.31.6+k3s1'), start('v1.31.7+k3s1', 300)],
    });
    expect(mixed.isUpgraded).toBe(false);
    expect(mixed.fixes).toEqual({ k3s: 'v1.31.8+k3s1' });
    expect(mixed.nodes.map(({ fix }) => fix)).toEqual([undefined, 'v1.31.8+k3s1']);
  });
});

describe('a DaemonSet, where no node is known', () => {
  const spegel = diagnosis({
    affected: {
      spegel: { kind: 'versions', order: 'semver', branches: { '*': { fixed: 'v0.0.29' } } },
    },
  });
  const judged = (...versions: readonly string[]) => {
    const nodes = new Map(
      versions.map((version, at) =>
        node(`w${at}`, { starts: [{ at, version, product: 'spegel' }] }),
      ),
    );
    return judgeVersions(spegel, facts({ nodes }), [], new Set());
  };

  it('runs the release that other nodes tell of', () => {
    expect(judged('v0.0.28')).toMatchObject({ state: 'affected', fixes: { spegel: 'v0.0.29' } });
    expect(judged('v0.0.30', 'v0.0.29')).toMatchObject({ state: 'not-affected', fixes: {} });
  });
  it('is not known where they tell of one with the fault and one without', () => {
    expect(judged('v0.0.28', 'v0.0.30').state).toBe('unknown');
    expect(judged().state).toBe('unknown');
  });
  it('is no distribution: a node of its own release says nothing of the others', () => {
    const nodes = new Map([node('s1', { starts: [start('v1.31.7+k3s1')] })]);
    expect(judgeVersions(RULE, facts({ nodes }), [], new Set()).state).toBe('unknown');
  });
});
