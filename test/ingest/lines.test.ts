import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type LineReader, readLines } from '../../src/ingest/lines.js';
import { lineBytes, shownText } from '../../src/model/line.js';
import { allLines, sha256 } from './naive.js';

const read = (...chunks: readonly (string | Buffer)[]): LineReader =>
  readLines('x', Readable.from(chunks.map((chunk) => Buffer.from(chunk))));
const texts = async (reader: LineReader) => (await allLines(reader)).map((line) => line.text);

it.each([
  ['', []],
  ['a', ['a']],
  ['a\n', ['a']],
  ['\n', ['']],
  ['\n\n', ['', '']],
  ['a\n\nb', ['a', '', 'b']],
  ['a\r\nb\r\n', ['a', 'b']],
  ['a\rb\n', ['a\rb']],
  ['a\r', ['a\r']],
  ['\r', ['\r']],
  ['\uFEFFa\n\uFEFFb', ['a', '\uFEFFb']],
  ['\x1b[31ma\x1b[0m\n', ['\x1b[31ma\x1b[0m']],
])('reads %j as the lines %j', async (input, lines) => {
  expect(await texts(read(input))).toEqual(lines);
});

it('numbers lines from 1 and tells which ended with CR LF', async () => {
  expect(await allLines(read('a\r', '\nb\n'))).toEqual([
    { source: 'x', no: 1, text: 'a', cr: true, aside: false },
    { source: 'x', no: 2, text: 'b', cr: false, aside: false },
  ]);
});

it('notes an empty source', async () => {
  const reader = read();
  expect(await texts(reader)).toEqual([]);
  expect(reader.notes).toEqual([{ code: 'empty' }]);
});

describe('bytes that are not UTF-8', () => {
  it('keeps them exactly and shows a replacement', async () => {
    const bytes = Buffer.from('caf\xe9 \xff', 'latin1');
    const reader = read(bytes);
    const [line] = await allLines(reader);
    expect(lineBytes(line?.text ?? '')).toEqual(bytes);
    expect(shownText(line?.text ?? '')).toBe('caf\uFFFD \uFFFD');
    expect(reader.notes).toEqual([{ code: 'invalid-utf8' }]);
  });

  it('does not take a character cut by a chunk border for one', async () => {
    const bytes = Buffer.from('日志\n');
    const reader = read(...[...bytes].map((byte) => Buffer.of(byte)));
    expect(await texts(reader)).toEqual(['日志']);
    expect(reader.notes).toEqual([]);
  });

  it('keeps NULs and notes them', async () => {
    const reader = read('a\0b\nc\n');
    expect(await texts(reader)).toEqual(['a\0b', 'c']);
    expect(reader.notes).toEqual([{ code: 'nul-bytes' }]);
  });

  it.each(['utf16le', 'utf16be'])('reads %s with a byte order mark', async (encoding) => {
    const bytes = Buffer.from('\uFEFFa\r\n日志😀\n', 'utf16le');
    if (encoding === 'utf16be') bytes.swap16();
    const reader = read(bytes.subarray(0, 7), bytes.subarray(7));
    expect(await texts(reader)).toEqual(['a', '日志😀']);
    expect(reader.notes).toEqual([{ code: 'utf16' }]);
  });
});

describe('gzip', () => {
  const text = Array.from({ length: 500 }, (_, no) => `line ${no}`).join('\n');
  const lines = text.split('\n');
  const packed = gzipSync(text);

  it('is known by its content', async () => {
    expect(await texts(read(packed))).toEqual(lines);
  });

  it('may consist of several members, also empty ones', async () => {
    const members = [gzipSync('a\nb'), gzipSync(''), gzipSync('c\n')];
    expect(await texts(read(Buffer.concat(members)))).toEqual(['a', 'bc']);
  });

  it('may be packed twice', async () => {
    expect(await texts(read(gzipSync(packed)))).toEqual(lines);
  });

  it('is named, not read, where it is packed more often', async () => {
    const reader = read(gzipSync(gzipSync(packed)));
    expect(await texts(reader)).toEqual([]);
    expect(reader.notes).toEqual([{ code: 'archive-skipped', detail: 'gzip' }]);
  });

  it.each([
    ['bytes behind the end', Buffer.concat([packed, Buffer.from('garbage')]), 'trailing bytes'],
    [
      'a wrong checksum',
      Buffer.from(packed).fill(1, packed.length - 8, packed.length - 4),
      undefined,
    ],
    ['a wrong length', Buffer.from(packed).fill(1, packed.length - 4), undefined],
  ])('gives all lines in spite of %s', async (_, bytes, detail) => {
    const reader = read(bytes);
    expect(await texts(reader)).toEqual(lines);
    expect(reader.notes).toEqual([{ code: 'gzip-corrupt', ...(detail ? { detail } : {}) }]);
  });

  it('may be filled up with zeros', async () => {
    const reader = read(packed, Buffer.alloc(512));
    expect(await texts(reader)).toEqual(lines);
    expect(reader.notes).toEqual([]);
  });

  it('gives most lines before a damaged place', async () => {
    const long = Array.from({ length: 50_000 }, (_, no) => `${no} ${(no * 7919) % 10_007}`);
    const bytes = gzipSync(long.join('\n'));
    bytes.fill(0xff, bytes.length / 2, bytes.length / 2 + 64);
    const seen = await texts(read(bytes));
    expect(seen.length).toBeGreaterThan(20_000);
    expect(seen.slice(0, 20_000)).toEqual(long.slice(0, 20_000));
  });

  it('reads header fields', async () => {
    const body = packed.subarray(10);
    const head = Buffer.concat([
      packed.subarray(0, 10),
      Buffer.from('\x02\0xy' + 'k3s.log\0' + 'why\0' + 'hc'),
    ]);
    head[3] = 2 + 4 + 8 + 16;
    expect(await texts(read(head, body))).toEqual(lines);
  });
});

