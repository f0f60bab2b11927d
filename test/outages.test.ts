import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import { falseCitation } from './support/read-back.js';

const DAY_MS = 86_400_000;
const OUTAGE = gunzipSync(
  readFileSync('test/data/real-logs/etcd/slowdisk-single-3.5.16-zap/server1.log.gz'),
).toString();
const home = mkdtempSync(join(tmpdir(), 'hotplane-outages-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** The real outage of a disk, so many days later. */
const outage = (days: number): string =>
  OUTAGE.replace(/"ts":"([^"]+)(\d{3})Z"/g, (_all, time: string, micros: string) => {
    const later = new Date(Date.parse(`${time}Z`) + days * DAY_MS).toISOString();
    return `"ts":"${later.slice(0, -1)}${micros}Z"`;
  });

function write(name: string, ...texts: readonly string[]): string {
  const file = join(home, name);
  writeFileSync(file, texts.join(''));
  return file;
}

async function outages(paths: readonly string[]): Promise<readonly unknown[]> {
  const { findings } = await analyze({ paths });
  const cited = findings.flatMap(({ evidence }) => evidence);
  expect(cited.flatMap((citation) => falseCitation(citation) ?? [])).toEqual([]);
  return findings
    .filter(({ id }) => id === 'etcd-slow-disk')
    .map(({ key, nodes, count, confidence, evidence, from = 0, to = 0 }) => ({
      ...{ key, nodes, count: count?.value, confidence },
      minutes: Math.round((to - from) / 60_000),
      isProven: evidence.every(({ time = 0 }) => time >= from && time <= to),
    }));
}

const one = { nodes: ['server1'], count: 40, confidence: 'confirmed', minutes: 1, isProven: true };

it('two outages of a node two days apart are two findings, each as if it were alone', async () => {
  expect(await outages([write('server1.log', outage(0))])).toEqual([
    { ...one, key: 'etcd-slow-disk' },
  ]);
  expect(await outages([write('server1.log', outage(0), outage(2))])).toEqual([
    { ...one, key: 'etcd-slow-disk#1' },
    { ...one, key: 'etcd-slow-disk#2' },
  ]);
});

it('the order of the files does not matter, and nodes are not mixed', async () => {
  const files = [write('server1.log', outage(0)), write('server2.log', outage(2))];
  const both = [
    { ...one, key: 'etcd-slow-disk#1' },
    { ...one, key: 'etcd-slow-disk#2', nodes: ['server2'] },
  ];
  expect(await outages(files)).toEqual(both);
  expect(await outages([...files].reverse())).toEqual(both);
});

it('the same outage on two nodes at once is one', async () => {
  const aMinuteLater = outage(1 / 1440);
  const files = [write('server1.log', outage(0)), write('server2.log', aMinuteLater)];
  expect(await outages(files)).toEqual([
    { ...one, key: 'etcd-slow-disk', nodes: ['server1', 'server2'], count: 80, minutes: 2 },
  ]);
});
