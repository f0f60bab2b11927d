import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import { falseCitation, fileLines } from './support/read-back.js';

const START = Date.UTC(2025, 3, 15, 8);
const HOUR_S = 3600;
const home = mkdtempSync(join(tmpdir(), 'hotplane-evidence-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const stamp = (second: number): string =>
  `${new Date(START + second * 1000).toISOString().slice(0, 19)}Z`;

const request = (second: number, client: string): string =>
  `${stamp(second)} server1 k3s[900]: time="${stamp(second)}" level=debug msg="Serving p2p peer addrs ` +
  `[/ip4/10.0.0.11/tcp/5001/p2p/QmWv1 /ip4/10.0.0.12/tcp/5001/p2p/QmWv2] to client at ${client}"\n`;

const read = (second: number): string =>
  `${stamp(second)} server1 k3s[900]: {"level":"warn","ts":"${stamp(second)}","caller":"etcdserver/util.go:170",` +
  '"msg":"apply request took too long","took":"1.555499s","expected-duration":"100ms","prefix":"read-only range ",' +
  '"request":"key:\\"/registry/secrets/\\" range_end:\\"/registry/secrets0\\" limit:500 ","response":"range_response_count:500 size:912041"}\n';

/** The findings of a diagnosis, the same with the sieve and without. */
async function findingsOf(id: string, name: string, text: string) {
  const path = join(home, name);
  writeFileSync(path, text);
  const { findings } = await analyze({ paths: [path] });
  expect((await analyze({ paths: [path], sieve: false })).findings).toEqual(findings);
  const cited = findings.flatMap(({ evidence }) => evidence);
  const lines = fileLines(path);
  expect(cited.flatMap((citation) => falseCitation(citation, () => lines) ?? [])).toEqual([]);
  return findings.filter((finding) => finding.id === id);
}

it('quotes lines of one client in a storm beside thousands of others', async () => {
  const lines = Array.from({ length: 2 * HOUR_S }, (_, second) => {
    const other = request(second, `10.7.${second >> 8}.${second & 255}`);
    const own = request(second, '10.0.0.12');
    if (second >= 4000 && second <= 4600) return other + own.repeat(2);
    return second % 700 === 0 ? own : other;
  });
  const found = await findingsOf('embedded-registry-loop', 'clients.log', lines.join(''));
  expect(found).toHaveLength(1);
  for (const { evidence, from = 0, to = 0 } of found) {
    expect(evidence.length).toBeGreaterThan(0);
    for (const { text, time = 0 } of evidence) {
      expect(text).toContain('to client at 10.0.0.12"');
      expect(time >= from && time <= to).toBe(true);
    }
  }
});

it('quotes lines of each of more storms than there are slots for lines of one kind', async () => {
  const hours = Array.from({ length: 120 }, (_, hour) =>
    Array.from({ length: 100 }, (_one, no) => read(hour * HOUR_S + no * 6)).join(''),
  );
  const found = await findingsOf('etcd-slow-reads', 'storms.log', hours.join(''));
  expect(found).toHaveLength(120);
  for (const { evidence, from = 0, to = 0 } of found) {
    expect(evidence.length).toBeGreaterThan(0);
    for (const { time = 0 } of evidence) expect(time >= from && time <= to).toBe(true);
  }
});
