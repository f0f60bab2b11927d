import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import { falseCitation } from './support/read-back.js';

/** Diagnoses of the pack; expectations that name others speak of what is not built yet. */
const BUILT = new Set([
  'embedded-registry-loop',
  'konnectivity-reconnect',
  'spegel-leader-election',
  'bootstrap-storm',
  'etcd-slow-disk',
  'etcd-slow-reads',
  'lease-lost',
]);

interface Expectation {
  readonly file: string;
  readonly expect: readonly string[];
  readonly allow: readonly string[];
  readonly root: string | null;
}

const FIELD_LOGS = 'test/data/field-logs';
const expectations: readonly Expectation[] = readFileSync(
  `${FIELD_LOGS}/expectations.jsonl`,
  'utf8',
)
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

describe('public excerpts', () => {
  it.each(expectations)('$file', async ({ file, expect: wanted, allow, root }) => {
    const { findings, coverage } = await analyze({ paths: [`${FIELD_LOGS}/${file}`] });
    const found = findings.map(({ id }) => id);
    expect(found).toEqual(expect.arrayContaining(wanted.filter((id) => BUILT.has(id))));
    expect(found.filter((id) => !wanted.includes(id) && !allow.includes(id))).toEqual([]);
    if (root !== null && BUILT.has(root)) expect(found[0]).toBe(root);
    expect(coverage.map(({ unparsed }) => unparsed)).toEqual([0]);
    const citations = findings.flatMap(({ evidence }) => evidence);
    expect(citations.flatMap((citation) => falseCitation(citation) ?? [])).toEqual([]);
  });
});

/** What really was done to these clusters, and what may be said of it besides. */
const ETCD: readonly {
  readonly set: string;
  readonly must: readonly string[];
  readonly may: readonly string[];
  readonly root?: string;
  readonly nodes?: readonly string[];
}[] = [
  { set: 'healthy-cluster3-3.5.16-zap', must: [], may: [] },
  { set: 'healthy-single-3.4.23-capnslog', must: [], may: [] },
  { set: 'planned-rolling-upgrade-3.4-3.5-zap', must: [], may: [] },
  {
    set: 'slowdisk-single-3.5.16-zap',
    must: ['etcd-slow-disk'],
    may: ['etcd-slow-reads'],
    root: 'etcd-slow-disk',
  },
  {
    set: 'slowdisk-cluster3-all-3.4.23-capnslog',
    must: ['etcd-slow-disk'],
    may: ['etcd-slow-reads'],
    root: 'etcd-slow-disk',
    nodes: ['server1', 'server2', 'server3'],
  },
  { set: 'rangeoverload-3.4.23-capnslog', must: ['etcd-slow-reads'], may: [] },
  { set: 'quorumloss-3.4.23-capnslog', must: [], may: ['etcd-slow-reads'] },
  { set: 'nospace-single-3.4.23-capnslog', must: [], may: [] },
  { set: 'memberkill-3.4.23-capnslog', must: [], may: [] },
  { set: 'partition-3.4.23-capnslog', must: [], may: ['etcd-slow-reads'] },
  { set: 'certexpired-3.4.23-capnslog', must: [], may: [] },
  { set: 'clockskew-const-3.4.23-zap', must: [], may: [] },
  { set: 'oomkill-single-3.5.16-zap', must: [], may: ['etcd-slow-reads'] },
];

describe('real etcd under real faults', () => {
  it.each(ETCD)('$set', async ({ set, must, may, root, nodes }) => {
    const { findings, coverage } = await analyze({ paths: [`test/data/real-logs/etcd/${set}`] });
    const found = findings.map(({ id }) => id);
    expect(found).toEqual(expect.arrayContaining([...must]));
    expect(found.filter((id) => !must.includes(id) && !may.includes(id))).toEqual([]);
    if (root !== undefined) expect(found[0]).toBe(root);
    if (nodes !== undefined) expect(findings[0]?.nodes).toEqual(nodes);
    expect(coverage.filter(({ unparsed }) => unparsed > 0)).toEqual([]);
    const citations = findings.flatMap(({ evidence }) => evidence);
    expect(citations.flatMap((citation) => falseCitation(citation) ?? [])).toEqual([]);
  });
});
