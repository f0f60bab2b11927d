import fc from 'fast-check';
import { expect, it } from 'vitest';
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
