import type { TriageSession } from '../model/triage.js';
import { runTriage, type TriageOptions } from './run-triage.js';
import { createTeller } from './teller.js';

/** A session in this thread: for tests, and where nobody waits for keys. */
export function createSession(options: TriageOptions): TriageSession {
  const teller = createTeller();
  const run = runTriage(options, teller.tell);
  return {
    subscribe: teller.subscribe,
    around: (source, line, before, after) => run.around({ source, line, before, after }),
    stop: run.stop,
    close: run.close,
  };
}
