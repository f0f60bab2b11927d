import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { readFileChunks } from '../../src/ingest/file-chunks.js';
import { unzip } from '../../src/ingest/gunzip.js';
import { createNotes } from '../../src/ingest/notes.js';
import { unzipApart } from '../../src/ingest/unzip-apart.js';
import { bundledPrograms } from '../support/bundled-programs.js';
import { sha256 } from './naive.js';

const programs = bundledPrograms();
const home = mkdtempSync(join(tmpdir(), 'hotplane-unzip-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const write = (name: string, bytes: Buffer | string): string => {
  writeFileSync(join(home, name), bytes);
  return join(home, name);
};

const line = (no: number): string => `line ${no} ${(no * 7919) % 10_007}\n`;
const text = Array.from({ length: 20_000 }, (_, no) => line(no)).join('');
const packed = gzipSync(text);
/** More than the two threads share. */
const large = write('large.gz', gzipSync(text.repeat(60), { level: 1 }));

const flipped = (bytes: Buffer, place: number): Buffer => {
  const bad = Buffer.from(bytes);
  bad[place] = (bad[place] ?? 0) ^ 0xff;
  return bad;
};

type Chunks = (take: ReturnType<typeof createNotes>['take']) => AsyncIterable<Buffer>;
async function contents(chunks: Chunks) {
  const notes = createNotes();
  const seen: string[] = [];
  for await (const chunk of chunks(notes.take)) seen.push(`${chunk.length} ${sha256(chunk)}`);
  return { seen, notes: notes.list() };
}

describe('another thread gives the chunks and notes of this one', () => {
  const empty = gzipSync('');
  it.each<[string, Buffer]>([
    ['whole', packed],
    ['empty', empty],
    ['several members', Buffer.concat([packed, empty, gzipSync('more\n'), packed])],
    ['cut', packed.subarray(0, packed.length / 2)],
    ['cut in its trailer', packed.subarray(0, -3)],
    ['damaged', flipped(packed, packed.length >> 1)],
    ['with a wrong checksum', flipped(packed, packed.length - 6)],
    ['with bytes behind', Buffer.concat([packed, Buffer.from('junk')])],
    ['dense', gzipSync(Buffer.alloc(30_000_000))],
    ['not packed at all', Buffer.from('plain\n')],
  ])('%s', async (name, bytes) => {
    const path = write(`${name}.gz`, bytes);
    const here = await contents((take) => unzip(readFileChunks(path, take), take));
    expect(await contents((take) => unzipApart(path, programs().unzipper, take))).toEqual(here);
  });

  it('more than they share, read slowly', async () => {
    const here = await contents((take) => unzip(readFileChunks(large, take), take));
    expect(here.seen.length).toBeGreaterThan(60);
    async function* slowly(take: Parameters<Chunks>[0]) {
      let no = 0;
      for await (const chunk of unzipApart(large, programs().unzipper, take)) {
        // The other thread runs full meanwhile.
        if (no++ % 20 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
        yield chunk;
      }
    }
    expect(await contents(slowly)).toEqual(here);
  });

  it('a file that is gone', async () => {
    const gone = join(home, 'gone.gz');
    const apart = await contents((take) => unzipApart(gone, programs().unzipper, take));
    expect(apart).toEqual({ seen: [], notes: [{ code: 'unreadable', detail: 'ENOENT' }] });
  });
});

/** The program of the thread, and whether a thread that ran it has ended. */
function marked(name: string) {
  const mark = join(home, `${name}.ended`);
  const program = `import { writeFileSync } from 'node:fs';
    process.on('exit', () => writeFileSync(${JSON.stringify(mark)}, ''));
    await import(${JSON.stringify(pathToFileURL(programs().unzipper).href)});`;
  return { file: write(`${name}.mjs`, program), hasEnded: () => existsSync(mark) };
}

describe('no thread is left', () => {
  const nothing = (): void => {};

  it.each([1, 40])('where no more is wanted after %i chunks', async (wanted) => {
    const { file, hasEnded } = marked(`left-${wanted}`);
    const chunks = unzipApart(large, file, nothing);
    for (let no = 0; no < wanted; no += 1) expect((await chunks.next()).done).toBe(false);
    expect(hasEnded()).toBe(false);
    await chunks.return(undefined);
    expect(hasEnded()).toBe(true);
  });

  it('where the reading is aborted, which is thrown', async () => {
    const { file, hasEnded } = marked('aborted');
    const abort = new AbortController();
    const chunks = unzipApart(large, file, nothing, abort.signal);
    await chunks.next();
    abort.abort();
    await expect(chunks.next()).rejects.toMatchObject({ name: 'AbortError' });
    expect(hasEnded()).toBe(true);
  });

  it('where it crashed, with the stack it had', async () => {
    const broken = write('broken.mjs', "function oops() { throw new TypeError('mine'); } oops();");
    const crash = await unzipApart(large, broken, nothing)
      .next()
      .catch((error: unknown) => error);
    expect(crash).toMatchObject({ name: 'TypeError', message: 'mine' });
    expect(crash).toHaveProperty('stack', expect.stringContaining('at oops'));
  });

  it('where it ended without a word', async () => {
    const silent = write('silent.mjs', 'process.exit(3);');
    const chunks = unzipApart(large, silent, nothing);
    await expect(chunks.next()).rejects.toThrow('ended early, with code 3');
  });
});
