import { parentPort, workerData } from 'node:worker_threads';
import { serveTriage } from './triage/serve.js';

// The thread that reads while the screen waits for keys.
if (parentPort) serveTriage(parentPort, workerData);
