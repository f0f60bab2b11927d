import type { MessagePort } from 'node:worker_threads';
import { run } from './cli.js';
import { serveUnzip } from './ingest/unzip-serve.js';
import { serveReader } from './parallel/serve.js';
import { serveTriage } from './triage/serve.js';
import { holdYoungGeneration } from './young-generation.js';

/**
 * The programs of `dist`, by the name of the file that starts each. The build makes one script of them all, and a cache
 * of its compiled code: threads need what the command line has compiled.
 */
export const program = {
  cli: () => {
    holdYoungGeneration();
    return run();
  },
  'triage-worker': () => inThread(serveTriage),
  'gather-worker': () => inThread(serveReader),
  'unzip-worker': () => inThread(serveUnzip),
};

export type Program = typeof program;

// biome-ignore lint/suspicious/noExplicitAny: what a thread is given is as untyped as Node's `workerData`
async function inThread(serve: (port: MessagePort, data: any) => unknown): Promise<void> {
  const { parentPort, workerData } = await import('node:worker_threads');
  if (parentPort) await serve(parentPort, workerData);
}