describe('overlong lines', () => {
  it('cuts at the border of a character and tells length and hash', async () => {
    const reader = readLines('x', Readable.from([Buffer.from('ab日志\r\nnext\n')]), {
      maxBytes: 7,
    });
    expect(await allLines(reader)).toEqual([
      {
        source: 'x',
        no: 1,
        text: 'ab日',
        cr: true,
        aside: false,
        clip: { bytes: 8, sha256: sha256('ab日志') },
      },
      { source: 'x', no: 2, text: 'next', cr: false, aside: false },
    ]);
    expect(reader.clipped).toBe(1);
  });

  it('are not those that just fit, whatever comes late', async () => {
    // The first KiB is one chunk.
    const chunks = ['x\n'.repeat(512), 'ab\r', '\ncd', '\n'].map((chunk) => Buffer.from(chunk));
    const reader = readLines('x', Readable.from(chunks), { maxBytes: 2 });
    expect((await texts(reader)).slice(512)).toEqual(['ab', 'cd']);
    expect(reader.clipped).toBe(0);
  });

  it('keeps memory bounded for a line of 100 MB', async () => {
    const piece = Buffer.from('0123456789abcdef'.repeat(4096));
    const hash = createHash('sha256');
    function* bytes() {
      yield Buffer.from('first\n');
      for (let no = 0; no < 1600; no += 1) {
        hash.update(piece);
        yield piece;
      }
      yield Buffer.from('\nlast\n');
    }
    const before = process.memoryUsage();
    let peakBytes = 0;
    const watched = Readable.from(bytes()).on('data', () => {
      const now = process.memoryUsage();
      peakBytes = Math.max(peakBytes, now.rss - before.rss);
    });
    const lines = await allLines(readLines('x', watched.pause()));
    expect(lines.map(({ no }) => no)).toEqual([1, 2, 3]);
    expect(lines[1]?.clip).toEqual({ bytes: 1600 * piece.length, sha256: hash.digest('hex') });
    expect(lines[1]?.text.length).toBe(1_048_576);
    expect(peakBytes).toBeLessThan(64_000_000);
  });
});

describe('bytes that are no log', () => {
  it('stops reading random bytes at once', async () => {
    const random = createReadStream('/dev/urandom', { end: 64 * 2 ** 20 - 1 });
    const reader = readLines('x', random);
    expect(await texts(reader)).toEqual([]);
    expect(reader.notes).toEqual([{ code: 'binary-skipped', detail: 'data' }]);
    expect(random.destroyed).toBe(true);
    expect(random.bytesRead).toBeLessThan(2 ** 22);
  });
});

describe('ends', () => {
  it('gives the lines before a read error, and notes it', async () => {
    async function* failing() {
      yield Buffer.from('a\nb\n');
      throw Object.assign(new Error('broken'), { code: 'EIO' });
    }
    const reader = readLines('x', Readable.from(failing()));
    expect(await texts(reader)).toEqual(['a', 'b']);
    expect(reader.notes).toEqual([{ code: 'unreadable', detail: 'EIO' }]);
  });

  it('gives the lines of a stream that closes without an end', async () => {
    const bytes = new PassThrough();
    const line = 'a'.repeat(1024);
    bytes.write(`${line}\nb\n`);
    const reader = readLines('x', bytes, { live: true });
    const seen: string[] = [];
    for await (const batch of reader) {
      for (const { text } of batch) seen.push(text);
      bytes.destroy();
    }
    expect(seen).toEqual([line, 'b']);
  });

  it('closes a waiting pipe when the reader leaves', async () => {
    const bytes = new PassThrough();
    // Plain text is given as soon as the first KiB is there.
    bytes.write(`${'c'.repeat(2000)}\n`);
    for await (const _ of readLines('x', bytes, { live: true })) break;
    expect(bytes.destroyed).toBe(true);
  });

  it('has nothing to give a second time', async () => {
    const bytes = Readable.from([Buffer.from('a\n')]);
    await texts(readLines('x', bytes));
    expect(await texts(readLines('x', bytes))).toEqual([]);
  });
});
