import { open } from 'node:fs/promises';
import type { TakeNote } from './notes.js';
import { failureName } from './salvage.js';

const CHUNK_BYTES = 524_288;
const BUFFERS = 2;

/**
 * The bytes of a regular file. Its buffers are used again, since memory outside the heap that is left to the
 * collector costs more than the reading: a chunk holds until the next but one is asked for. A read that fails
 * becomes the note `unreadable` and the end; only an abort is thrown.
 */
export async function* readFileChunks(
  path: string,
  take: TakeNote,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  signal?.throwIfAborted();
  const file = await open(path).catch((error: unknown) => {
    take('unreadable', failureName(error));
  });
  if (!file) return;
  try {
    const { size } = await file.stat();
    const bytes = Math.min(CHUNK_BYTES, Math.max(size, 1) + 1);
    const buffers = Array.from({ length: BUFFERS }, () => Buffer.allocUnsafeSlow(bytes));
    for (let turn = 0; ; turn += 1) {
      const buffer = buffers[turn % BUFFERS];
      if (!buffer) return;
      const { bytesRead } = await file.read(buffer, 0, bytes);
      signal?.throwIfAborted();
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } catch (error) {
    signal?.throwIfAborted();
    take('unreadable', failureName(error));
  } finally {
    await file.close();
  }
}
