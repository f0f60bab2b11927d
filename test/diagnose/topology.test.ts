import { describe, expect, it } from 'vitest';
import type { ClusterFacts, Edge } from '../../src/diagnose/facts.js';
import { createGraphFinder } from '../../src/diagnose/graph-finder.js';
import {
  askedByNodes,
  graphQuery,
  PROOF_STEPS,
  requestCycles,
  requestGraph,
} from '../../src/diagnose/topology.js';

const FILTER = { signal: 's', minCount: 30, selfPerMinute: 0 };

const facts = (
  addresses: Record<string, string>,
  edges: readonly Omit<Edge, 'signal'>[],
): ClusterFacts => ({
  nodes: new Map(
    Object.entries(addresses).map(([name, address]) => [
      name,
      { name, addresses: new Set([address]), starts: [], products: new Set<string>() },
    ]),
  ),
  edges: edges.map((edge) => ({ ...edge, signal: 's' })),
  signals: new Map(),
  losses: [],
});

function fail(): never {
  throw new Error('no such node');
}

it('reads "to client at 10.0.0.2" on A as a request from the owner of 10.0.0.2 to A', () => {
  const found = facts({ a: '10.0.0.1', b: '10.0.0.2' }, [
    { peer: '10.0.0.2', node: 'a', count: 99 },
  ]);
  expect([...requestGraph(found, FILTER).targets]).toEqual([['b', new Set(['a'])]]);
});

it('sees a node that asks itself, but not one that is asked by hand', () => {
  const cycles = (peer: string) => {
    const found = facts({ a: '10.0.0.1' }, [{ peer, node: 'a', count: 99 }]);
    return requestCycles(requestGraph(found, FILTER));
  };
  expect(cycles('10.0.0.1')).toEqual([['a']]);
  expect(cycles('127.0.0.1')).toEqual([]);
  expect(cycles('::1')).toEqual([]);
});

it('takes requests from a virtual address that the asked node held for its own', () => {
  const found = facts({ a: '10.0.0.1', b: '10.0.0.2' }, [
    { peer: '10.0.0.100', node: 'a', count: 99 },
    { peer: '10.0.0.100', node: 'b', count: 99 },
  ]);
  const holding = (name: string, address: string): ClusterFacts => {
    const node = found.nodes.get(name) ?? fail();
    return {
      ...found,
      nodes: new Map(found.nodes).set(name, { ...node, held: new Set([address]) }),
    };
  };
  const cyclesOf = (known: ClusterFacts) => requestCycles(requestGraph(known, FILTER));
  expect(cyclesOf(found)).toEqual([]);
  expect(cyclesOf(holding('a', '10.0.0.100'))).toEqual([['a']]);
  expect(cyclesOf(holding('a', '10.0.0.200'))).toEqual([]);
});

it('believes the node that has an address of its own before one that held it', () => {
  const found = facts({ a: '10.0.0.1', b: '10.0.0.2' }, [
    { peer: '10.0.0.2', node: 'a', count: 99 },
  ]);
  const a = { ...(found.nodes.get('a') ?? fail()), held: new Set(['10.0.0.2']) };
  const known = { ...found, nodes: new Map(found.nodes).set('a', a) };
  expect([...requestGraph(known, FILTER).targets]).toEqual([['b', new Set(['a'])]]);
});

it('closes a ring by what is configured where one log is missing', () => {
  const found = facts({ a: '10.0.0.1', b: '10.0.0.2' }, [
    { peer: '10.0.0.2', node: 'a', count: 99 },
  ]);
  const environment = {
    nodes: [],
    settings: () => [],
    has: () => true,
    targets: [{ from: 'a', to: 'b' }],
  };
  const graph = requestGraph({ ...found, environment }, FILTER);
  expect(requestCycles(graph)).toEqual([['a', 'b']]);
  expect(requestCycles(graph, PROOF_STEPS)).toEqual([]);
});

it('finds no cycle in a star, and none in a few calls', () => {
  const addresses = { a: '10.0.0.1', b: '10.0.0.2', c: '10.0.0.3' };
  const star = facts(addresses, [
    { peer: '10.0.0.2', node: 'a', count: 99 },
    { peer: '10.0.0.3', node: 'a', count: 99 },
    { peer: '10.0.0.1', node: 'b', count: 3 },
  ]);
  expect(requestCycles(requestGraph(star, FILTER))).toEqual([]);
});

const spell = (count: number, minutes = 10) => ({
  from: 0,
  to: minutes * 60_000,
  count,
  paceMs: (minutes * 60_000) / count,
});
const withTargets = (
  found: ClusterFacts,
  told: Pick<NonNullable<ClusterFacts['environment']>, 'targets' | 'detours'>,
): ClusterFacts => ({
  ...found,
  environment: { nodes: [], settings: () => [], has: () => true, ...told },
});
const cyclesOf = (found: ClusterFacts, filter = FILTER) =>
  requestCycles(requestGraph(found, filter));

