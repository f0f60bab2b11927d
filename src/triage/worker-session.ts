import { Worker } from 'node:worker_threads';
import type { Around, TriageSession } from '../model/triage.js';
import { workerUrl } from '../worker-url.js';
import type { FromWorker, ToWorker, WorkerInput } from './messages.js';
import { createTeller } from './teller.js';

/** So long a worker may take to free everything before it is ended. */
const MAX_CLOSE_MS = 2000;

/** A session whose analysis runs in a thread of its own: this one stays free for keys. */
export function createWorkerSession(input: WorkerInput, url: URL = workerUrl()): TriageSession {
  const teller = createTeller();
  const worker = new Worker(url, { workerData: input });
  const asked = new Map<number, (around: Around) => void>();
  let lastId = 0;
  let isOver = false;

  const send = (message: ToWorker): void => {
    if (!isOver) worker.postMessage(message);
  };
  const exited = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      isOver = true;
      for (const answer of asked.values()) answer({ why: 'gone' });
      asked.clear();
      resolve();
    });
  });
  worker.on('error', (error) => {
    teller.tell({ kind: 'failed', message: error.stack ?? error.message });
  });
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'event') return teller.tell(message.event);
    asked.get(message.id)?.(message.around);
    asked.delete(message.id);
  });

  return {
    subscribe: teller.subscribe,
    around(source, line, before, after) {
      if (isOver) return Promise.resolve({ why: 'gone' });
      lastId += 1;
      const id = lastId;
      send({ kind: 'around', id, place: { source, line, before, after } });
      return new Promise((resolve) => asked.set(id, resolve));
    },
    stop: () => send({ kind: 'stop' }),
    async close() {
      send({ kind: 'close' });
      const late = setTimeout(() => void worker.terminate(), MAX_CLOSE_MS);
      await exited;
      clearTimeout(late);
    },
  };
}
