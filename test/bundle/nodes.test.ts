import { describe, expect, it } from 'vitest';
import { resolveNodes } from '../../src/bundle/nodes.js';
import type { EnvironmentFact } from '../../src/model/fact.js';

type Told = Partial<Omit<Extract<EnvironmentFact, { kind: 'node' }>, 'kind' | 'scope' | 'place'>>;

const placeOf = (scope: string, line = 1) => ({ source: `${scope}/file`, line, text: 'text' });
const node = (scope: string, name: string, rest: Told = {}): EnvironmentFact => ({
  kind: 'node',
  scope,
  place: placeOf(scope),
  name,
  aliases: [],
  addresses: [],
  own: false,
  ...rest,
});
const own = (
  scope: string,
  name: string,
  addresses: readonly string[] = [],
  aliases: readonly string[] = [],
) => node(scope, name, { own: true, addresses, aliases });
const version = (scope: string, value: string, product = 'k3s'): EnvironmentFact => ({
  kind: 'version',
  scope,
  place: placeOf(scope, 2),
  product,
  version: value,
});
const list = (scope: string, net: string, names: readonly string[]): readonly EnvironmentFact[] =>
  names.map((name, index) => node(scope, name, { addresses: [`${net}.${index + 1}`] }));
const namesOf = (facts: readonly EnvironmentFact[]): readonly string[] =>
  resolveNodes(facts).nodes.map(({ name }) => name);

describe('one cluster', () => {
  const NAMES = ['srv-1', 'srv-2', 'srv-3'];
  const facts = ['a', 'b', 'c'].flatMap((scope, index) => [
    ...list(scope, '10.0.0', NAMES),
    own(scope, NAMES[index] ?? ''),
    own(scope, `${NAMES[index]}.lab.example`, [], [NAMES[index] ?? '']),
    own(scope, '', [`10.0.0.${index + 1}`]),
  ]);

  it('is one node for each server, however many bundles list it', () => {
    expect(resolveNodes(facts).nodes).toEqual(
      NAMES.map((name, index) => ({
        name,
        addresses: [`10.0.0.${index + 1}`],
        evidence: [],
        conflicts: [],
      })),
    );
  });

  it('knows whose bundle a scope is', () => {
    const { nameOf } = resolveNodes(facts);
    expect(['a', 'b', 'c', 'a/inner', 'd'].map(nameOf)).toEqual([...NAMES, 'srv-1', undefined]);
  });

  it('gives one name for full names, case and aliases', () => {
    const { canonical, addressesOf } = resolveNodes([
      ...facts,
      node('a', 'srv-3', { aliases: ['srv-3-5d20c7aa'] }),
    ]);
    expect(
      ['SRV-1', 'srv-1.lab.example', 'srv-3-5d20c7aa', 'else'].map((it) => canonical(it)),
    ).toEqual(['srv-1', 'srv-1', 'srv-3', 'else']);
    expect(addressesOf('srv-2.lab.example')).toEqual(['10.0.0.2']);
  });

  it('does not depend on the order of the facts', () => {
    expect(resolveNodes([...facts].reverse()).nodes).toEqual(resolveNodes(facts).nodes);
  });
});

describe('names', () => {
  it('takes the name Kubernetes has where the machine goes by another', () => {
    const facts = [
      ...list('a', '10.0.0', ['worker-1', 'worker-2']),
      own('b', 'ip-10-0-0-2'),
      own('b', '', ['10.0.0.2']),
      version('b', 'v1.33.4+k3s1'),
    ];
    const { nodes, nameOf, canonical } = resolveNodes(facts);
    expect(nodes.map(({ name, version: it }) => [name, it])).toEqual([
      ['worker-1', undefined],
      ['worker-2', 'v1.33.4+k3s1'],
    ]);
    expect([nameOf('b'), canonical('ip-10-0-0-2')]).toEqual(['worker-2', 'worker-2']);
  });

  it('does not join nodes over an alias they share', () => {
    const facts = ['n1', 'n2'].map((name) => node('a', name, { aliases: ['ubuntu'] }));
    expect(namesOf(facts)).toEqual(['n1', 'n2']);
  });

  it('keeps nodes apart that have one short name in two domains', () => {
    const facts = [node('a', 'n1.north.example'), node('a', 'n1.south.example')];
    expect(namesOf(facts)).toEqual(['n1.north.example', 'n1.south.example']);
    expect(resolveNodes(facts).canonical('n1')).toBe('n1');
  });

  it('falls back to the name of the folder', () => {
    const { nameOf } = resolveNodes([version('x/srv-9-2026-08-18_06_40_12', 'v1.33.4+k3s1')]);
    expect(nameOf('x/srv-9-2026-08-18_06_40_12')).toBe('srv-9');
    expect(nameOf('x/srv-8-2026-08-18_06_40_12/inner')).toBe('srv-8');
  });

  it('believes files more than the name of the folder', () => {
    const { nameOf } = resolveNodes([own('prod-2026-08-18_06_40_12', 'srv-1')]);
    expect(nameOf('prod-2026-08-18_06_40_12')).toBe('srv-1');
  });
});

