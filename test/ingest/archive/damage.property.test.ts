import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBytes } from './reading.js';
import { pax, tar, zip } from './writers.js';

const parts = [
  { name: 'a.log', data: 'first\n'.repeat(40) },
  { name: 'h', type: 'x', data: pax({ path: 'long/name.log' }) },
  { name: 'b.log', data: 'second\n'.repeat(100) },
  { name: 'l', type: '2', link: 'a.log' },
  { name: 'c.log', data: 'third\n' },
];
const files = parts.filter((part) => !('type' in part));
const ARCHIVES: Readonly<Record<string, Buffer>> = {
  tar: tar(...parts),
  'tar.gz': gzipSync(tar(...parts)),
  zip: zip(files),
  'streamed zip': zip(files.map((part) => ({ ...part, streamed: true }))),
  'zip in tar': tar({ name: 'n.zip', data: zip(files) }),
  'tar.xz': readFileSync('test/data/archives/nested.tar.xz'),
  'tar.bz2': readFileSync('test/data/archives/nested.tar.bz2'),
  'tar.zst': readFileSync('test/data/archives/nested.tar.zst'),
};

describe.each(Object.entries(ARCHIVES))('a damaged %s', (_, whole) => {
  it('is read up to a cut, whatever comes before it is unchanged', async () => {
    const complete = await readBytes(whole);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: whole.length - 1 }), async (length) => {
        const cut = await readBytes(whole.subarray(0, length));
        for (const [name, lines] of Object.entries(cut)) {
          const own = lines.filter((line) => !line.startsWith('<'));
          const expected = complete[name] ?? [];
          if (expected.length > 0 && own.length > 0 && name !== 'stdin') {
            expect(expected.slice(0, own.length - 1)).toEqual(own.slice(0, -1));
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('never fails, whatever its bytes are', async () => {
    const change = fc.tuple(fc.integer({ min: 0, max: whole.length - 1 }), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 20 }), async (changes) => {
        const bytes = Buffer.from(whole);
        for (const [at, value] of changes) bytes[at] = value;
        const seen = await readBytes(bytes);
        expect(Object.keys(seen).length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });
});
