import { parentPort, workerData } from 'node:worker_threads';
import { serveReader } from './parallel/serve.js';

// A thread that reads files beside the one that started it.
if (parentPort) serveReader(parentPort, workerData);
