import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OUTPUT_BYTES } from '../../src/ingest/inflater.js';
import {
  createRing,
  createRingReader,
  createRingWriter,
  type Ring,
} from '../../src/ingest/ring.js';

const SLOTS = 8;
const CHUNKS_A_SLOT = 4;

/** Writes chunks of so many bytes, each full of its own number: where it is told to, or copied from elsewhere. */
function createChunks(ring: Ring, tell: () => void) {
  const writer = createRingWriter(ring, tell);
  let no = 0;
  const add = (bytes: number, inPlace = true): boolean => {
    no = (no + 1) % 251;
    const chunk = inPlace ? writer.room().subarray(0, bytes) : Buffer.alloc(bytes);
    return writer.add(chunk.fill(no));
  };
  return { add, flush: writer.flush };
}

it('gives the bytes in their order, and tells whoever waits, however both sides take turns', () => {
  const chunk = fc.record({
    bytes: fc.integer({ min: 1, max: OUTPUT_BYTES }),
    inPlace: fc.boolean(),
  });
  // Chunks to be written (as long as there is surely room), then slots to be taken.
  const turn = fc.tuple(fc.array(chunk, { maxLength: 12 }), fc.nat({ max: SLOTS + 1 }));
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 12 }), (turns) => {
      const ring = createRing();
      let told = 0;
      const writer = createChunks(ring, () => {
        told += 1;
      });
      const reader = createRingReader(ring);
      const wanted: Buffer[] = [];
      const seen: Buffer[] = [];
      let [added, bytes] = [0, 0];
      const take = (): boolean => {
        const next = reader.next();
        if (next) seen.push(Buffer.from(next));
        bytes += next?.length ?? 0;
        return next !== undefined;
      };
      for (const [chunks, takes] of turns) {
        for (const { bytes: length, inPlace } of chunks) {
          // A slot may hold three chunks and no more; two are kept apart: one is read, one is written.
          if (added - bytes > (SLOTS - 2) * (CHUNKS_A_SLOT - 1) * OUTPUT_BYTES) break;
          wanted.push(Buffer.alloc(length, (wanted.length + 1) % 251));
          added += length;
          expect(writer.add(length, inPlace)).toBe(true);
        }
        for (let no = 0; no < takes; no += 1) take();
      }
      writer.flush();
      while (take());
      expect(Buffer.concat(seen).equals(Buffer.concat(wanted))).toBe(true);
      expect(reader.willBeTold()).toBe(true);
      told = 0;
      for (let no = 0; no <= CHUNKS_A_SLOT; no += 1) writer.add(OUTPUT_BYTES);
      writer.flush();
      expect(told).toBe(1);
      expect(reader.willBeTold()).toBe(false);
    }),
    { numRuns: 30 },
  );
});

it('gives what is written where it is told without a copy', () => {
  const ring = createRing();
  const writer = createRingWriter(ring, () => {});
  const room = writer.room();
  expect(room.buffer).toBe(ring.slots);
  writer.add(room.subarray(0, 3).fill('abc'));
  // What was written behind the last chunk follows it.
  writer.add(room.subarray(3, 6).fill('def'));
  room.fill('xyz', 0, 3);
  writer.flush();
  expect(createRingReader(ring).next()?.toString()).toBe('xyzdef');
});

it('tells nobody who does not wait', () => {
  const writer = createChunks(createRing(), () => expect.unreachable());
  for (let no = 0; no < SLOTS * CHUNKS_A_SLOT; no += 1) writer.add(OUTPUT_BYTES);
});

it('takes nothing more where no more is wanted, even if it is full', () => {
  const ring = createRing();
  const writer = createChunks(ring, () => {});
  const reader = createRingReader(ring);
  for (let no = 0; no < SLOTS * CHUNKS_A_SLOT; no += 1) {
    expect(writer.add(OUTPUT_BYTES)).toBe(true);
  }
  reader.next();
  reader.close();
  expect(writer.add(OUTPUT_BYTES)).toBe(false);
});
