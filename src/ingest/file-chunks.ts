import { closeSync, openSync, read as readLater, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Chunks } from './feed.js';
import type { TakeNote } from './notes.js';
import { failureName } from './salvage.js';

const CHUNK_BYTES = 65_536;
/** Reads in a row before others get a turn: signals, timers, the screen. */
const READS_A_TURN = 4;

/**
 * The bytes of a regular file, from when the first chunk is asked for. A read that fails becomes the note `unreadable`
 * and the end; only an abort is thrown.
 */
export function readFileChunks(path: string, take: TakeNote, signal?: AbortSignal): Chunks {
  let file: number | undefined;
  let reads = 0;
  let ahead: Promise<number> | undefined;

  const fail = (error: unknown): void => take('unreadable', failureName(error));
  const read = (into: Buffer): number => {
    if (file === undefined) return 0;
    reads += 1;
    try {
      // Not through the thread pool: a round trip takes longer than the read of what the system holds already.
      return readSync(file, into, 0, into.length, null);
    } catch (error) {
      fail(error);
      return 0;
    }
  };
  const readAhead = (into: Buffer): Promise<number> | undefined => {
    if (file === undefined) return undefined;
    const open = file;
    ahead = new Promise((resolve) => {
      readLater(open, into, 0, into.length, null, (error, length) => {
        if (error) fail(error);
        resolve(error ? 0 : length);
      });
    });
    return ahead;
  };
  const ready = async (): Promise<void> => {
    if (reads % READS_A_TURN === 0) await setImmediate();
    signal?.throwIfAborted();
  };
  async function* chunks(): AsyncGenerator<Buffer> {
    signal?.throwIfAborted();
    try {
      file = openSync(path, 'r');
    } catch (error) {
      return fail(error);
    }
    try {
      for (;;) {
        const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
        const length = read(buffer);
        if (length === 0) return;
        yield buffer.subarray(0, length);
        await ready();
      }
    } finally {
      await ahead;
      closeSync(file);
      file = undefined;
    }
  }
  return { [Symbol.asyncIterator]: chunks, direct: { ready, read, readAhead } };
}
