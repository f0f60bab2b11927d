import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { createGzip, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSources } from '../../support/open-sources.js';
import { allLines } from '../naive.js';
import { readAll } from './reading.js';
import { tar, tarEnd, tarEntry, zip } from './writers.js';

let dir = '';
const oldTemp = process.env.TMPDIR;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'archive-'));
  process.env.TMPDIR = dir;
});
afterEach(() => {
  if (oldTemp === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = oldTemp;
  rmSync(dir, { recursive: true, force: true });
});

const temps = (): string[] => readdirSync(dir).filter((name) => name.startsWith('hotplane-'));
const good = { name: 'good.log', data: 'good\n' };
/** A zip must lie in the temp folder when it comes by the pipe. */
const zipPipe = () => Readable.from([zip([good, { ...good, name: 'b.log' }])]);

it('removes the temp folder at the end, and keeps it private before', async () => {
  const modes: number[] = [];
  for await (const source of openSources(['-'], { stdin: zipPipe() })) {
    modes.push(...temps().map((name) => statSync(join(dir, name)).mode & 0o777));
    await allLines(source.open());
  }
  expect({ modes, left: temps() }).toEqual({ modes: [0o700, 0o700], left: [] });
});

it('removes the temp folder when its reader leaves early', async () => {
  for await (const source of openSources(['-'], { stdin: zipPipe() })) {
    for await (const _ of source.open()) break;
    expect(temps()).toHaveLength(1);
    break;
  }
  expect(temps()).toEqual([]);
});

it('removes the temp folder when its reader fails', async () => {
  const read = async () => {
    for await (const _ of openSources(['-'], { stdin: zipPipe() })) throw new Error('mine');
  };
  await expect(read()).rejects.toThrow('mine');
  expect(temps()).toEqual([]);
});

it('removes the temp folder when it is told to stop', async () => {
  const abort = new AbortController();
  const read = async () => {
    const options = { stdin: zipPipe(), signal: abort.signal };
    for await (const source of openSources(['-'], options)) {
      abort.abort();
      await allLines(source.open(abort.signal));
    }
  };
  await expect(read()).rejects.toMatchObject({ name: 'AbortError' });
  expect(temps()).toEqual([]);
});

it('stops while it waits for a pipe that says nothing', async () => {
  const abort = new AbortController();
  const stdin = new PassThrough();
  const next = openSources(['-'], { stdin, signal: abort.signal }).next();
  stdin.write('x');
  abort.abort();
  await expect(next).rejects.toMatchObject({ name: 'AbortError' });
});

it('stops within a member of an archive that does not end', async () => {
  const abort = new AbortController();
  const stdin = new PassThrough();
  stdin.write(tarEntry({ name: 'a.log', data: 'x\n'.repeat(800_000), size: 1e9 }));
  const read = async () => {
    for await (const source of openSources(['-'], { stdin, signal: abort.signal })) {
      for await (const _ of source.open(abort.signal)) abort.abort();
    }
  };
  await expect(read()).rejects.toMatchObject({ name: 'AbortError' });
});

it('skips members that nobody reads, or only begins to', async () => {
  const big = { name: 'big.log', data: 'line\n'.repeat(300_000) };
  writeFileSync(join(dir, 'a.tgz'), gzipSync(tar(big, good, { ...big, name: 'b.log' }, good)));
  const names: string[] = [];
  for await (const source of openSources([join(dir, 'a.tgz')])) {
    names.push(source.name.slice(dir.length));
    if (names.length === 3) for await (const _ of source.open()) break;
  }
  expect(names).toEqual([
    '/a.tgz/big.log',
    '/a.tgz/good.log',
    '/a.tgz/b.log',
    '/a.tgz/good.log#2',
    '/a.tgz',
  ]);
});

it('gives the same sources in any order of the members', async () => {
  const parts = [good, { name: 'a.log', data: 'a\n' }, { name: 'l', type: '2', link: 'a.log' }];
  writeFileSync(join(dir, 'a.tar'), tar(...parts));
  const forth = await readAll([join(dir, 'a.tar')]);
  writeFileSync(join(dir, 'a.tar'), tar(...parts.toReversed()));
  expect(await readAll([join(dir, 'a.tar')])).toEqual(forth);
});

it('streams 300 MB of a tar.gz in bounded memory', async () => {
  const line = `${'2026-08-18T05:12:07.501663+0200 node k3s[812]: something happened '.repeat(2)}\n`;
  const block = Buffer.from(line.repeat(8000));
  const memberBytes = 150_000_000;
  function* bundle(): Generator<Buffer> {
    for (const name of ['a.log', 'b.log']) {
      yield tarEntry({ name, size: memberBytes }).subarray(0, 512);
      for (let left = memberBytes; left > 0; left -= block.length) {
        yield block.subarray(0, Math.min(left, block.length));
      }
      yield Buffer.alloc((512 - (memberBytes % 512)) % 512);
    }
    yield tarEnd;
  }
  const stdin = Readable.from(bundle()).pipe(createGzip({ level: 1 }));
  const before = process.memoryUsage.rss();
  let most = 0;
  const bytes: number[] = [];
  for await (const source of openSources(['-'], { stdin })) {
    const reader = source.open();
    for await (const _ of reader) most = Math.max(most, process.memoryUsage.rss() - before);
    bytes.push(reader.bytes);
  }
  expect(bytes).toEqual([memberBytes, memberBytes]);
  expect(most).toBeLessThan(250_000_000);
});
