import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cyclesIn, stronglyConnected } from '../../src/diagnose/graph.js';

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
      const [cycle = []] = cyclesIn(graph(pairs));
      const start = order.indexOf('s0');
      expect(cycle).toEqual([...order.slice(start), ...order.slice(0, start)]);
    }),
  );
});

it('gives a cycle with as many sure steps as there is, and one of sure steps alone where there is one', () => {
  const step = fc.tuple(node, node, fc.boolean());
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      const pairs = steps.map(([from, to]): [string, string] => [from, to]);
      const sure = graph(steps.flatMap(([from, to, isSure]) => (isSure ? [[from, to]] : [])));
      const all = graph(pairs);
      const rings = cyclesIn(all, sure).filter(({ length }) => length > 1);
      for (const ring of rings) {
        const ways = ring.map((name, at) => [name, ring[(at + 1) % ring.length] ?? ''] as const);
        expect(ways.every(([from, to]) => all.get(from)?.has(to))).toBe(true);
        expect(ways.some(([from, to]) => sure.get(from)?.has(to))).toBe(true);
        expect(new Set(ring).size).toBe(ring.length);
        const isClosed = ring.some(
          (name) => reaches(sure, name, name) && !sure.get(name)?.has(name),
        );
        if (isClosed) expect(ways.every(([from, to]) => sure.get(from)?.has(to))).toBe(true);
      }
    }),
  );
});

const hash = (text: string, seed: number): number =>
  [...text].reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 1009, seed % 1009);
