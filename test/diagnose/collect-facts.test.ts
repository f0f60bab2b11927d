import { describe, expect, it } from 'vitest';
import { createFactCollector } from '../../src/diagnose/collect-facts.js';
import { describeNodes } from '../../src/diagnose/diagnose.js';
import type { TimedObservation } from '../../src/model/observation.js';
import { seeOne } from '../support/see-one.js';
import { fact, observation } from './fixtures.js';

const CYCLE = fact('ring', {
  not: { operator: 'graph_cycle', args: { signal: 'ask', field: 'peer' } },
});

function collect(...all: readonly Partial<TimedObservation>[]) {
  const collector = createFactCollector([CYCLE]);
  for (const one of all) seeOne(collector, observation(one));
  return collector.facts();
}
const on = (node: string, unit?: string) => ({
  subject: { node, source: 'x.log', ...(unit === undefined ? {} : { unit }) },
});
const started = (version: string, over: Partial<TimedObservation> = {}) => ({
  signal: 'k3s_started',
  ...on('s1'),
  ...over,
  fields: { product_version: version, ...over.fields },
});

describe('starts', () => {
  const versionsOf = (...all: readonly Partial<TimedObservation>[]) =>
    collect(...all)
      .nodes.get('s1')
      ?.starts.map(({ at, version }) => [at, version]);

  it('keeps changes of the version, not repeats', () => {
    const all = ['v1', 'v1', 'v2', 'v2', 'v1'].map((version, at) => started(version, { at }));
    expect(versionsOf(...all)).toEqual([
      [0, 'v1'],
      [2, 'v2'],
      [4, 'v1'],
    ]);
  });

  it('keeps the last ones of too many', () => {
    const all = Array.from({ length: 300 }, (_, at) => started(`v${at}`, { at }));
    expect(versionsOf(...all)?.length).toBe(200);
    expect(versionsOf(...all)?.at(-1)).toEqual([299, 'v299']);
  });

  it.each([
    ['the line', started('v1', { fields: { role: 'agent' } }), 'agent'],
    ['the unit of an agent', started('v1', on('s1', 'k3s-agent.service')), 'agent'],
    ['the unit of a server', started('v1', on('s1', 'k3s.service')), 'server'],
    ['a start line without more', started('v1'), 'server'],
    ['no kubelet', started('v1', { signal: 'k3s_kubelet_version' }), undefined],
    ['no Spegel', started('v1', { signal: 'spegel_image' }), undefined],
  ])('takes the role from %s', (_name, one, role) => {
    expect(collect(one).nodes.get('s1')?.starts[0]?.role).toBe(role);
  });

  it('completes the role of a version that was known before', () => {
    const known = collect(
      started('v1', { signal: 'k3s_kubelet_version', at: 1 }),
      started('v1', { fields: { role: 'agent' }, at: 2 }),
    );
    expect(known.nodes.get('s1')?.starts).toEqual([
      { at: 1, product: 'k3s', version: 'v1', role: 'agent' },
    ]);
  });
});

describe('what a node is', () => {
  const describeS1 = (...all: readonly Partial<TimedObservation>[]) =>
    describeNodes(collect(...all), ['s1', ''])[0];
  const spegel = started('v0.0.22', { signal: 'spegel_image', at: 9 });

  it('is its distribution, though Spegel runs on it', () => {
    expect(describeS1(started('v1.31.1+k3s1'), spegel)).toMatchObject({
      product: 'k3s',
      version: 'v1.31.1+k3s1',
      role: 'server',
    });
  });

  it('is told by its unit where no start line is there', () => {
    const found = describeS1({ ...on('s1', 'rke2-agent.service') }, spegel);
    expect(found).toEqual({ name: 's1', addresses: [], product: 'rke2', role: 'agent' });
  });

  it('is Spegel where nothing else is known', () => {
    expect(describeS1(spegel)).toMatchObject({ product: 'spegel', version: 'v0.0.22' });
  });
});

it('keeps virtual addresses that a node took over apart from its own', () => {
  const { nodes } = collect(
    { at: 1, fields: { own_address: '10.0.0.1' } },
    { at: 2, fields: { held_address: '10.0.0.100' } },
    { at: 3, fields: { held_address: '10.0.0.100' }, ...on('s2') },
  );
  const told = [...nodes.values()].map(({ name, addresses, held }) => [name, addresses, held]);
  expect(told).toEqual([
    ['s1', new Set(['10.0.0.1']), new Set(['10.0.0.100'])],
    ['s2', new Set(), new Set(['10.0.0.100'])],
  ]);
});

it('counts requests between nodes and remembers where signals were seen', () => {
  const ask = { signal: 'ask', fields: { peer: '10.0.0.2' } };
  const known = collect(
    { ...ask, at: 5 },
    { ...ask, at: 6, weight: 4 },
    { ...ask, at: 7, ...on('s2') },
    { at: 8, fields: { own_address: '10.0.0.1' } },
  );
  expect(known.edges).toEqual([
    {
      signal: 'ask',
      peer: '10.0.0.2',
      node: 's1',
      count: 5,
      spells: [{ from: 5, to: 6, count: 5, paceMs: 0.25 }],
    },
    {
      signal: 'ask',
      peer: '10.0.0.2',
      node: 's2',
      count: 1,
      spells: [{ from: 7, to: 7, count: 1 }],
    },
  ]);
  expect(known.signals.get('ask')).toEqual([
    { node: 's1', from: 5, to: 6 },
    { node: 's2', from: 7, to: 7 },
  ]);
  expect([...(known.nodes.get('s1')?.addresses ?? [])]).toEqual(['10.0.0.1']);
});

describe('losses', () => {
  const etcd = { subject: { node: 's1', source: 'etcd.log', component: 'etcd' } };
  const equal = (count: number, over: Partial<TimedObservation> = {}) =>
    Array.from({ length: count }, () => ({ ...etcd, at: 5000, ...over }));

  it('takes the unit from the word of the journal', () => {
    const signal = 'journald_suppressed';
    const known = collect({ signal, at: 7, fields: { n: 31, unit: 'k3s.service' } });
    expect(known.losses).toEqual([
      { kind: 'rate-limit', node: 's1', source: 's1.log', at: 7, unit: 'k3s.service' },
    ]);
  });

  it('sees the sampling of etcd at a hundred equal lines of a second, once', () => {
    expect(collect(...equal(99)).losses).toEqual([]);
    expect(collect(...equal(150)).losses).toEqual([
      { kind: 'sampling', node: 's1', source: 'etcd.log', at: 5000, component: 'etcd' },
    ]);
  });

  it.each([
    ['two seconds', equal(99, { at: 6000 })],
    ['two signals', equal(99, { signal: 'other' })],
    ['two sources', equal(99, { subject: { ...etcd.subject, source: 'b.log' } })],
    ['another component', equal(99, { subject: { node: 's1', source: 'etcd.log' } })],
  ])('does not add up %s', (_name, others) => {
    expect(collect(...equal(99), ...others).losses).toEqual([]);
  });
});
