import { setImmediate } from 'node:timers/promises';
import { readFileChunks } from './file-chunks.js';
import { unzip } from './gunzip.js';
import type { TakeNote } from './notes.js';
import { createRing, createRingReader, type RingReader } from './ring.js';
import { startUnzipThread, type UnzipNote, type UnzipThread } from './unzip-thread.js';

/** Chunks in a row before others get a turn: signals, timers, the screen. */
const CHUNKS_A_TURN = 4;

/**
 * What a gzip file holds, unpacked by another thread while this one reads; text and notes are those of `unzip`. Until
 * the thread has started and caught up, this one unpacks itself. The thread ends with the bytes, or when no more is
 * wanted. Throws what crashed it, and where `signal` is aborted.
 */
export async function* unzipApart(
  path: string,
  workerFile: string,
  take: TakeNote,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  signal?.throwIfAborted();
  const ring = createRing();
  const reader = createRingReader(ring);
  const textBehind = createCatchUp(reader);
  const thread = startUnzipThread(workerFile, { path, ring });
  try {
    const here = yield* unzipHere(path, thread, textBehind, signal);
    let { bytes } = here;
    for (let given = 1; here.notes === undefined; given += 1) {
      let chunk = textBehind(bytes);
      while (chunk === undefined && !thread.isOver()) {
        if (reader.willBeTold()) await thread.news();
        chunk = textBehind(bytes);
      }
      if (chunk === undefined) break;
      bytes += chunk.length;
      yield chunk;
      if (given % CHUNKS_A_TURN === 0) await setImmediate();
      signal?.throwIfAborted();
    }
    for (const { code, detail } of here.notes ?? thread.notes()) take(code, detail);
  } finally {
    reader.close();
    await thread.gone();
  }
}

/** Gives text of the ring behind the bytes that were given already; `undefined`: the writer is not so far yet. */
type TextBehind = (bytes: number) => Buffer | undefined;

function createCatchUp(reader: RingReader): TextBehind {
  let chunk: Buffer | undefined;
  let start = 0; // bytes of text before the chunk
  return (bytes) => {
    for (;;) {
      chunk ??= reader.next();
      if (chunk === undefined) return undefined;
      if (start + chunk.length > bytes) return chunk.subarray(bytes - start);
      start += chunk.length;
      chunk = undefined;
    }
  };
}

interface Beginning {
  readonly bytes: number;
  /** Of all there is; absent: the other thread goes on behind the bytes. */
  readonly notes?: readonly UnzipNote[];
}

/** The text up to where the other thread is ahead. */
async function* unzipHere(
  path: string,
  thread: Pick<UnzipThread, 'notes'>,
  textBehind: TextBehind,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer, Beginning> {
  const notes: UnzipNote[] = [];
  const take: TakeNote = (code, detail) => notes.push({ kind: 'note', code, detail });
  let bytes = 0;
  for await (const chunk of unzip(readFileChunks(path, take, signal), take)) {
    bytes += chunk.length;
    yield chunk;
    signal?.throwIfAborted();
    thread.notes();
    if (textBehind(bytes)) return { bytes };
  }
  return { bytes, notes };
}
