import { deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createStepInflater } from '../../src/ingest/inflate-steps.js';
import { createStreamInflater } from '../../src/ingest/inflate-stream.js';
import type { Inflater } from '../../src/ingest/inflater.js';

const OUTPUT_BYTES = 1024;
const text = Array.from({ length: 800 }, (_, no) => `line ${no} ${(no * 7919) % 10_007}\n`).join(
  '',
);
const packed = deflateRawSync(text);
const zeros = deflateRawSync(Buffer.alloc(50_000));

const createRoom = () => {
  const memory = Buffer.alloc(OUTPUT_BYTES);
  return () => memory;
};

/** Feeds slices of one size, as long as they are wanted; keeps copies of the chunks and how it ended. */
async function inflate(inflater: Inflater | undefined, bytes: Buffer, sliceBytes: number) {
  if (inflater === undefined) throw new Error('zlib has another form inside');
  const chunks: Buffer[] = [];
  const ends: unknown[] = [];
  for (let at = 0; at < bytes.length; at += sliceBytes) {
    const fed = inflater.feed(bytes.subarray(at, at + sliceBytes));
    let next = await fed.next();
    for (; !next.done; next = await fed.next()) chunks.push(Buffer.from(next.value));
    if (next.value.state !== 'corrupt') ends.push(next.value);
    else ends.push('corrupt');
    if (next.value.state !== 'more') break;
  }
  if (ends.every((end) => end !== 'corrupt' && (end as { state: string }).state === 'more')) {
    ends.push(await inflater.isComplete());
  }
  inflater.close();
  return { chunks: chunks.map((chunk) => chunk.toString('latin1')), ends };
}

it('gives step by step what the stream gives, in the same chunks, whole, cut or damaged', async () => {
  const damage = fc.option(fc.record({ place: fc.nat(), flip: fc.integer({ min: 1, max: 255 }) }));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(packed, zeros),
      fc.integer({ min: 1, max: 3000 }),
      fc.option(fc.nat()),
      damage,
      fc.nat({ max: 20 }),
      async (whole, sliceBytes, cut, hit, behind) => {
        const rest = Buffer.alloc(cut === null ? behind : 0, 'x');
        const end = cut === null ? whole.length : cut % (whole.length + 1);
        const bytes = Buffer.concat([whole.subarray(0, end), rest]);
        if (hit && bytes.length > 0) {
          const place = hit.place % bytes.length;
          bytes[place] = (bytes[place] ?? 0) ^ hit.flip;
        }
        const seen = await inflate(createStepInflater(createRoom()), bytes, sliceBytes);
        expect(seen).toEqual(await inflate(createStreamInflater(OUTPUT_BYTES), bytes, sliceBytes));
      },
    ),
    { numRuns: 300 },
  );
});

it('writes where it is told, from front to back, and asks for more when that is full', async () => {
  const rooms: Buffer[] = [];
  const inflater = createStepInflater(() => {
    const room = Buffer.alloc(OUTPUT_BYTES);
    rooms.push(room);
    return room;
  });
  for (let at = 0; at < packed.length; at += 300) {
    for await (const chunk of inflater?.feed(packed.subarray(at, at + 300)) ?? []) {
      expect(chunk.buffer).toBe(rooms.at(-1)?.buffer);
    }
  }
  inflater?.close();
  expect(rooms).toHaveLength(Math.ceil(text.length / OUTPUT_BYTES));
  expect(Buffer.concat(rooms).toString('latin1', 0, text.length)).toBe(text);
});