it('makes no edge of restarts, however many', () => {
  const restarts = Array.from({ length: 9 }, (_, day) => ({ from: day, to: day + 10, count: 13 }));
  const edges = (spells: Edge['spells'] = []) => [
    { peer: '10.0.0.2', node: 'a', count: 600, spells: [spell(600)] },
    { peer: '10.0.0.1', node: 'b', count: 117, spells },
  ];
  const addresses = { a: '10.0.0.1', b: '10.0.0.2' };
  expect(cyclesOf(facts(addresses, edges(restarts)))).toEqual([]);
  expect(cyclesOf(facts(addresses, edges([...restarts, spell(30)])))).toEqual([['a', 'b']]);
});

it('sees no cycle where settings alone make one', () => {
  const told = {
    targets: [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
    ],
  };
  expect(cyclesOf(withTargets(facts({}, []), told))).toEqual([]);
});

describe('an address of several nodes', () => {
  const shared = facts({ a: '10.0.0.1', b: '10.0.0.2', c: '10.0.0.2' }, [
    { peer: '10.0.0.2', node: 'a', count: 99 },
    { peer: '10.0.0.2', node: 'b', count: 99 },
  ]);

  it('is the asked node itself where it is one of them, else nobody', () => {
    const { edges } = requestGraph(shared, FILTER);
    expect(edges.map(({ from, to }) => [from, to])).toEqual([['b', 'b']]);
  });
});

it('tells nodes of two clusters with one address apart', () => {
  const found = facts({ a1: '10.0.0.1', a2: '10.0.0.2', b2: '10.0.0.2' }, [
    { peer: '10.0.0.2', node: 'a1', count: 99 },
  ]);
  const nodes = new Map(
    [...found.nodes].map(([name, node]) => [name, { ...node, cluster: name.slice(0, 1) }]),
  );
  const { edges } = requestGraph({ ...found, nodes }, FILTER);
  expect(edges.map(({ from, to }) => [from, to])).toEqual([['a2', 'a1']]);
});

describe('an address that no node has', () => {
  const found = facts({ a: '10.0.0.1' }, [{ peer: '10.0.0.100', node: 'a', count: 99 }]);
  const place = { source: 'config.yaml', line: 1, text: 'server: https://10.0.0.100:6443' };
  const detours = (from: string, address: string) => ({
    targets: [],
    detours: [{ from, addresses: [address], place }],
  });

  it('brings back the requests of the node whose `server:` it is', () => {
    expect(cyclesOf(withTargets(found, detours('a', '10.0.0.100')))).toEqual([['a']]);
  });

  it.each([
    ['another node has it in `server:`', detours('b', '10.0.0.100')],
    ['the node has another one', detours('a', '10.0.0.101')],
  ])('proves nothing where %s', (_name, told) => {
    expect(cyclesOf(withTargets(found, told))).toEqual([]);
  });
});

describe('requests of a node to itself', () => {
  const filter = { ...FILTER, selfPerMinute: 120 };
  const asks = (count: number) =>
    facts({ a: '10.0.0.1' }, [{ peer: '10.0.0.1', node: 'a', count, spells: [spell(count)] }]);

  it('are a cycle at the rate of a loop, not at that of a script', () => {
    expect(cyclesOf(asks(1200), filter)).toEqual([['a']]);
    expect(cyclesOf(asks(600), filter)).toEqual([]);
  });

  it('are one at any rate where its `server:` leads back', () => {
    const told = { targets: [{ from: 'a', to: 'a' }] };
    expect(cyclesOf(withTargets(asks(600), told), filter)).toEqual([['a']]);
  });
});

describe('who may be part of a loop', () => {
  const filter = { ...FILTER, selfPerMinute: 120 };
  const asked = (peer: string, over: Partial<Edge> = {}) => {
    const edge = { peer, node: 'a', count: 600, spells: [spell(600)], ...over };
    return [...askedByNodes(facts({ a: '10.0.0.1', b: '10.0.0.2' }, [edge]), filter)];
  };

  it.each([
    ['another node', asked('10.0.0.2'), ['a']],
    ['the node itself, as a script does', asked('10.0.0.1'), []],
    ['the node itself, faster', asked('10.0.0.1', { spells: [spell(1200)] }), ['a']],
    ['an unknown client', asked('10.0.0.77'), ['a']],
    ['one of the peers', asked('10.0.0.77', { isListed: true }), ['a']],
    ['none of the peers', asked('10.0.0.77', { isListed: false }), []],
    ['a call by hand', asked('127.0.0.1'), []],
    ['a few calls', asked('10.0.0.77', { spells: [spell(13)] }), []],
  ])('%s', (_name, nodes, expected) => expect(nodes).toEqual(expected));
});

