import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { AnalyzeOptions } from '../../src/analyze.js';
import { bundledPrograms, reportBy } from '../support/bundled-programs.js';

const programs = bundledPrograms();
const home = mkdtempSync(join(tmpdir(), 'hotplane-parallel-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const RING = 'samples/k3s-ring/input';
const server1 = gunzipSync(readFileSync(`${RING}/server1.log.gz`)).toString('utf8');
const write = (path: string, data: string | Buffer): string => {
  writeFileSync(join(home, path), data);
  return join(home, path);
};

async function expectEqual(
  options: AnalyzeOptions & { readonly minBytes?: number },
  threads: readonly number[] = [2],
): Promise<string> {
  const alone = await reportBy(0, programs().reader, options);
  for (const workers of threads) {
    expect(await reportBy(workers, programs().reader, options)).toBe(alone);
  }
  return alone;
}

describe('any number of threads gives the same report', () => {
  it.each(readdirSync('samples').filter((_, no) => no % 2 === 1))('sample %s', async (name) => {
    await expectEqual({ paths: [`samples/${name}/input`] });
  });

  it('of bundles and the folders they were packed from', async () => {
    const folder = 'test/data/bundles/rancher-k3s-3servers';
    await expectEqual({ paths: [folder] });
    const archives = readdirSync(folder).filter((name) => name.endsWith('.tar.gz'));
    await expectEqual({ paths: archives.map((name) => join(folder, name)).reverse() });
  });

  it('of archives in all formats, damaged and binary files', async () => {
    write('cut.log.gz', readFileSync(`${RING}/server1.log.gz`).subarray(0, 5000));
    write('junk.log', Buffer.from(Array.from({ length: 4096 }, (_, i) => (i * 7919) % 256)));
    write('empty.log', '');
    await expectEqual({ paths: ['test/data/archives', home] }, [3]);
  });

  it('of files given in any order, whatever stays together', async () => {
    const paths = readdirSync(RING).map((name) => join(RING, name));
    const alone = await expectEqual({ paths }, [1, 2, 3]);
    for (const minBytes of [1, 30_000, 80_000]) {
      expect(await reportBy(2, programs().reader, { paths: paths.toReversed(), minBytes })).toBe(
        alone,
      );
    }
  });

  it('of rotated files and copies', async () => {
    const dir = join(home, 'rotated');
    mkdirSync(dir);
    const lines = server1.split('\n');
    const third = Math.ceil(lines.length / 3);
    const part = (no: number) => `${lines.slice(no * third, (no + 1) * third).join('\n')}\n`;
    write('rotated/k3s.log.2.gz', gzipSync(part(0)));
    write('rotated/k3s.log.1', part(1));
    write('rotated/k3s.log', part(2));
    copyFileSync(join(dir, 'k3s.log'), join(dir, 'saved.log'));
    const report = await expectEqual({ paths: [dir] });
    expect(report).toContain('copy-of');
  });

  it('of stamps without year and zone, and of lines before any time', async () => {
    const dir = join(home, 'bare');
    mkdirSync(dir);
    const bare = server1.replace(/^2025-(\d\d)-(\d\d)T([\d:]{8})\S*/gm, 'Apr $2 $3');
    write('bare/a.log', bare);
    write('bare/b.log', server1);
    const payload = (line: string) =>
      line.slice(line.indexOf(': ') + 2).replace(/time="[^"]*" /, '');
    write('bare/c.log', server1.split('\n').map(payload).join('\n'));
    write('bare/d.log', server1.split('\n').slice(0, 900).map(payload).join('\n'));
    await expectEqual({ paths: [dir] });
    await expectEqual({ paths: [dir], clock: { year: 2024, offsetMinutes: 120 } });
  });

  it('with nodes that the user names', async () => {
    const paths = readdirSync(RING).map((name) => join(RING, name));
    const nodes = new Map([
      [paths[0] ?? '', 'alpha'],
      [paths[1] ?? '', 'beta'],
    ]);
    expect(await expectEqual({ paths, nodes })).toContain('"alpha"');
  });

  it('with rules of the user', async () => {
    const dir = join(home, 'rules');
    mkdirSync(join(dir, 'own'), { recursive: true });
    write('rules/own/signals.yaml', OWN_SIGNAL);
    await expectEqual({ paths: [RING], rules: [dir] });
  });

  it('with every line parsed', async () => {
    await expectEqual({ paths: [RING], sieve: false });
  });

  it('beside a pipe, which is read here', async () => {
    const told = async (workers: number) =>
      reportBy(workers, programs().reader, {
        paths: [`${RING}/server2.json.gz`, '-', `${RING}/server3.log.gz`],
        stdin: Readable.from([Buffer.from(server1)]),
      });
    expect(await told(2)).toBe(await told(0));
  });
});

const OWN_SIGNAL = `kind: signal
name: own_handling
component: k3s
where:
  message|re: '^(?<what>[A-Z]\\w+) .*cluster'
literal: cluster
fields: { what: keyword }
samples:
  match: ['time="2025-04-15T08:12:04Z" level=info msg="Managed etcd cluster is here"']
  no_match: ['time="2025-04-15T08:12:04Z" level=info msg="no such thing"']
`;
