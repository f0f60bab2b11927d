import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Chunks } from '../../src/ingest/feed.js';
import { createIntake } from '../../src/ingest/intake.js';

/** Gives the bytes in chunks of one memory: a chunk holds until the next one is asked for. */
async function* reused(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  const memory = Buffer.alloc(size);
  for (let at = 0; at < bytes.length; at += size) {
    yield memory.subarray(0, bytes.copy(memory, 0, at, at + size));
    memory.fill(0);
  }
}

it('shows, takes and reads the bytes as they were, although their memory is used again', async () => {
  const size = fc.integer({ min: 1, max: 20 });
  const bytes = fc.uint8Array({ minLength: 1, maxLength: 60 }).map((array) => Buffer.from(array));
  await fc.assert(
    fc.asyncProperty(bytes, size, size, size, async (all, chunk, shown, room) => {
      const intake = createIntake(reused(all, chunk));
      expect(await intake.peek(shown)).toEqual(all.subarray(0, shown));
      const taken = Buffer.from(await intake.take(shown));
      const read: Buffer[] = [taken];
      for (const memory = Buffer.alloc(room); ; ) {
        await intake.ready();
        const length = intake.read(memory);
        if (length === 0) break;
        read.push(Buffer.from(memory.subarray(0, length)));
      }
      expect(Buffer.concat(read)).toEqual(all);
    }),
  );
});

/** Like `reused`, of a giver that writes to where it is told as well, at most `size` bytes at once. */
function direct(bytes: Buffer, size: number): Chunks {
  let at = 0;
  const read = (into: Buffer): number => {
    const length = bytes.copy(into, 0, at, Math.min(at + size, bytes.length));
    at += length;
    return length;
  };
  async function* chunks(): AsyncGenerator<Buffer> {
    const memory = Buffer.alloc(size);
    for (let length = read(memory); length > 0; length = read(memory)) {
      yield memory.subarray(0, length);
      memory.fill(0);
    }
  }
  return {
    [Symbol.asyncIterator]: chunks,
    direct: { ready: async () => {}, read, readAhead: () => undefined },
  };
}

it('shows and takes the bytes as they were, in memory that is used again where there are many', async () => {
  const all = Buffer.from(Array.from({ length: 30_000 }, (_, no) => (no * 7919) % 251));
  const size = fc.integer({ min: 1, max: 9_000 });
  const step = fc.record({ shown: size, skipped: size, taken: size });
  await fc.assert(
    fc.asyncProperty(fc.array(step), size, async (steps, chunk) => {
      const intake = createIntake(direct(all, chunk));
      let at = 0;
      for (const { shown, skipped, taken } of steps) {
        const bytes = await intake.peek(shown);
        expect(bytes.equals(all.subarray(at, at + shown))).toBe(true);
        intake.skip(Math.min(skipped, bytes.length));
        at += Math.min(skipped, bytes.length);
        const some = await intake.take(taken);
        expect(some.equals(all.subarray(at, at + some.length))).toBe(true);
        at += some.length;
      }
      const rest: Buffer[] = [];
      for await (const bytes of intake.rest()) rest.push(Buffer.from(bytes));
      expect(Buffer.concat(rest).equals(all.subarray(at))).toBe(true);
    }),
  );
});
