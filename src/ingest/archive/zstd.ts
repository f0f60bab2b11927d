import { Decompress } from 'fzstd';
import type { TakeNote } from '../notes.js';

/** zstd(1) itself refuses larger windows unless told otherwise (`--long=31`). Source: zstd 1.5.6, manual. */
const MAX_WINDOW_BYTES = 2 ** 27;
/** What a slice unpacks to is held: 128 KiB for each of its smallest blocks of 4 bytes. */
const SLICE_BYTES = 1024;
// The library moves its whole window at each block: tiny blocks in a large window would take hours.
const FREE_MOVED_BYTES = 4 * 2 ** 30;
const MAX_MOVED_PER_BYTE = 4096;
const UNEXPECTED_EOF = 5;

/** Unpacks zstd frames. Checksums are not looked at: the library has none. */
export async function* unzstd(
  chunks: AsyncIterable<Buffer>,
  take: TakeNote,
): AsyncGenerator<Buffer> {
  let out: Buffer[] = [];
  let moved = 0;
  let given = 0;
  const decoder = new Decompress((bytes) => {
    const window = windowBytes(decoder);
    moved += window;
    given += bytes.length;
    if (window > MAX_WINDOW_BYTES || moved > FREE_MOVED_BYTES + given * MAX_MOVED_PER_BYTE) {
      throw new Error('zstd window');
    }
    if (bytes.length > 0) out.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
  /** False where the data proved bad. */
  const push = (slice: Uint8Array, final: boolean): boolean => {
    try {
      decoder.push(slice, final);
      return true;
    } catch (error) {
      const cut = error instanceof Error && 'code' in error && error.code === UNEXPECTED_EOF;
      take(cut ? 'archive-truncated' : 'archive-corrupt', 'zstd');
      return false;
    }
  };
  for await (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
      const good = push(chunk.subarray(at, at + SLICE_BYTES), false);
      yield* out;
      out = [];
      if (!good) return;
    }
  }
  push(new Uint8Array(0), true);
  yield* out;
}

/** Private in the library's types, but the only place where the size of the window stands. */
const windowBytes = (decoder: Decompress): number =>
  (decoder as unknown as { readonly s?: { readonly e?: number } }).s?.e ?? 0;
