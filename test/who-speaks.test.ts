import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import type { Report } from '../src/model/report.js';
import { renderText } from '../src/report/text.js';
import { createFolders } from './support/clusters.js';

const newFolder = createFolders();

/** The report on files of these texts, by their paths. */
function reportOf(files: Readonly<Record<string, string>>): Promise<Report> {
  const folder = newFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return analyze({ paths: [folder] });
}
const answerOf = ({ findings }: Report) =>
  findings.map(({ id, conclusion, confidence, count }) => [
    id,
    conclusion,
    confidence,
    count?.value,
  ]);

const AGENT = readFileSync(
  'rules/konnectivity/konnectivity-reconnect/hit-cloned-agent.log',
  'utf8',
);
const LEASE = readFileSync('rules/kubernetes/lease-lost/hit.log', 'utf8');
const linesOf = (text: string): readonly string[] => text.trimEnd().split('\n');
const cut = (text: string, at: number): readonly [string, string] => {
  const lines = linesOf(text).map((line) => `${line}\n`);
  return [lines.slice(0, at).join(''), lines.slice(at).join('')];
};

describe('a log that was cut into files', () => {
  it('is one of a pod that nothing names', async () => {
    const [old, now] = cut(AGENT, 100);
    const whole = answerOf(await reportOf({ 'agent.log': AGENT }));
    expect(whole).toEqual([['konnectivity-reconnect', 'single_path', 'confirmed', 211]]);
    expect(answerOf(await reportOf({ 'agent.log.1': old, 'agent.log': now }))).toEqual(whole);
  });
  it('is not what two pods wrote (near miss)', async () => {
    const [one, other] = cut(AGENT, 100);
    expect(answerOf(await reportOf({ 'agent-a.log': one, 'agent-b.log': other }))).toEqual([]);
  });
  it('is one of a host and its journal', async () => {
    const whole = answerOf(await reportOf({ 'k3s.log': LEASE }));
    expect(whole).toMatchObject([
      ['lease-lost', expect.anything(), 'confirmed', expect.anything()],
    ]);
    const [old, now] = cut(LEASE, linesOf(LEASE).length - 2);
    for (const files of [
      { 'k3s.log.1': old, 'k3s.log': now },
      { 'part-a.log': old, 'part-b.log': now },
    ]) {
      expect(answerOf(await reportOf(files))).toEqual(whole);
    }
  });
});

const PODS = 'rules/spegel/spegel-leader-election/hit-affected-nodes';
const podLogs: readonly string[] = readdirSync(PODS, { recursive: true, encoding: 'utf8' })
  .filter((path) => statSync(join(PODS, path)).isFile())
  .sort();
/** What `grep -r ''` writes over the files. */
const grepped = (nameOf: (path: string) => string): string =>
  podLogs
    .flatMap((path) =>
      linesOf(readFileSync(join(PODS, path), 'utf8')).map((line) => `${nameOf(path)}:${line}\n`),
    )
    .join('');

describe('what grep found in the logs of several pods', () => {
  it('is told pod by pod, as their files are', async () => {
    const apart = answerOf(await analyze({ paths: [PODS] }));
    expect(apart).toMatchObject([
      ['spegel-leader-election', 'startup_probe_kill', 'confirmed', 16],
    ]);
    const text = grepped((path) => `./${path}`);
    expect(answerOf(await reportOf({ 'found.txt': text }))).toEqual(apart);
  });
  it('is one log where the names tell no pods (near miss)', async () => {
    const text = grepped((path) => `./${path.replaceAll('/', '-')}`);
    const [first] = answerOf(await reportOf({ 'found.txt': text }));
    expect(first?.[2]).not.toBe('confirmed');
  });
});

/** Nodes with their products. */
const nodesOf = ({ cluster }: Report) => cluster.nodes.map(({ name, product }) => [name, product]);
const K3S = (host: string, second: number, text = '"RemoveContainer" containerID="x"') =>
  `2025-09-03T12:30:0${second}+00:00 ${host} k3s[7]: I0903 12:30:0${second}.375125       7 scope.go:117] ${text}\n`;

