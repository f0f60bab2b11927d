import { expect, it } from 'vitest';
import type { Environment, EnvironmentNode } from '../src/model/fact.js';
import type { Quote } from '../src/model/observation.js';
import { withNodeEvidence } from '../src/node-evidence.js';

const place = (source: string, line = 1) => ({ source, line, text: `${source} text` });
const start = (signal: string, version: string, time: number, node = 'n1'): Quote => ({
  citation: {
    source: 'n1.log',
    line: time,
    sha256: '',
    text: `Starting ${version} --token abc`,
    time,
  },
  observation: {
    signal,
    subject: { node, source: 'n1.log' },
    fields: { product_version: version },
    line: time,
  },
});
const known = (version: string, rest: Partial<EnvironmentNode> = {}): EnvironmentNode => ({
  name: 'n1',
  addresses: [],
  product: 'k3s',
  version,
  evidence: [
    { field: 'product', value: 'k3s', ...place('version') },
    { field: 'version', value: version, ...place('version') },
  ],
  conflicts: [],
  ...rest,
});
const environment = (node: EnvironmentNode, rest: Partial<Environment> = {}): Environment => ({
  nodes: [node],
  settings: () => [],
  has: () => false,
  targets: [],
  ...rest,
});
const describeNode = (quotes: readonly Quote[], told: Environment, version = 'v1.31.7+k3s1') =>
  withNodeEvidence([{ name: 'n1', addresses: [], product: 'k3s', version, role: 'server' }], {
    startSignals: ['k3s_started', 'k3s_agent_started', 'k0s_kubelet_version', 'spegel_started'],
    find: (signal, filter) =>
      quotes.filter((quote) => quote.observation.signal === signal).filter(filter),
    environment: told,
  })[0];

it('cites the last start of the log, then the files', () => {
  const quotes = [start('k3s_started', 'v1.31.6+k3s1', 1), start('k3s_started', 'v1.31.7+k3s1', 5)];
  const node = describeNode(quotes, environment(known('v1.31.7+k3s1')));
  expect(
    node?.evidence?.map(({ field, value, source, line }) => [field, value, source, line]),
  ).toEqual([
    ['product', 'k3s', 'n1.log', 5],
    ['product', 'k3s', 'version', 1],
    ['version', 'v1.31.7+k3s1', 'n1.log', 5],
    ['version', 'v1.31.7+k3s1', 'version', 1],
    ['role', 'server', 'n1.log', 5],
  ]);
  expect(node?.conflicts).toBeUndefined();
  expect(JSON.stringify(node)).not.toContain('abc');
});

it('shows where the log and the disk disagree, the log first', () => {
  const quotes = [start('k3s_agent_started', 'v1.31.7+k3s1', 5)];
  const node = describeNode(
    quotes,
    environment(
      known('v1.31.8+k3s1', {
        role: 'server',
        evidence: [
          { field: 'version', value: 'v1.31.8+k3s1', ...place('version') },
          { field: 'role', value: 'server', ...place('nodes') },
        ],
      }),
    ),
  );
  expect(node?.conflicts).toMatchObject([
    {
      field: 'version',
      values: ['v1.31.7+k3s1', 'v1.31.8+k3s1'],
      evidence: [{ line: 5 }, { source: 'version' }],
    },
    { field: 'role', values: ['agent', 'server'], evidence: [{ line: 5 }, { source: 'nodes' }] },
  ]);
});

it('keeps what files disagree on among themselves, the log first', () => {
  const conflict = {
    field: 'version',
    values: ['v1.31.8+k3s1', 'v1.31.7+k3s1'],
    evidence: [place('version'), place('nodes')],
  } as const;
  const told = environment(known('v1.31.8+k3s1', { conflicts: [conflict] }));
  expect(describeNode([], told)?.conflicts).toEqual([conflict]);
  const [first] = describeNode([start('k3s_started', 'v1.31.7+k3s1', 5)], told)?.conflicts ?? [];
  expect(first).toMatchObject({
    values: ['v1.31.7+k3s1', 'v1.31.8+k3s1'],
    evidence: [{ source: 'n1.log' }, { source: 'version' }],
  });
});

it.each([
  [
    'the version that Kubernetes cuts',
    [start('k0s_kubelet_version', 'v1.33.3+k0s', 5)],
    'v1.33.3+k0s.0',
  ],
  ['a start of another node', [start('k3s_started', 'v1.30.0+k3s1', 5, 'n2')], 'v1.31.7+k3s1'],
  ['Spegel, which is no distribution', [start('spegel_started', 'v0.0.28', 5)], 'v1.31.7+k3s1'],
])('sees no conflict in %s', (_, quotes, version) => {
  const product = version.includes('k0s') ? 'k0s' : 'k3s';
  const node = known(version, {
    product,
    evidence: [{ field: 'version', value: version, ...place('version') }],
  });
  expect(describeNode(quotes, environment(node), version)?.conflicts).toBeUndefined();
});

it('shows settings with the value in force first, and bounds what it shows', () => {
  const conflicts = Array.from({ length: 50 }, (_, no) => ({
    node: 'n1',
    key: `key-${no}`,
    sides: [
      { value: 'file', place: place('config.yaml') },
      { value: ['a', 'b'], place: place('nodes.json') },
    ],
  }));
  const address = {
    field: 'address',
    values: ['10.0.0.100'],
    evidence: Array.from({ length: 50 }, (_, no) => place('ip', no)),
  } as const;
  const told = environment(known('v1.31.7+k3s1', { conflicts: [address] }), { conflicts });
  const shown = describeNode([], told)?.conflicts ?? [];
  expect(shown).toHaveLength(21);
  expect(shown[0]?.evidence).toHaveLength(8);
  expect(shown[1]).toEqual({
    field: 'setting',
    setting: 'key-0',
    values: ['a, b', 'file'],
    evidence: [place('nodes.json'), place('config.yaml')],
  });
});
