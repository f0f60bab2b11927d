import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allLines, readCut } from './naive.js';

const text = Array.from({ length: 3000 }, (_, no) => `line ${no} ${(no * 7919) % 10_007}`).join(
  '\n',
);
const packed = gzipSync(text);
const texts = async (bytes: Buffer, cuts: readonly number[] = []) => {
  const reader = readCut(bytes, cuts);
  const lines = (await allLines(reader)).map((line) => line.text);
  return { text: lines.join('\n'), notes: reader.notes };
};

it('gives all that a cut gzip holds, and says so, whatever the chunks', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 3, max: packed.length - 1 }),
      fc.array(fc.nat()),
      async (size, cuts) => {
        const part = packed.subarray(0, size);
        const held = gunzipSync(part, { finishFlush: 2 }).toString(); // Z_SYNC_FLUSH: no error at the end
        const seen = await texts(part, cuts);
        expect(seen.text).toBe(held.replace(/\n$/, ''));
        expect(seen.notes).toEqual([{ code: 'gzip-truncated' }]);
      },
    ),
    { numRuns: 150 },
  );
});

it('gives the same lines of a corrupt gzip in any chunks, and notes it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 10, max: packed.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      fc.array(fc.nat()),
      async (place, flip, cuts) => {
        const bad = Buffer.from(packed);
        bad[place] = (bad[place] ?? 0) ^ flip;
        const whole = await texts(bad);
        expect(await texts(bad, cuts)).toEqual(whole);
        const noted = whole.notes.some((note) => note.code.startsWith('gzip-'));
        // Some flips only name another copy of the same text.
        expect(noted || whole.text === text).toBe(true);
      },
    ),
    { numRuns: 150 },
  );
});
