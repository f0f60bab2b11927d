import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRing, createRingReader, createRingWriter } from '../../src/ingest/ring.js';

const SLOTS = 32;

it('gives the chunks in their order, and tells whoever waits, however both sides take turns', () => {
  // Chunks to be written (none while it is full), then chunks to be taken.
  const turn = fc.tuple(fc.nat({ max: SLOTS + 3 }), fc.nat({ max: SLOTS + 3 }));
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 30 }), (turns) => {
      const ring = createRing();
      let told = 0;
      const writer = createRingWriter(ring, () => {
        told += 1;
      });
      const reader = createRingReader(ring);
      let [written, taken] = [0, 0];
      for (const [writes, takes] of turns) {
        // The chunk that was taken last is held until the next one is asked for.
        const free = SLOTS - written + Math.max(0, taken - 1);
        for (let no = 0; no < Math.min(writes, free); no += 1) {
          expect(writer.write(Buffer.from(`chunk ${written}`))).toBe(true);
          written += 1;
        }
        for (let no = 0; no < takes && taken < written; no += 1) {
          expect(reader.next()?.toString()).toBe(`chunk ${taken}`);
          taken += 1;
        }
      }
      while (taken < written) {
        expect(reader.next()?.toString()).toBe(`chunk ${taken}`);
        taken += 1;
      }
      expect(reader.next()).toBeUndefined();
      expect(reader.willBeTold()).toBe(true);
      told = 0;
      for (let no = 0; no < 4; no += 1) writer.write(Buffer.from('x'));
      expect(told).toBe(1);
      expect(reader.willBeTold()).toBe(false);
    }),
  );
});

it('tells nobody who does not wait', () => {
  const ring = createRing();
  const writer = createRingWriter(ring, () => expect.unreachable());
  for (let no = 0; no < SLOTS; no += 1) writer.write(Buffer.from('x'));
});

it('takes nothing more where no more is wanted, even if it is full', () => {
  const ring = createRing();
  const writer = createRingWriter(ring, () => {});
  const reader = createRingReader(ring);
  for (let no = 0; no < SLOTS; no += 1) expect(writer.write(Buffer.from('x'))).toBe(true);
  reader.next();
  reader.close();
  expect(writer.write(Buffer.from('x'))).toBe(false);
});
