import type { Finding, Report } from '../../src/model/report.js';
import type { Bundle } from '../generate/cluster/bundle.js';

export const LOOP = 'embedded-registry-loop';

/** All findings of the request loop, as one answer: clocks that are hours off tear an incident apart. */
export function loopOf({ findings }: Report) {
  const found = findings.filter(({ id }) => id === LOOP);
  const one = <T>(values: readonly T[]): T | undefined => {
    const [first, ...others] = [...new Set(values)];
    return others.length === 0 ? first : undefined;
  };
  if (found.length === 0) return undefined;
  return {
    conclusion: one(found.map(({ conclusion }) => conclusion)),
    confidence: one(found.map(({ confidence }) => confidence)),
    nodes: [...new Set(found.flatMap(({ nodes }) => nodes))].sort(),
    cycles: distinct(found.flatMap(({ cycles }) => cycles)),
    count: found.reduce((sum, { count }) => sum + (count?.value ?? 0), 0),
    atLeast: found.some(({ count }) => count?.atLeast),
  };
}

const distinct = (cycles: readonly (readonly string[])[]): readonly (readonly string[])[] =>
  [...new Map(cycles.map((cycle) => [cycle.join(), cycle])).values()].sort((a, b) =>
    a.join() < b.join() ? -1 : 1,
  );

/** The report without the names of sources, which are what the user made them. */
export const nameless = ({ verdict, cluster, findings, outcomes }: Report) => ({
  verdict,
  cluster: cluster.nodes.map(({ name, addresses, product, version, role }) => ({
    name,
    addresses,
    product,
    version,
    role,
  })),
  findings: findings.map(({ evidence, edges = [], ...finding }) => ({
    ...finding,
    evidence: hashes(evidence),
    edges: edges.map((edge) => ({ ...edge, evidence: hashes(edge.evidence) })),
  })),
  outcomes,
});

/** Lines of one instant stand in the order of their sources: sorted, they do not depend on the names. */
const hashes = (evidence: Finding['evidence']): readonly string[] =>
  evidence.map(({ sha256 }) => sha256).sort();

/** Reads a line of a source back from the bundles. */
export function linesIn(bundles: readonly Bundle[]) {
  return (source: string): readonly Buffer[] => {
    for (const { folder, files } of bundles) {
      const at = source.lastIndexOf(`${folder}/`);
      const data = at === -1 ? undefined : files.get(source.slice(at + folder.length + 1));
      if (data) return splitLines(data);
    }
    return [];
  };
}

const splitLines = (data: Buffer): readonly Buffer[] =>
  data
    .toString('latin1')
    .split('\n')
    .map((line) => Buffer.from(line, 'latin1'));
