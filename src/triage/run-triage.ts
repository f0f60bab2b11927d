import { setImmediate } from 'node:timers/promises';
import { type AnalyzeOptions, openAnalysis } from '../analyze.js';
import { AnalyzerError } from '../model/error.js';
import type { TriageEvent } from '../model/triage.js';
import { answerOf } from './answer.js';
import { answerMeanwhile } from './meanwhile.js';
import { createProgressKeeper } from './progress.js';

export type TriageOptions = Omit<AnalyzeOptions, 'signal' | 'stop' | 'onProgress' | 'turn'>;

/** An analysis that tells what it knows while it reads. */
export interface TriageRun {
  /** Reads no further; the final answer follows. */
  stop(): void;
  /** Ends everything; nothing more is told. Resolves when all is freed. */
  close(): Promise<void>;
}

/** So long the reading may keep the thread before messages and timers get their turn. */
const TURN_MS = 25;

/** Reads in this thread. `tell` gets progress, answers in between, and in the end the last answer or the failure. */
export function runTriage(options: TriageOptions, tell: (event: TriageEvent) => void): TriageRun {
  const startedAt = performance.now();
  const now = (): number => performance.now() - startedAt;
  const stopping = new AbortController();
  const closing = new AbortController();
  const say = (event: TriageEvent): void => {
    if (!closing.signal.aborted) tell(event);
  };
  const fail = (error: unknown): void => {
    say({ kind: 'failed', message: sentenceOf(error) });
    closing.abort();
  };
  const progress = createProgressKeeper(say, now);
  let turnAt = 0;

  async function turn(): Promise<void> {
    if (now() - turnAt < TURN_MS) return;
    await setImmediate();
    turnAt = now();
  }
  async function run(): Promise<void> {
    const watched = { signal: closing.signal, stop: stopping.signal, turn };
    const analysis = await openAnalysis({ ...options, ...watched, onProgress: progress.see });
    const meanwhile = answerMeanwhile({ analysis, lines: () => progress.lines, now, say, fail });
    try {
      await analysis.read();
      meanwhile.end();
      progress.flush();
      say({ kind: 'triage', triage: answerOf(analysis), final: true });
    } finally {
      meanwhile.end();
      analysis.close();
    }
  }
  const ended = run().catch(fail);

  return {
    stop: () => stopping.abort(),
    close() {
      closing.abort();
      return ended;
    },
  };
}

/** What the user can act on; of a bug also where it stands. */
function sentenceOf(error: unknown): string {
  if (error instanceof AnalyzerError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