describe('a log in which several hosts speak', () => {
  const [a, b, c] = [K3S('a-1', 1), K3S('b-1', 2), K3S('c-1', 3).replace('k3s[', 'rke2[')];

  it('names each of them with its product, as their own logs do', async () => {
    const apart = nodesOf(await reportOf({ 'a.log': a, 'b.log': b, 'c.log': c }));
    expect(apart).toEqual([
      ['a-1', 'k3s'],
      ['b-1', 'k3s'],
      ['c-1', 'rke2'],
    ]);
    const report = await reportOf({ 'all.log': a + b + c });
    expect(nodesOf(report)).toEqual(apart);
    expect(renderText(report, { width: 100, color: false, lang: 'en' })).toMatch(
      /all\.log +a-1 \+2 /,
    );
    expect(nodesOf(await reportOf({ 'all.log': a + b, 'more.log': c + b + a }))).toEqual(apart);
  });
  it('names none that is only spoken of (near miss)', async () => {
    const told = K3S('b-1', 4, '"Node d-1 is gone" node="d-1"');
    expect(nodesOf(await reportOf({ 'all.log': a + told }))).toEqual([
      ['a-1', 'k3s'],
      ['b-1', 'k3s'],
    ]);
  });
  it('has a host once that goes by its full name as well', async () => {
    const full = K3S('a-1.example.com', 5);
    expect(nodesOf(await reportOf({ 'all.log': a + full + b }))).toEqual([
      ['a-1', 'k3s'],
      ['b-1', 'k3s'],
    ]);
  });
});

describe('the unit that a journal shows in place of the identifier', () => {
  const line = (unit: string) =>
    `Sun 2023-11-05 19:16:45 UTC sles-srv ${unit}[26261]: time="2023-11-05T19:16:45Z" level=info msg="Starting flannel with backend vxlan"\n`;
  it.each([
    ['k3s.service', ['k3s']],
    ['rke2-agent.service', ['rke2']],
    ['k0scontroller.service', ['k0s']],
    ['k3s-backup.service', []],
    ['nginx.service', []],
  ])('tells the product as an identifier does: %s', async (unit, products) => {
    const { cluster } = await reportOf({ 'x.log': line(unit) });
    expect(cluster.products).toEqual(products);
  });
});

describe('a pod whose log came in two ways', () => {
  const POD = 'konnectivity-agent-7bq5t';
  const AGENTS = readFileSync(
    'rules/konnectivity/konnectivity-reconnect/hit-agent-without-counts.log',
    'utf8',
  );
  const folder = (pod: string) => `pods/kube-system_${pod}_0c4a7d1e-0b7c-4f0e-9c52-7b1d4f0a9e11`;
  const asFile = AGENTS.replaceAll(/^\[[^\]]*\] (\S+Z) /gm, '$1 stderr F ');
  const named = (pod: string) => AGENTS.replaceAll(POD, pod);

  it('counts once', async () => {
    const alone = answerOf(await reportOf({ 'agents.log': AGENTS }));
    expect(alone).toEqual([['konnectivity-reconnect', 'single_path', 'confirmed', 239]]);
    const file = `${folder(POD)}/konnectivity-agent/0.log`;
    expect(answerOf(await reportOf({ 'agents.log': AGENTS, [file]: asFile }))).toEqual(alone);
    expect(answerOf(await reportOf({ 'a.log': AGENTS, 'b.log': `${AGENTS}\n` }))).toEqual(alone);
  });
  it.each([
    ['another pod', 'konnectivity-agent-zx7gq'],
    ['a name that each cluster may have', 'konnectivity-agent-0'],
  ])('is not %s (near miss)', async (_name, pod) => {
    const file = `${folder(pod)}/konnectivity-agent/0.log`;
    const other = pod.endsWith('-0') ? named(pod) : AGENTS;
    const [first] = answerOf(await reportOf({ 'agents.log': other, [file]: asFile }));
    expect(first?.[3]).toBe(478);
  });
});
