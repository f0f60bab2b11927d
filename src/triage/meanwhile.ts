import type { Analysis } from '../analyze.js';
import { AnalyzerError } from '../model/error.js';
import type { TriageEvent } from '../model/triage.js';
import { buildTriage } from './build-triage.js';
import { createPace } from './pace.js';

/** How often it is looked whether an answer is due. */
const LOOK_MS = 50;

export interface MeanwhileInput {
  readonly analysis: Analysis;
  /** Lines read so far: without more of them there is no news. */
  readonly lines: () => number;
  /** Milliseconds since the start. */
  readonly now: () => number;
  readonly say: (event: TriageEvent) => void;
  readonly fail: (error: unknown) => void;
}

/** Gives answers while the reading goes on, until it is ended. */
export function answerMeanwhile(input: MeanwhileInput): { readonly end: () => void } {
  const { analysis, lines, now, say, fail } = input;
  const pace = createPace();
  let known = 0;

  const answer = (): void => {
    const from = now();
    known = lines();
    try {
      say({ kind: 'triage', triage: buildTriage(analysis), final: false });
    } catch (error) {
      // The asked time may begin behind what was read so far.
      if (!(error instanceof AnalyzerError)) {
        clearInterval(timer);
        fail(error);
      }
    }
    pace.took(from, now());
  };
  const timer = setInterval(() => {
    if (lines() > known && now() >= pace.dueAt) answer();
  }, LOOK_MS);
  return { end: () => clearInterval(timer) };
}
