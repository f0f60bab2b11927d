import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import type { Report } from '../src/model/report.js';
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
