import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { TakeNote } from './notes.js';
import { createRing, createRingReader } from './ring.js';
import type { FromUnzipper, UnzipJob } from './unzip-serve.js';

/** Chunks in a row before others get a turn: signals, timers, the screen. */
const CHUNKS_A_TURN = 8;
/** What is unpacked leaves next to nothing behind: with room for more the thread is larger, not faster. */
const YOUNG_MEGABYTES = 2;

/**
 * What a gzip file holds, unpacked by another thread while this one reads; chunks and notes are those of `unzip`. The
 * thread ends with the bytes, or when no more is wanted. Throws what crashed it, and where `signal` is aborted.
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
  const thread = startThread(workerFile, { path, ring });
  try {
    for (let given = 1; ; given += 1) {
      let chunk = reader.next();
      while (chunk === undefined && !thread.isOver()) {
        if (reader.willBeTold()) await thread.news();
        chunk = reader.next();
      }
      if (chunk === undefined) break;
      yield chunk;
      if (given % CHUNKS_A_TURN === 0) await setImmediate();
      signal?.throwIfAborted();
    }
    for (const { code, detail } of thread.notes()) take(code, detail);
  } finally {
    reader.close();
    await thread.gone();
  }
}

type Note = Extract<FromUnzipper, { kind: 'note' }>;

/** While nobody waits for it, the thread does not keep the process alive. */
function startThread(workerFile: string, job: UnzipJob) {
  const worker = new Worker(workerFile, {
    workerData: job,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
  worker.unref();
  const notes: Note[] = [];
  let isOver = false;
  let failure: { readonly error: unknown } | undefined;
  let wake = (): void => {};
  const fail = (error: unknown): void => {
    if (!isOver) failure ??= { error };
    isOver = true;
  };
  worker.on('message', (message: FromUnzipper) => {
    if (message.kind === 'note') notes.push(message);
    else if (message.kind === 'end') isOver = true;
    wake();
  });
  worker.on('error', (error) => fail(error));
  const exited = new Promise<void>((resolve) => {
    worker.on('exit', (code) => {
      fail(new Error(`an unpacking thread ended early, with code ${code}`));
      wake();
      resolve();
    });
  });
  const awaited = async (promise: Promise<void>): Promise<void> => {
    worker.ref();
    await promise;
    worker.unref();
  };

  return {
    isOver: (): boolean => isOver,
    /** Kept when it said something, or is gone. */
    news: () =>
      awaited(
        new Promise((resolve) => {
          wake = resolve;
        }),
      ),
    /** Of all that was unpacked; throws what crashed the thread. */
    notes(): readonly Note[] {
      if (failure) throw failure.error;
      return notes;
    },
    gone: () => awaited(exited),
  };
}
