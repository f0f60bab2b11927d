import { Worker } from 'node:worker_threads';
import { AnalyzerError } from '../model/error.js';
import type { GivenRun } from '../observe/runs.js';
import type { FromReader, Job, Progress, Task, ToReader } from './messages.js';

/** Bytes of what was read before its turn: while there are more, no other thread begins anything new. */
const MAX_HELD_BYTES = 64 * 1024 * 1024;

/** What a log leaves behind is short-lived: with room for more the thread is larger, not faster. */
const YOUNG_MEGABYTES = 8;

export interface ReadersOptions {
  readonly threads: number;
  readonly workerFile: string;
  readonly job: Job;
  readonly tasks: readonly Task[];
  readonly onRun: (no: number, run: GivenRun) => void;
  readonly onProgress: ((progress: Progress) => void) | undefined;
}

/** What became of a task: a `TakenCollection`, serialized, or what is to be thrown. */
export type Result = { readonly taken: Uint8Array } | { readonly error: unknown };

/** Threads that do tasks beside this one. */
export interface Readers {
  /** Is the task left to this thread? No other does it then. */
  claim(no: number): boolean;
  /** The result of a task, once: `undefined` as long as there is none. */
  result(no: number): Result | undefined;
  /** Kept when something happens. */
  news(): Promise<void>;
  /** What is being read ends here; nothing new begins. */
  stop(): void;
  /** Ends all threads, whatever they do. Kept when they have tidied up and are gone. */
  close(): Promise<void>;
}

interface Reader {
  readonly worker: Worker;
  readonly gone: Promise<void>;
  task: Task | undefined;
}

export function startReaders(options: ReadersOptions): Readers {
  const { threads, tasks, workerFile, job, onRun, onProgress } = options;
  const results = new Map<number, Result>();
  const left = tasks.map(({ no }) => no);
  let heldBytes = 0;
  let isOpen = true;
  let wake = (): void => {};
  let awaited: Promise<void> | undefined;

  const settle = (reader: Reader, result: Result): void => {
    if (!reader.task) return;
    results.set(reader.task.no, result);
    if ('taken' in result) heldBytes += result.taken.length;
    reader.task = undefined;
  };
  const hear = (reader: Reader, message: FromReader): void => {
    if (message.kind === 'progress') onProgress?.(message);
    else if (message.kind === 'run') onRun(message.no, message.run);
    else if (message.kind === 'read') settle(reader, { taken: message.taken });
    else settle(reader, { error: new AnalyzerError(message.code, message.message) });
    employ();
    wake();
  };
  const readers = Array.from({ length: Math.min(threads, tasks.length - 1) }, () => {
    const worker = new Worker(workerFile, {
      workerData: job,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    });
    const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    const reader: Reader = { worker, gone, task: undefined };
    worker.on('message', (message: FromReader) => hear(reader, message));
    // A bug there is one here: it crashes with the stack it had.
    worker.on('error', (error) => settle(reader, { error }));
    worker.on('exit', (code) => {
      isOpen = false;
      settle(reader, { error: new Error(`a reading thread ended early, with code ${code}`) });
      wake();
    });
    return reader;
  });
  const employ = (): void => {
    for (const reader of readers) {
      if (!isOpen || heldBytes > MAX_HELD_BYTES) return;
      if (reader.task) continue;
      // The first one is for this thread: it needs that one next.
      const [no] = left.splice(left.length > 1 ? 1 : 0, 1);
      const task = tasks.find((one) => one.no === no);
      if (!task) return;
      reader.task = task;
      post(reader, { kind: 'read', task });
    }
  };
  employ();

  return {
    claim(no) {
      const at = left.indexOf(no);
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    },
    result(no) {
      const result = results.get(no);
      if (result === undefined) return undefined;
      results.delete(no);
      if ('taken' in result) heldBytes -= result.taken.length;
      employ();
      return result;
    },
    news() {
      awaited ??= new Promise((resolve) => {
        wake = () => {
          awaited = undefined;
          wake = () => {};
          resolve();
        };
      });
      return awaited;
    },
    stop() {
      isOpen = false;
      for (const reader of readers) post(reader, { kind: 'stop' });
      wake();
    },
    async close() {
      isOpen = false;
      for (const reader of readers) post(reader, { kind: reader.task ? 'abort' : 'end' });
      wake();
      await Promise.all(readers.map(({ gone }) => gone));
    },
  };
}

const post = ({ worker }: Reader, message: ToReader): void => worker.postMessage(message);
