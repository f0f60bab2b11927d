import { Worker } from 'node:worker_threads';
import type { FromUnzipper, UnzipJob } from './unzip-serve.js';

/** What is unpacked leaves next to nothing behind: with room for more the thread is larger, not faster. */
const YOUNG_MEGABYTES = 2;

export type UnzipThread = ReturnType<typeof startUnzipThread>;
export type UnzipNote = Extract<FromUnzipper, { kind: 'note' }>;

/** Starts a thread that unpacks. While nobody waits for it, it does not keep the process alive. */
export function startUnzipThread(workerFile: string, job: UnzipJob) {
  const worker = new Worker(workerFile, {
    workerData: job,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
  });
  worker.unref();
  const notes: UnzipNote[] = [];
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
    notes(): readonly UnzipNote[] {
      if (failure) throw failure.error;
      return notes;
    },
    gone: () => awaited(exited),
  };
}
