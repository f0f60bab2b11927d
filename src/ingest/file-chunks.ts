import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { TakeNote } from './notes.js';
import { failureName } from './salvage.js';

const CHUNK_BYTES = 524_288;
const BUFFERS = 2;
/** Reads in a row before others get a turn: signals, timers, the screen. */
const READS_A_TURN = 8;

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
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const bytes = Math.min(CHUNK_BYTES, Math.max(fstatSync(file).size, 1) + 1);
    const buffers = Array.from({ length: BUFFERS }, () => Buffer.allocUnsafeSlow(bytes));
    for (let turn = 1; ; turn += 1) {
      const buffer = buffers[turn % BUFFERS];
      // Not through the thread pool: a round trip takes longer than the read of what the system holds already.
      const length = buffer ? readSync(file, buffer, 0, bytes, null) : 0;
      if (!buffer || length === 0) return;
      yield buffer.subarray(0, length);
      if (turn % READS_A_TURN === 0) await setImmediate();
      signal?.throwIfAborted();
    }
  } catch (error) {
    signal?.throwIfAborted();
    take('unreadable', failureName(error));
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