describe('two clusters', () => {
  const NAMES = ['server-1', 'server-2'];
  const one = list('a', '10.0.0', NAMES);
  const other = list('b', '10.9.0', NAMES);

  it('are not merged because their nodes share names', () => {
    expect(namesOf([...one, ...other])).toEqual([
      'server-1@10.0.0.1',
      'server-1@10.9.0.1',
      'server-2@10.0.0.2',
      'server-2@10.9.0.2',
    ]);
  });

  it('are told apart by scope', () => {
    const { nameOf, canonical } = resolveNodes([
      ...one,
      ...other,
      own('a', 'server-1'),
      own('b', 'server-1'),
    ]);
    expect(nameOf('a')).toBe('server-1@10.0.0.1');
    expect(nameOf('b')).toBe('server-1@10.9.0.1');
    expect(canonical('server-2', 'b')).toBe('server-2@10.9.0.2');
    expect(canonical('server-2')).toBe('server-2');
  });

  it('are named by full names where these differ', () => {
    const full = [
      own('a', 'server-1.north.example', [], ['server-1']),
      own('b', 'server-1.south.example', [], ['server-1']),
    ];
    expect(namesOf([...one, ...other, ...full])).toContain('server-1.north.example');
  });

  it('leave a bundle alone that would fit to both', () => {
    const facts = [...one, ...other, own('c', 'server-1')];
    expect(resolveNodes(facts).nameOf('c')).toBe('server-1');
    expect(namesOf(facts)).toHaveLength(5);
  });

  it('are one where any node has the same address in both', () => {
    const moved = [
      node('b', 'server-1', { addresses: ['10.0.0.1'] }),
      node('b', 'server-2', { addresses: ['10.0.0.22'] }),
    ];
    expect(namesOf([...one, ...moved])).toEqual(NAMES);
  });

  it('are one where addresses differ only in family', () => {
    const six = NAMES.map((name, index) => node('b', name, { addresses: [`fd00::${index + 1}`] }));
    expect(resolveNodes([...one, ...six]).addressesOf('server-1')).toEqual(['10.0.0.1', 'fd00::1']);
  });
});

describe('properties', () => {
  it('shows sources that disagree, the running version of the own bundle first', () => {
    const facts = [
      node('a', 'srv-1', { product: 'k3s', version: 'v1.31.7+k3s1', role: 'server' }),
      node('b', 'srv-1', { product: 'k3s', version: 'v1.31.6+k3s1', role: 'agent' }),
      own('a', 'srv-1'),
      version('a', 'v1.31.8+k3s1'),
    ];
    const [found] = resolveNodes(facts).nodes;
    expect(found).toMatchObject({
      name: 'srv-1',
      product: 'k3s',
      version: 'v1.31.7+k3s1',
      role: 'server',
    });
    expect(found?.conflicts).toMatchObject([
      { field: 'version', values: ['v1.31.7+k3s1', 'v1.31.8+k3s1', 'v1.31.6+k3s1'] },
      { field: 'role', values: ['server', 'agent'] },
    ]);
  });

  it('names a line for each property, the own bundle first', () => {
    const proof = { version: placeOf('a', 7), role: placeOf('a', 8) };
    const facts = [
      node('b', 'n', { product: 'k3s', version: 'v1.31.7+k3s1', role: 'server' }),
      node('a', 'n', { product: 'k3s', version: 'v1.31.7+k3s1', role: 'server', proof }),
      own('a', 'n'),
      version('a', 'v1.31.7+k3s1'),
    ];
    const [found] = resolveNodes(facts).nodes;
    expect(found?.evidence.map(({ field, source, line }) => `${field} ${source}:${line}`)).toEqual([
      'product a/file:7',
      'product a/file:2',
      'version a/file:7',
      'version a/file:2',
      'role a/file:8',
      'role b/file:1',
    ]);
  });

  it('knows that Kubernetes cuts the version of k0s', () => {
    const facts = [
      node('a', 'n', { product: 'k0s', version: 'v1.33.3+k0s' }),
      own('a', 'n'),
      version('a', 'v1.33.3+k0s.0', 'k0s'),
    ];
    expect(resolveNodes(facts).nodes).toMatchObject([{ version: 'v1.33.3+k0s.0', conflicts: [] }]);
  });

  it('takes no version of Spegel for the version of a node', () => {
    const facts = [own('a', 'n'), version('a', 'v0.4.0', 'spegel')];
    expect(resolveNodes(facts).nodes).toEqual([
      { name: 'n', addresses: [], evidence: [], conflicts: [] },
    ]);
  });

  it('gives a virtual address to nobody, and an address back to whom Kubernetes lists with it', () => {
    const facts = [
      ...list('a', '10.0.0', ['n1', 'n2']),
      own('a', 'n1', ['10.0.0.1', '10.0.0.100']),
      own('b', 'n2', ['10.0.0.2', '10.0.0.100', '10.0.0.1']),
    ];
    const { nodes } = resolveNodes(facts);
    expect(nodes.map(({ addresses }) => addresses)).toEqual([['10.0.0.1'], ['10.0.0.2']]);
    expect(nodes[0]?.conflicts.map(({ values }) => values)).toEqual([['10.0.0.1'], ['10.0.0.100']]);
  });

  it('gives clocks by time, once', () => {
    const zone = (scope: string, offsetMinutes: number, at: number): EnvironmentFact => ({
      kind: 'zone',
      scope,
      place: placeOf(scope),
      offsetMinutes,
      at,
    });
    const { zoneOf } = resolveNodes([
      zone('a', 120, 9),
      zone('a', 60, 5),
      zone('a', 120, 9),
      zone('b', 0, 1),
    ]);
    expect(zoneOf('a')).toEqual([
      { offsetMinutes: 60, at: 5 },
      { offsetMinutes: 120, at: 9 },
    ]);
    expect(zoneOf('a/inner')).toEqual(zoneOf('a'));
    expect(zoneOf('c')).toEqual([]);
  });
});
