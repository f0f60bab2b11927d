import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { readFileChunks } from '../../src/ingest/file-chunks.js';
import { createLineReader } from '../../src/ingest/lines.js';
import { createNotes } from '../../src/ingest/notes.js';
import { allLines, naiveLines, plain } from './naive.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-chunks-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

function fileOf(bytes: Buffer): string {
  const path = join(home, 'log');
  writeFileSync(path, bytes);
  return path;
}
async function collect(path: string, signal?: AbortSignal) {
  const notes = createNotes();
  const chunks: Buffer[] = [];
  for await (const chunk of readFileChunks(path, notes.take, signal)) {
    chunks.push(Buffer.from(chunk));
  }
  return { bytes: Buffer.concat(chunks), notes: notes.list() };
}

it.each([0, 1, 65_535, 65_536, 65_537, 2_000_003])('gives all %d bytes', async (size) => {
  const bytes = Buffer.from(Array.from({ length: size }, (_, at) => (at * 7919) % 251));
  const read = await collect(fileOf(bytes));
  expect(read.bytes.equals(bytes)).toBe(true);
  expect(read.notes).toEqual([]);
});

it('gives what stands behind the chunks that were taken to where it is wanted', async () => {
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7919) % 251));
  const { direct, ...chunks } = readFileChunks(fileOf(bytes), () => {});
  const iterator = chunks[Symbol.asyncIterator]();
  const read: Buffer[] = [Buffer.from((await iterator.next()).value)];
  for (const memory = Buffer.alloc(7_001); ; ) {
    await direct?.ready();
    const length = direct?.read(memory) ?? 0;
    if (length === 0) break;
    read.push(Buffer.from(memory.subarray(0, length)));
  }
  await iterator.return?.();
  expect(Buffer.concat(read).equals(bytes)).toBe(true);
  expect(direct?.read(Buffer.alloc(1))).toBe(0);
});

it('gives the same ahead, from the thread pool, and after it the end', async () => {
  const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, at) => (at * 7919) % 251));
  const { direct, ...chunks } = readFileChunks(fileOf(bytes), () => {});
  const iterator = chunks[Symbol.asyncIterator]();
  const read: Buffer[] = [Buffer.from((await iterator.next()).value)];
  for (const memory = Buffer.alloc(7_001); ; ) {
    const length = (await direct?.readAhead(memory)) ?? 0;
    if (length === 0) break;
    read.push(Buffer.from(memory.subarray(0, length)));
  }
  expect(Buffer.concat(read).equals(bytes)).toBe(true);
  expect(direct?.read(Buffer.alloc(1))).toBe(0);
  await iterator.return?.();
  expect(direct?.readAhead(Buffer.alloc(1))).toBeUndefined();
});

it('closes the file behind a read that is under way', async () => {
  const notes = createNotes();
  const { direct, ...chunks } = readFileChunks(fileOf(Buffer.alloc(9_000_000, 'a')), notes.take);
  const iterator = chunks[Symbol.asyncIterator]();
  await iterator.next();
  const memory = Buffer.alloc(8_000_000);
  const ahead = direct?.readAhead(memory);
  await iterator.return?.();
  expect(await ahead).toBe(8_000_000);
  expect(memory.every((byte) => byte === 0x61)).toBe(true);
  expect(notes.list()).toEqual([]);
});

it('notes a file that is missing or no file', async () => {
  expect((await collect(join(home, 'none'))).notes).toEqual([
    { code: 'unreadable', detail: 'ENOENT' },
  ]);
  expect((await collect(home)).notes).toEqual([{ code: 'unreadable', detail: 'EISDIR' }]);
});

it('throws where it is aborted, before the first byte or within', async () => {
  const path = fileOf(Buffer.alloc(3_000_000, 'a'));
  await expect(collect(path, AbortSignal.abort())).rejects.toThrow(/abort/);
  const abort = new AbortController();
  const chunks = readFileChunks(path, () => {}, abort.signal)[Symbol.asyncIterator]();
  await chunks.next();
  abort.abort();
  await expect(chunks.next()).rejects.toThrow(/abort/);
});

it.each([1_000, 600_000, 1_048_576])(
  'a line held across many chunks is what stands in the file, %d bytes kept',
  async (maxBytes) => {
    const line = (size: number, no: number): string =>
      Array.from({ length: size / 8 }, (_, at) => String(at * (no + 3)).padStart(8)).join('');
    const sizes = [80, 1_200_000, 40, 3_000_000, 1_048_576, 16, 2_400_000, 900_000];
    const bytes = Buffer.from(sizes.map(line).join('\n'));
    const open = () => readFileChunks(path, () => {});
    const path = fileOf(bytes);
    const lines = await allLines(createLineReader('x', open, { maxBytes }));
    const expected = naiveLines(bytes).map(({ content: _, ...same }) => same);
    expect(lines.map(plain)).toEqual(expected);
  },
);
