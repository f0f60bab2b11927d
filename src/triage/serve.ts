import type { MessagePort } from 'node:worker_threads';
import { openPipe } from '../ingest/stdin.js';
import type { FromWorker, ToWorker, WorkerInput } from './messages.js';
import { runTriage } from './run-triage.js';

/** The worker's side of a session: it ends when it is told to close. */
export function serveTriage(port: MessagePort, { options, readsStdin }: WorkerInput): void {
  const post = (message: FromWorker): void => port.postMessage(message);
  const stdin = readsStdin ? openPipe() : undefined;
  const run = runTriage({ ...options, ...(stdin ? { stdin } : {}) }, (event) =>
    post({ kind: 'event', event }),
  );
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'stop') run.stop();
    else if (message.kind === 'around') {
      const { id, place } = message;
      void run.around(place).then((around) => post({ kind: 'around', id, around }));
    } else {
      void run.close().then(() => {
        stdin?.destroy();
        port.close();
      });
    }
  });
}
