import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lineBytes } from '../../src/model/line.js';
import { allLines, naiveLines, plain, readCut } from './naive.js';

const pieces = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('\n', '\r\n', '\r', '\r\r\n', 'a', 'level=info', 'é', '日志', '😀'),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '\u{10FF00}',
      '\u{10FFFF}',
      '\u{10FF41}\n',
      '\uFEFF',
      '\0',
      '\x1b[31m',
    ),
  },
);
const raw = fc.oneof(
  fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
  fc
    .constantFrom(
      [0xe6, 0x97],
      [0xf4, 0x8f],
      [0xed, 0xa0, 0x80],
      [0xc0, 0x80],
      [0xf4, 0x8f, 0xbc],
      [0xff],
    )
    .map((bytes) => Buffer.from(bytes)),
);
// Starts with a KiB of text, so that it is neither another encoding nor refused as binary.
const input = fc
  .tuple(
    fc.constantFrom('', '\uFEFF'),
    fc.array(fc.oneof({ weight: 5, arbitrary: pieces.map((text) => Buffer.from(text)) }, raw), {
      maxLength: 40,
    }),
  )
  .map(([mark, parts]) =>
    Buffer.concat([Buffer.from(`${mark}I0304 ${'text '.repeat(204)}\n`), ...parts]),
  );
const cuts = fc.array(fc.nat({ max: 400 }), { maxLength: 30 });

it('gives the lines of a naive reader, whatever the chunks', async () => {
  await fc.assert(
    fc.asyncProperty(input, cuts, async (bytes, at) => {
      const reader = readCut(bytes, at);
      const lines = await allLines(reader);
      const expected = naiveLines(bytes);
      expect(lines.map(plain)).toEqual(expected.map(({ content: _, ...line }) => line));
      expect(lines.map((line) => lineBytes(line.text))).toEqual(
        expected.map(({ content }) => content),
      );
      expect(reader.lines).toBe(expected.length);
    }),
    { numRuns: 300 },
  );
});

it('keeps number, length and hash of lines it clips, whatever the chunks', async () => {
  await fc.assert(
    fc.asyncProperty(input, cuts, fc.integer({ min: 1, max: 40 }), async (bytes, at, maxBytes) => {
      const reader = readCut(bytes, at, maxBytes);
      const lines = await allLines(reader);
      const expected = naiveLines(bytes);
      expect(lines.map(plain)).toEqual(expected.map(({ content: _, ...line }) => line));
      for (const [index, { content }] of expected.entries()) {
        const line = lines[index];
        const head = lineBytes(line?.text ?? '');
        expect(line?.clip !== undefined).toBe(content.length > maxBytes);
        expect(content.subarray(0, head.length)).toEqual(head);
        expect(head.length).toBeGreaterThan(Math.min(content.length, maxBytes) - 4);
        expect(head.length).toBeLessThanOrEqual(maxBytes);
      }
      expect(reader.clipped).toBe(lines.filter((line) => line.clip).length);
    }),
    { numRuns: 300 },
  );
});

it('gives the same texts and notes for any chunks, any bytes and gzip', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(input, raw), cuts, fc.boolean(), async (bytes, at, gzip) => {
      const whole = readCut(bytes, [], 50);
      const cut = readCut(gzip && bytes[0] !== 0x1f ? gzipSync(bytes) : bytes, at, 50);
      expect(await allLines(cut)).toEqual(await allLines(whole));
      expect(cut.notes).toEqual(whole.notes);
      expect(cut.bytes).toBe(whole.bytes);
    }),
    { numRuns: 200 },
  );
});
