import { parentPort, workerData } from 'node:worker_threads';
import { serveUnzip } from './ingest/unzip-serve.js';

// A thread that unpacks a large file for the one that started it.
if (parentPort) await serveUnzip(parentPort, workerData);
