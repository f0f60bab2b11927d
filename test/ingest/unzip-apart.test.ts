import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it, vi } from 'vitest';
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
  const seen: Buffer[] = [];
  for await (const chunk of chunks(notes.take)) seen.push(Buffer.from(chunk));
  const bytes = Buffer.concat(seen);
  return { bytes: bytes.length, sha256: sha256(bytes), notes: notes.list() };
}
/** Reads so slowly that the other thread has started before the second chunk. */
async function* slowly(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let no = 0;
  for await (const chunk of chunks) {
    // The other thread runs full meanwhile.
    if (no++ % 20 === 0) await setTimeout(no === 1 ? 300 : 5);
    yield chunk;
  }
}

describe('another thread gives the text and notes of this one', () => {
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
    const apart: Chunks = (take) => unzipApart(path, programs().unzipper, take);
    expect(await contents(apart)).toEqual(here);
    expect(await contents((take) => slowly(apart(take)))).toEqual(here);
  });

  it('more than they share, read slowly', async () => {
    const here = await contents((take) => unzip(readFileChunks(large, take), take));
    expect(here.bytes).toBeGreaterThan(16_000_000);
    const apart: Chunks = (take) => unzipApart(large, programs().unzipper, take);
    expect(await contents((take) => slowly(apart(take)))).toEqual(here);
  });

  it('without waiting for a thread that has not started', async () => {
    // Ends when the ring is closed: see `ring.ts`.
    const program = `import { workerData } from 'node:worker_threads';
      const { counts } = workerData.ring;
      while (Atomics.load(counts, 2) === 0) Atomics.wait(counts, 2, 0, 5);`;
    const late = write('late.mjs', program);
    const here = await contents((take) => unzip(readFileChunks(large, take), take));
    expect(await contents((take) => unzipApart(large, late, take))).toEqual(here);
  });

  it('a file that is gone', async () => {
    const gone = join(home, 'gone.gz');
    const apart = await contents((take) => unzipApart(gone, programs().unzipper, take));
    expect(apart).toEqual({
      bytes: 0,
      sha256: sha256(''),
      notes: [{ code: 'unreadable', detail: 'ENOENT' }],
    });
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

  it.each([1, 4])(
    'where the reading is aborted after %i chunks, which is thrown',
    async (given) => {
      const { file, hasEnded } = marked(`aborted-${given}`);
      const abort = new AbortController();
      const chunks = slowly(unzipApart(large, file, nothing, abort.signal));
      for (let no = 0; no < given; no += 1) await chunks.next();
      abort.abort();
      await expect(chunks.next()).rejects.toMatchObject({ name: 'AbortError' });
      expect(hasEnded()).toBe(true);
    },
  );

  it('where it crashed, with the stack it had', async () => {
    const crash = await crashOf("function oops() { throw new TypeError('mine'); } oops();");
    expect(crash).toMatchObject({ name: 'TypeError', message: 'mine' });
    expect(crash).toHaveProperty('stack', expect.stringContaining('at oops'));
  });

  it('where it ended without a word', async () => {
    const crash = await crashOf('process.exit(3);');
    expect(crash).toMatchObject({ message: 'an unpacking thread ended early, with code 3' });
  });

  /** What is thrown while text is read on when a thread has ended that ran this. */
  async function crashOf(program: string): Promise<unknown> {
    const mark = join(home, `${sha256(program)}.ended`);
    const file = write(
      `${sha256(program)}.mjs`,
      `import { writeFileSync } from 'node:fs';
       process.on('exit', () => writeFileSync(${JSON.stringify(mark)}, ''));
       ${program}`,
    );
    const chunks = unzipApart(large, file, nothing);
    await chunks.next();
    await vi.waitFor(() => expect(existsSync(mark)).toBe(true), { timeout: 10_000 });
    for (;;) {
      try {
        if ((await chunks.next()).done) return undefined;
      } catch (error) {
        return error;
      }
      await setTimeout(2);
    }
  }
});