describe('requests of other times', () => {
  const HOUR = 60;
  const MINUTE_MS = 60_000;
  const addresses = { a: '10.0.0.1', b: '10.0.0.2', c: '10.0.0.3' };
  /** `from` asks `to` 600 times in ten minutes, beginning with each of the minutes. */
  const asks = (from: keyof typeof addresses, to: string, ...minutes: readonly number[]) => ({
    peer: addresses[from],
    node: to,
    count: 600 * minutes.length,
    spells: minutes.map((minute) => ({
      from: minute * MINUTE_MS,
      to: (minute + 10) * MINUTE_MS,
      count: 600,
      paceMs: 1000,
    })),
  });
  const query = { ...FILTER, operator: 'graph_cycle', minLength: 1, maxLength: 9, minSeen: 1 };
  const at = (minute: number, toMinute = minute + 10) => ({
    nodes: [],
    from: minute * MINUTE_MS,
    to: toMinute * MINUTE_MS,
  });
  const cyclesAt = (found: ClusterFacts, place = at(0), minSeen = 1) =>
    createGraphFinder(found)({ ...query, minSeen }, place);

  it('lend nothing to a place: a ring, and only one request of it the next day', () => {
    const found = facts(addresses, [
      asks('c', 'a', 0),
      asks('a', 'b', 0),
      asks('b', 'c', 0),
      asks('b', 'a', 24 * HOUR),
    ]);
    expect(cyclesAt(found)).toEqual([['a', 'b', 'c']]);
    expect(cyclesAt(found, at(24 * HOUR))).toEqual([]);
    expect(createGraphFinder(found)(query)).toEqual([['a', 'b', 'c']]);
  });

  it.each([
    ['a minute after the other', 11, [['a', 'b']]],
    ['longer after it', 12, []],
    ['an hour after it', HOUR, []],
  ])('close no ring of one request %s', (_name, minute, cycles) => {
    const found = facts(addresses, [asks('b', 'a', 0), asks('a', 'b', minute)]);
    expect(cyclesAt(found, at(0, minute + 10))).toEqual(cycles);
    expect(createGraphFinder(found)(query)).toEqual(cycles);
  });

  it('a setting that others follow, and the asked node sees them, closes nothing', () => {
    const told = { targets: [{ from: 'c', to: 'a' }] };
    const seen = [asks('a', 'c', 0), asks('b', 'a', 0)];
    expect(cyclesAt(withTargets(facts(addresses, seen), told))).toEqual([]);
    const other = [asks('a', 'c', 0), asks('b', 'a', 5 * HOUR)];
    expect(cyclesAt(withTargets(facts(addresses, other), told))).toEqual([['a', 'c']]);
    const unnamed = [asks('a', 'c', 0), { ...asks('b', 'a', 0), peer: '10.0.0.99' }];
    expect(cyclesAt(withTargets(facts(addresses, unnamed), told))).toEqual([['a', 'c']]);
  });

  it('the ring that was seen goes before a shorter one that settings make', () => {
    const ring = [asks('a', 'c', 0), asks('c', 'b', 0), asks('b', 'a', 0)];
    const told = { targets: [{ from: 'c', to: 'a' }] };
    expect(cyclesAt(withTargets(facts(addresses, ring), told), at(0), 3)).toEqual([
      ['a', 'c', 'b'],
    ]);
  });
});

it('reads what a fact asks for', () => {
  const args = { signal: 's', field: 'f', length: 1, self_per_minute: 120 };
  expect(graphQuery({ operator: 'graph_cycle', args })).toEqual({
    ...FILTER,
    operator: 'graph_cycle',
    selfPerMinute: 120,
    minLength: 1,
    maxLength: 1,
    minSeen: 1,
  });
});

it('makes no cycle through logs of which nothing tells the node', () => {
  const own = facts({ '': '10.0.0.1' }, [{ peer: '10.0.0.1', node: '', count: 99 }]);
  expect(requestCycles(requestGraph(own, FILTER))).toEqual([]);
  expect([...askedByNodes(own, FILTER)]).toEqual(['']);
  const pair = facts({ '': '10.0.0.1', b: '10.0.0.2' }, [
    { peer: '10.0.0.2', node: '', count: 99 },
    { peer: '10.0.0.1', node: 'b', count: 99 },
  ]);
  expect(requestCycles(requestGraph(pair, FILTER))).toEqual([]);
});
