import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { open, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Source } from '../../src/ingest/source.js';
import { listSources } from '../../src/ingest/sources.js';
import { allLines } from './naive.js';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'ingest-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const write = (path: string, text: string | Buffer = `${path}\n`) => {
  mkdirSync(join(dir, path, '..'), { recursive: true });
  writeFileSync(join(dir, path), text);
};
const namesOf = (sources: readonly Source[]) =>
  sources.map((source) => source.name.replace(dir, 'D'));
/** What each source gives: its texts, then its notes. */
async function contents(sources: readonly Source[]): Promise<Record<string, unknown[]>> {
  const seen: Record<string, unknown[]> = {};
  for (const source of sources) {
    const reader = source.open();
    const lines = await allLines(reader);
    seen[source.name.replace(dir, 'D')] = [...lines.map((line) => line.text), ...reader.notes];
  }
  return seen;
}

describe('the pipe', () => {
  it.each([[[]], [['-']], [['-', '-']]])('is named stdin for the arguments %j', async (paths) => {
    const sources = await listSources(paths, { stdin: Readable.from([Buffer.from('a\n')]) });
    expect(await contents(sources)).toEqual({ stdin: ['a'] });
  });

  it('is not read where only files are given', async () => {
    write('a.log');
    const stdin = Readable.from([Buffer.from('x')]);
    expect(namesOf(await listSources([join(dir, 'a.log')], { stdin }))).toEqual(['D/a.log']);
  });

  it('stops with an AbortError when told to', async () => {
    const abort = new AbortController();
    const [source] = await listSources([], { stdin: new PassThrough() });
    const lines = allLines(source?.open(abort.signal) ?? expect.fail());
    abort.abort();
    await expect(lines).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('files', () => {
  it('are read once although given twice, by link or by another spelling', async () => {
    write('a.log');
    symlinkSync('a.log', join(dir, 'b.log'));
    const paths = ['a.log', 'b.log', './a.log'].map((name) => `${dir}/${name}`);
    expect(namesOf(await listSources(paths))).toEqual(['D/a.log']);
  });

  it('stop with an AbortError when told to', async () => {
    write('a.log', 'x\n'.repeat(2_000_000));
    const abort = new AbortController();
    const [source] = await listSources([join(dir, 'a.log')]);
    const read = async () => {
      for await (const _ of source?.open(abort.signal) ?? []) abort.abort();
    };
    await expect(read()).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('are not opened where it was told to stop before', async () => {
    write('a.log');
    const [source] = await listSources([join(dir, 'a.log')]);
    const lines = allLines(source?.open(AbortSignal.abort()) ?? expect.fail());
    await expect(lines).rejects.toMatchObject({ name: 'AbortError' });
  });

  it.each(['nowhere.log', 'a.log/below'])('refuses %s as missing', async (name) => {
    write('a.log');
    await expect(listSources([join(dir, name)])).rejects.toMatchObject({
      name: 'AnalyzerError',
      code: 'source-missing',
      message: `${join(dir, name)} does not exist.`,
    });
  });

  it('refuses an empty name instead of reading the root folder', async () => {
    await expect(listSources([''])).rejects.toMatchObject({ code: 'source-missing' });
  });

  it('refuses a link that leads to itself', async () => {
    symlinkSync('loop', join(dir, 'loop'));
    await expect(listSources([join(dir, 'loop')])).rejects.toMatchObject({
      code: 'source-unreadable',
    });
  });

  it.skipIf(process.getuid?.() === 0)('refuses a file without permission', async () => {
    write('a.log');
    chmodSync(join(dir, 'a.log'), 0);
    await expect(listSources([join(dir, 'a.log')])).rejects.toMatchObject({
      code: 'source-unreadable',
    });
  });

  it('note it when they vanish before they are read', async () => {
    write('a.log');
    const sources = await listSources([join(dir, 'a.log')]);
    rmSync(join(dir, 'a.log'));
    expect(await contents(sources)).toEqual({
      'D/a.log': [{ code: 'unreadable', detail: 'ENOENT' }],
    });
  });

  it('may be devices, of which only the first bytes are read', async () => {
    expect(await contents(await listSources(['/dev/urandom']))).toEqual({
      '/dev/urandom': [{ code: 'binary-skipped', detail: 'data' }],
    });
  });

  it('may be named pipes', async () => {
    const fifo = join(dir, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const [source] = await listSources([fifo]);
    const lines = allLines(source?.open() ?? expect.fail());
    await writeFile(fifo, 'a\nb\n');
    expect((await lines).map((line) => line.text)).toEqual(['a', 'b']);
  });

  it.each([[0], [1]])('may be named pipes that nobody ends (%i writers)', async (writers) => {
    const fifo = join(dir, 'fifo');
    execFileSync('mkfifo', [fifo]);
    const stop = new AbortController();
    const [source] = await listSources([fifo]);
    const lines = allLines(source?.open(stop.signal) ?? expect.fail());
    const writer = writers === 0 ? undefined : await open(fifo, 'w');
    await writer?.write('a\n');
    setTimeout(() => stop.abort(), 50);
    await expect(lines).rejects.toThrow('aborted');
    await writer?.close();
  });
});

describe('folders', () => {
  it.each(['', '/', '//'])('give their members in order, named below %j', async (slash) => {
    for (const path of ['k3s.log.10', 'k3s.log.9', 'k3s.log', 'b/z.log', 'B.log', 'b/a/x.log'])
      write(path);
    expect(namesOf(await listSources([dir + slash]))).toEqual([
      'D/B.log',
      'D/b/a/x.log',
      'D/b/z.log',
      'D/k3s.log',
      'D/k3s.log.9',
      'D/k3s.log.10',
    ]);
  });

  it('give files of all kinds, and name what is no log', async () => {
    write('a.log', gzipSync('packed\n'));
    write('b.gz', 'plain\n');
    write('c.db', Buffer.from('SQLite format 3\0'));
    write('d.tgz', gzipSync(Buffer.concat([Buffer.alloc(257, 'x'), Buffer.from('ustar')])));
    expect(await contents(await listSources([dir]))).toEqual({
      'D/a.log': ['packed'],
      'D/b.gz': ['plain'],
      'D/c.db': [{ code: 'binary-skipped', detail: 'sqlite' }],
      'D/d.tgz': [{ code: 'archive-skipped', detail: 'tar' }],
    });
  });

  it('note loops and dangling links and go on', async () => {
    write('sub/a.log');
    symlinkSync('..', join(dir, 'sub/up'));
    symlinkSync('self', join(dir, 'self'));
    symlinkSync('nowhere', join(dir, 'gone'));
    expect(await contents(await listSources([dir]))).toEqual({
      'D/gone': [{ code: 'unreadable', detail: 'ENOENT' }],
      'D/self': [{ code: 'link-loop', detail: 'ELOOP' }],
      'D/sub/a.log': ['sub/a.log'],
      'D/sub/up': [{ code: 'link-loop' }],
    });
  });

  it('give a file once that several links lead to', async () => {
    write('pods/0.log');
    write('other/x.log');
    symlinkSync('pods/0.log', join(dir, 'containers.log'));
    symlinkSync('pods', join(dir, 'zpods'));
    expect(namesOf(await listSources([dir, dir, join(dir, 'pods')]))).toEqual([
      'D/containers.log',
      'D/other/x.log',
    ]);
  });

  it('pass over sockets and pipes, and name them', async () => {
    execFileSync('mkfifo', [join(dir, 'fifo')]);
    const server = createServer();
    await new Promise<void>((done) => server.listen(join(dir, 'sock'), done));
    const sources = await listSources([dir]);
    await expect(listSources([join(dir, 'sock')])).rejects.toThrow('is a socket');
    await new Promise((done) => server.close(done));
    expect(await contents(sources)).toEqual({
      'D/fifo': [{ code: 'not-a-file', detail: 'pipe' }],
      'D/sock': [{ code: 'not-a-file', detail: 'socket' }],
    });
  });

  it('may be empty', async () => {
    expect(await listSources([dir])).toEqual([]);
  });

  it.skipIf(process.getuid?.() === 0)('note members without permission', async () => {
    write('sub/a.log');
    write('b.log');
    chmodSync(join(dir, 'sub'), 0);
    chmodSync(join(dir, 'b.log'), 0);
    const seen = await contents(await listSources([dir]));
    chmodSync(join(dir, 'sub'), 0o700);
    expect(seen).toEqual({
      'D/b.log': [{ code: 'unreadable', detail: 'EACCES' }],
      'D/sub': [{ code: 'unreadable', detail: 'EACCES' }],
    });
  });
});
