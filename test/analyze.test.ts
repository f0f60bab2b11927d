import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';

const VIP = 'samples/k3s-vip-loop/input';
const home = mkdtempSync(join(tmpdir(), 'hotplane-analyze-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

it('keeps what is known of the cluster when the time is cut', async () => {
  const { findings } = await analyze({ paths: [VIP], since: { beforeNewestMs: 8 * 60_000 } });
  const [first] = findings;
  expect(first).toMatchObject({ confidence: 'confirmed', conclusion: 'self_reference' });
  expect(first?.affected[0]?.version).toBe('v1.31.6+k3s1');
});

it('finds nothing before the trouble began', async () => {
  const { findings } = await analyze({ paths: [VIP], until: { at: Date.UTC(2025, 3, 13, 7, 42) } });
  expect(findings).toEqual([]);
});

it('does not show what is muted and names it', async () => {
  const mute = ['embedded-registry-loop', 'etcd-slow-reads'];
  const { findings, muted, verdict } = await analyze({ paths: [VIP], mute });
  expect(verdict).toBe('clear');
  expect(findings.map(({ id }) => id)).not.toContain('embedded-registry-loop');
  expect([...muted].sort()).toEqual(mute);
});

it('refuses to mute what does not exist', async () => {
  await expect(analyze({ paths: [VIP], mute: ['loop'] })).rejects.toThrow(/--mute loop: no such/);
});

it('gives a folder the node the user names', async () => {
  const { cluster } = await analyze({ paths: [VIP], nodes: new Map([[VIP, 'first']]) });
  expect(cluster.nodes.map(({ name }) => name)).toEqual(['first']);
});

it('refuses a node for a source that is not there', async () => {
  const nodes = new Map([['nowhere.log', 'first']]);
  await expect(analyze({ paths: [VIP], nodes })).rejects.toThrow(/--node first=nowhere.log/);
});

it('completes years from other sources', async () => {
  writeFileSync(
    join(home, 'a.log'),
    'Dec 31 23:59:58 a k3s[1]: I1231 23:59:58.000001 1 x.go:1] hello\n',
  );
  writeFileSync(join(home, 'b.log'), '2026-01-01T00:00:10+0000 b k3s[1]: hello\n');
  const { coverage } = await analyze({ paths: [home] });
  expect(coverage.map(({ from }) => from)).toEqual([
    Date.UTC(2025, 11, 31, 23, 59, 58) + 0.001,
    Date.UTC(2026, 0, 1, 0, 0, 10),
  ]);
});

it('takes year and zone from the user where the log has none', async () => {
  const stdin = (): Readable => Readable.from([Buffer.from('Apr 15 10:00:00 a k3s[1]: hello\n')]);
  const clock = { year: 2023, offsetMinutes: 120 };
  const { coverage } = await analyze({ paths: ['-'], stdin: stdin(), clock });
  expect(coverage[0]?.from).toBe(Date.UTC(2023, 3, 15, 8));
  const without = await analyze({ paths: ['-'], stdin: stdin() });
  expect(without.coverage[0]?.notes.map(({ code }) => code)).toContain('year-assumed');
});

it('gives the same report whatever the order of the files', async () => {
  const files = ['alder.json.gz', 'birch.log.gz', 'cedar.export.gz'].map(
    (name) => `${VIP}/${name}`,
  );
  const [a, b] = await Promise.all([
    analyze({ paths: files }),
    analyze({ paths: [...files].reverse() }),
  ]);
  expect(b).toEqual(a);
});
