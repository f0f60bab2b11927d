import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { classifyPath } from '../../src/bundle/layout.js';
import { type NodeRegistry, resolveNodes } from '../../src/bundle/nodes.js';
import { readEnvironment } from '../../src/bundle/read-environment.js';
import type { EnvironmentFact } from '../../src/model/fact.js';

const ROOT = 'test/data/bundles';

/** `rename` turns the path inside the bundle into the name of a source. */
function factsOf(bundle: string, rename: (path: string) => string): readonly EnvironmentFact[] {
  const paths = readdirSync(`${ROOT}/${bundle}`, { recursive: true, encoding: 'utf8' });
  return paths
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => statSync(`${ROOT}/${bundle}/${path}`).isFile())
    .flatMap((path) => {
      const source = rename(path);
      const { kind, scope } = classifyPath(source);
      return readEnvironment(
        kind,
        source,
        readFileSync(`${ROOT}/${bundle}/${path}`, 'utf8'),
        scope,
      );
    });
}

const topOf = (path: string): string => path.slice(0, path.indexOf('/'));
const WAYS: readonly (readonly [string, (path: string) => string])[] = [
  ['as archives', (path) => `${topOf(path)}.tar.gz/./${path}`],
  ['renamed', (path) => `download (${topOf(path).length}).tgz/./${path}`],
  ['unpacked elsewhere', (path) => `/tmp/x/${path}`],
  [
    'with other folders',
    (path) => `in/${[...topOf(path)].reverse().join('')}${path.slice(topOf(path).length)}`,
  ],
];
const zonesOf = ({ zoneOf, nameOf }: NodeRegistry, facts: readonly EnvironmentFact[]) =>
  Object.fromEntries(
    [...new Set(facts.map(({ scope }) => scope))]
      .map((scope) => [nameOf(scope) ?? '', zoneOf(scope).map((it) => it.offsetMinutes)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

describe.each(WAYS)('example bundles %s', (_, rename) => {
  it('give three K3s servers, one of them two hours east', () => {
    const facts = factsOf('rancher-k3s-3servers', rename);
    const registry = resolveNodes(facts);
    const rest = { product: 'k3s', version: 'v1.33.4+k3s1', role: 'server', conflicts: [] };
    expect(registry.nodes.map(({ evidence, ...node }) => node)).toEqual(
      [1, 2, 3].map((no) => ({ name: `k3s-srv-${no}`, addresses: [`10.20.0.1${no}`], ...rest })),
    );
    expect(zonesOf(registry, facts)).toEqual({
      'k3s-srv-1': [0],
      'k3s-srv-2': [120],
      'k3s-srv-3': [0],
    });
  });

  it('give three RKE2 servers, two of them with a bundle', () => {
    const facts = factsOf('rancher-rke2', rename);
    const registry = resolveNodes(facts);
    const rest = { product: 'rke2', version: 'v1.32.7+rke2r1', role: 'server', conflicts: [] };
    expect(registry.nodes.map(({ evidence, ...node }) => node)).toEqual(
      [1, 2, 3].map((no) => ({ name: `rke2-cp-${no}`, addresses: [`10.30.0.2${no}`], ...rest })),
    );
    expect(zonesOf(registry, facts)).toEqual({ 'rke2-cp-1': [0], 'rke2-cp-2': [0] });
  });

  it('give three k0s controllers', () => {
    const facts = factsOf('troubleshoot-k0s', rename);
    const registry = resolveNodes(facts);
    expect(
      registry.nodes.map(({ name, addresses, product, role }) => [name, addresses, product, role]),
    ).toEqual([1, 2, 3].map((no) => [`k0s-ctl-${no}`, [`10.40.0.3${no}`], 'k0s', 'server']));
    expect(registry.nodes[0]).toMatchObject({ version: 'v1.33.3+k0s.0', conflicts: [] });
    expect(zonesOf(registry, facts)).toEqual({ 'k0s-ctl-1': [0] });
  });
});

it('keeps the three example clusters apart in one call', () => {
  const [, rename = (path: string) => path] = WAYS[0] ?? [];
  const facts = ['rancher-k3s-3servers', 'rancher-rke2', 'troubleshoot-k0s'].flatMap((bundle) =>
    factsOf(bundle, rename),
  );
  expect(resolveNodes(facts).nodes).toHaveLength(9);
});

it('cites lines that stand in the file', () => {
  for (const fact of factsOf('rancher-k3s-3servers', (path) => path)) {
    const lines = readFileSync(`${ROOT}/rancher-k3s-3servers/${fact.place.source}`, 'utf8').split(
      '\n',
    );
    expect(lines[fact.place.line - 1]).toContain(fact.place.text);
  }
});
