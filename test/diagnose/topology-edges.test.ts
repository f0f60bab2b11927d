import { expect, it } from 'vitest';
import type { Edge } from '../../src/diagnose/facts.js';
import { withTopology } from '../../src/diagnose/topology-edges.js';
import type { ConfiguredTarget } from '../../src/model/fact.js';
import type { Quote } from '../../src/model/observation.js';
import type { Finding } from '../../src/model/report.js';
import { diagnosis, fact, facts, rulebook } from './fixtures.js';

const HOUR_MS = 3_600_000;
const ADDRESSES: Readonly<Record<string, string>> = { a: '10.0.0.1', b: '10.0.0.2' };
const RULES = rulebook({
  diagnoses: [diagnosis({ id: 'loop', mechanism: ['ring'] })],
  facts: [fact('ring', { operator: 'graph_cycle', args: { signal: 's', field: 'peer' } })],
});

/** `from` asks `to`; every spell lasts ten minutes with 600 requests. */
const edge = (from: string, to: string, ...starts: readonly number[]): Edge => ({
  signal: 's',
  peer: ADDRESSES[from] ?? '',
  node: to,
  count: starts.length * 600,
  spells: starts.map((at) => ({ from: at, to: at + 600_000, count: 600, paceMs: 1000 })),
});
const quote = ({ peer, node }: Edge, at: number, line: number): Quote => ({
  citation: { source: `${node}.log`, line, sha256: String(line), text: '', time: at, node },
  observation: {
    signal: 's',
    at,
    subject: { node, source: `${node}.log` },
    fields: { peer },
    line,
  },
});

function edgesOf(
  edges: readonly Edge[],
  targets: readonly ConfiguredTarget[],
  finding: Partial<Finding>,
) {
  const nodes = new Map(
    Object.entries(ADDRESSES).map(([name, address]) => [
      name,
      { name, addresses: new Set([address]), starts: [], products: new Set<string>() },
    ]),
  );
  const environment = { nodes: [], settings: () => [], has: () => true, targets };
  const quotes = edges.flatMap((one, no) =>
    (one.spells ?? []).map(({ from }) => quote(one, from, no * 100 + from / HOUR_MS + 1)),
  );
  // Only what `withTopology` reads of a finding.
  const draft = {
    id: 'loop',
    cycles: [['a', 'b']],
    evidence: [],
    ...finding,
  } as unknown as Finding;
  return withTopology(draft, RULES, facts({ nodes, edges, environment }), (_, filter) =>
    quotes.filter(filter),
  );
}

it('counts the requests of the time of the finding', () => {
  const both = [edge('a', 'b', 0, 5 * HOUR_MS), edge('b', 'a', 5 * HOUR_MS)];
  const during = { from: 5 * HOUR_MS, to: 5 * HOUR_MS + 600_000 };
  const { edges } = edgesOf(both, [], during);
  expect(edges).toMatchObject([
    { from: 'a', to: 'b', count: 600, perMinute: 60, evidence: [{ source: 'b.log', line: 6 }] },
    { from: 'b', to: 'a', count: 600, perMinute: 60, evidence: [{ source: 'a.log', line: 106 }] },
  ]);
  expect(edgesOf(both, [], {}).edges?.map(({ count }) => count)).toEqual([1200, 600]);
});

it('shows an edge that only a setting tells, with its line where that can be cited', () => {
  const place = { source: 'b/config.yaml', line: 1, text: 'server: https://10.0.0.1:6443' };
  const [hashed, bare] = [{ ...place, sha256: 'ff' }, place].map(
    (told) => edgesOf([edge('a', 'b', 0)], [{ from: 'b', to: 'a', place: told }], {}).edges?.[1],
  );
  expect(hashed).toEqual({
    ...{ from: 'b', to: 'a', count: 0, configured: true },
    evidence: [{ ...place, sha256: 'ff', node: 'b' }],
  });
  expect(bare).toEqual({ from: 'b', to: 'a', count: 0, configured: true, evidence: [] });
});

it('puts a line of every edge among the evidence, and none twice', () => {
  const edges = [edge('a', 'b', 0), edge('b', 'a', 0)];
  const known = { source: 'b.log', line: 1, sha256: '1', text: '', time: 0, node: 'b' };
  const { evidence } = edgesOf(edges, [], { evidence: [known] });
  expect(evidence.map(({ source, line }) => [source, line])).toEqual([
    ['a.log', 101],
    ['b.log', 1],
  ]);
});

it('leaves a finding without cycles as it is', () => {
  expect(edgesOf([edge('a', 'b', 0)], [], { cycles: [] }).edges).toBeUndefined();
});
