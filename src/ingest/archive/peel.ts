import { unzip } from '../gunzip.js';
import { copied, createIntake } from '../intake.js';
import type { TakeNote } from '../notes.js';
import { type Meter, metered } from './limits.js';
import type { Packed } from './packed.js';

type Unpack = (chunks: AsyncIterable<Buffer>, take: TakeNote) => AsyncGenerator<Buffer>;

/** Libraries keep chunks. */
const fromCopies =
  (unpack: Unpack): Unpack =>
  (chunks, take) =>
    unpack(copied(chunks), take);

/** Compressions by their first bytes, one character per byte. The rare ones are loaded when they are met. */
const COMPRESSIONS: readonly (readonly [RegExp, () => Promise<Unpack>])[] = [
  [/^\x1f\x8b\x08/, async () => unzip],
  [/^\xfd7zXZ\0/, async () => fromCopies((await import('./xz.js')).unxz)],
  // pzstd starts with a frame that is to be skipped.
  [
    /^(?:\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18....\x28\xb5\x2f\xfd)/s,
    async () => fromCopies((await import('./zstd.js')).unzstd),
  ],
  [
    /^BZh[1-9](?:1AY&SY|\x17rE8P\x90)/,
    async () => fromCopies((await import('./bzip2.js')).unbzip2),
  ],
];
const MAGIC_BYTES = 12;

const unpackerOf = (head: Buffer): (() => Promise<Unpack>) | undefined =>
  COMPRESSIONS.find(([magic]) => magic.test(head.toString('latin1')))?.[1];

export const isCompressed = (head: Buffer): boolean => unpackerOf(head) !== undefined;

/**
 * Takes off compression, known by its first bytes, up to two layers (`x.gz` that a browser packed once
 * more); other bytes pass. What is unpacked counts, and too much of it is the note `limit-bytes` and the end.
 */
export function peel(
  { bytes, unzipped, live = false }: Pick<Packed, 'bytes' | 'unzipped' | 'live'>,
  take: TakeNote,
  meter: Meter,
): AsyncGenerator<Buffer> {
  const outer = peelOne(bytes(take), take, meter, { live, unzipped });
  return peelOne(outer, take, meter, { live });
}

async function* peelOne(
  chunks: AsyncIterable<Buffer>,
  take: TakeNote,
  meter: Meter,
  { live, unzipped }: Pick<Packed, 'live' | 'unzipped'>,
): AsyncGenerator<Buffer> {
  const intake = createIntake(chunks, live);
  try {
    const load = unpackerOf(await intake.peek(MAGIC_BYTES));
    if (load === undefined) {
      yield* intake.rest();
      return;
    }
    const unpack = await load();
    const unpacked = unpack === unzip && unzipped ? unzipped(take) : unpack(intake.rest(), take);
    yield* metered(unpacked, meter, take);
  } finally {
    await intake.close();
  }
}
