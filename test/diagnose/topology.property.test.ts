import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ClusterFacts, Edge } from '../../src/diagnose/facts.js';
import { requestCycles, requestGraph, stronglyConnected } from '../../src/diagnose/topology.js';

const graph = (pairs: readonly (readonly [string, string])[]): Map<string, Set<string>> => {
  const targets = new Map<string, Set<string>>();
  for (const [from, to] of pairs) targets.set(from, (targets.get(from) ?? new Set()).add(to));
  return targets;
};

function reaches(
  targets: ReadonlyMap<string, ReadonlySet<string>>,
  from: string,
  to: string,
): boolean {
  const seen = new Set<string>();
  const queue = [...(targets.get(from) ?? [])];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (next === to) return true;
    if (!seen.has(next)) queue.push(...(targets.get(next) ?? []));
    seen.add(next);
  }
  return false;
}

const node = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');

it('puts two nodes into one part exactly when each reaches the other', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(node, node), { maxLength: 14 }), (pairs) => {
      const targets = graph(pairs);
      const parts = stronglyConnected(targets);
      for (const a of 'abcdef') {
        for (const b of 'abcdef') {
          if (a === b) continue;
          const together = parts.some((part) => part.includes(a) && part.includes(b));
          expect(together).toBe(reaches(targets, a, b) && reaches(targets, b, a));
        }
      }
    }),
  );
});

it('gives a ring of any size in request order, beginning with the first name', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 9 }), fc.nat(), (size, seed) => {
      const order = Array.from({ length: size }, (_, i) => `s${i}`).sort(
        (a, b) => hash(a, seed) - hash(b, seed),
      );
      const pairs = order.map((name, i): [string, string] => [name, order[(i + 1) % size] ?? '']);
      const [cycle = []] = requestCycles({ targets: graph(pairs) });
      const start = order.indexOf('s0');
      expect(cycle).toEqual([...order.slice(start), ...order.slice(0, start)]);
    }),
  );
});

const hash = (text: string, seed: number): number =>
  [...text].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 1009, seed % 1009);

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

it('reads "to client at 10.0.0.2" on A as a request from the owner of 10.0.0.2 to A', () => {
  const found = facts({ a: '10.0.0.1', b: '10.0.0.2' }, [
    { peer: '10.0.0.2', node: 'a', count: 99 },
  ]);
  expect([...requestGraph(found, { signal: 's', minCount: 30 }).targets]).toEqual([
    ['b', new Set(['a'])],
  ]);
});

it('sees a node that asks itself, but not one that is asked by hand', () => {
  const cycles = (peer: string) => {
    const found = facts({ a: '10.0.0.1' }, [{ peer, node: 'a', count: 99 }]);
    return requestCycles(requestGraph(found, { signal: 's', minCount: 30 }));
  };
  expect(cycles('10.0.0.1')).toEqual([['a']]);
  expect(cycles('127.0.0.1')).toEqual([]);
  expect(cycles('::1')).toEqual([]);
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
  const graph = requestGraph({ ...found, environment }, { signal: 's', minCount: 30 });
  expect(requestCycles(graph)).toEqual([['a', 'b']]);
});

it('finds no cycle in a star, and none in a few calls', () => {
  const addresses = { a: '10.0.0.1', b: '10.0.0.2', c: '10.0.0.3' };
  const star = facts(addresses, [
    { peer: '10.0.0.2', node: 'a', count: 99 },
    { peer: '10.0.0.3', node: 'a', count: 99 },
    { peer: '10.0.0.1', node: 'b', count: 3 },
  ]);
  expect(requestCycles(requestGraph(star, { signal: 's', minCount: 30 }))).toEqual([]);
});
