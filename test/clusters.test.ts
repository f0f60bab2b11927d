import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import { renderJson } from '../src/report/json.js';
import { journalOf } from './generate/cluster/bundle.js';
import { loopCluster } from './generate/cluster/loops.js';
import { writeArchives, writeFolders, writeOuter, writeTo } from './generate/cluster/pack.js';
import { bundlesOf, createFolders } from './support/clusters.js';
import { LOOP, linesIn, loopOf, nameless } from './support/loops.js';
import { falseCitation } from './support/read-back.js';

const newFolder = createFolders();
const RING = ['server1', 'server3', 'server2'];

describe('a ring of three servers, a bundle each', () => {
  const cluster = loopCluster({ seed: 'ring', cycle: RING });
  const bundles = bundlesOf(cluster);
  const paths = writeArchives(bundles, newFolder());
  const first = analyze({ paths });

  it('is confirmed, with the members in request order and every line counted', async () => {
    expect(loopOf(await first)).toEqual(cluster.answer);
  });

  it('shows each request of the ring with its rate, its lines and its setting', async () => {
    const [{ edges = [], count } = {}] = (await first).findings;
    expect(edges.map(({ from, to, configured }) => [from, to, configured])).toEqual([
      ['server1', 'server3', true],
      ['server2', 'server1', true],
      ['server3', 'server2', true],
    ]);
    expect(edges.reduce((sum, edge) => sum + edge.count, 0)).toBe(count?.value);
    for (const { perMinute, evidence } of edges) {
      expect(Math.abs((perMinute ?? 0) - 120)).toBeLessThan(12);
      const texts = evidence.map(({ text }) => text);
      expect(texts.filter((text) => text.includes('Serving p2p peer addrs'))).toHaveLength(3);
      expect(texts.filter((text) => text.startsWith('server: https://10.61.0.'))).toHaveLength(1);
    }
  });

  it('cites only lines that stand where it says, one of each edge among the evidence', async () => {
    const [{ edges = [], evidence = [] } = {}] = (await first).findings;
    const cited = [...evidence, ...edges.flatMap((edge) => edge.evidence)];
    const read = linesIn(bundles);
    expect(cited.flatMap((citation) => falseCitation(citation, read) ?? [])).toEqual([]);
    const known = new Set(evidence.map(({ sha256 }) => sha256));
    expect(edges.every((edge) => edge.evidence.some(({ sha256 }) => known.has(sha256)))).toBe(true);
  });

  it('gives a report that its JSON Schema accepts', async () => {
    const schema = JSON.parse(readFileSync('rules/report.schema.json', 'utf8'));
    const validate = new Ajv2020({ strict: false }).compile(schema);
    const look = { width: 80, color: false, lang: 'en' } as const;
    expect(validate(JSON.parse(renderJson(await first, look))) ? [] : validate.errors).toEqual([]);
  });

  it.each([
    ['in another order', () => [...paths].reverse()],
    [
      'under other names',
      () => writeArchives(bundles, newFolder(), (_, no) => `upload-${(no * 2) % 3}.bin`),
    ],
    ['unpacked', () => writeFolders(bundles, newFolder())],
    ['in one outer archive', () => [writeOuter(bundles, newFolder())]],
  ])('is the same %s', async (_name, written) => {
    expect(nameless(await analyze({ paths: written() }))).toEqual(nameless(await first));
  });

  it('is the same loop in plain journals with a node given to each', async () => {
    const folder = newFolder();
    const named = cluster.members.map((member, no) => {
      const path = writeTo(join(folder, `${no}.log`), journalOf(member, 'short-iso'));
      return [path, member.server.name] as const;
    });
    const nodes = new Map(named);
    expect(loopOf(await analyze({ paths: [...nodes.keys()], nodes }))).toEqual(cluster.answer);
  });

  it('shows in one bundle what one can show, and what to collect', async () => {
    const alone = await analyze({ paths: paths.slice(0, 1) });
    expect(loopOf(alone)).toMatchObject({
      conclusion: 'storm_only',
      confidence: 'probable',
      nodes: ['server1'],
      cycles: [],
    });
    const outcome = alone.outcomes.find(({ id }) => id === LOOP);
    expect(outcome?.collect).not.toEqual([]);
  });

  it('closes in one bundle by the start arguments of all nodes', async () => {
    const [one] = bundlesOf(cluster, { nodeArguments: true });
    const found = await analyze({ paths: writeArchives(one ? [one] : [], newFolder()) });
    expect(loopOf(found)).toMatchObject({
      conclusion: 'ring',
      confidence: 'probable',
      cycles: cluster.answer?.cycles,
    });
    expect(found.outcomes.find(({ id }) => id === LOOP)).toMatchObject({
      collect: [expect.stringContaining('journalctl -u k3s')],
      collectOn: 'other-nodes',
    });
  });
});
