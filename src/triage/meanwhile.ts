import type { Analysis } from '../analyze.js';
import { AnalyzerError } from '../model/error.js';
import type { Triage, TriageEvent } from '../model/triage.js';
import { buildTriage } from './build-triage.js';
import { createPace } from './pace.js';
import { createSilence } from './silence.js';

/** How often it is looked whether an answer is due; while nothing comes less often. */
const LOOK_MS = 50;
const IDLE_LOOK_MS = 250;
const IDLE_AFTER_MS = 2000;

export interface MeanwhileInput {
  readonly analysis: Analysis;
  /** Lines read so far: without more of them there is no news. */
  readonly lines: () => number;
  /** How often lines that were read before became records only now: news as well. */
  readonly rests: () => number;
  /** Milliseconds since the start. */
  readonly now: () => number;
  readonly say: (event: TriageEvent) => void;
  readonly fail: (error: unknown) => void;
}

export interface Meanwhile {
  end(): void;
  /** So long nothing came; 0 where that is no news. */
  readonly silentMs: number;
}

/** Gives answers while the reading goes on, until it is ended. */
export function answerMeanwhile({
  analysis,
  lines,
  rests,
  now,
  say,
  fail,
}: MeanwhileInput): Meanwhile {
  const pace = createPace();
  const silence = createSilence();
  let timer: NodeJS.Timeout | undefined;
  let known = 0;
  let knownRests = 0;
  let newsAt = 0;
  let isRunning = false;

  const answer = (): void => {
    const from = now();
    known = lines();
    knownRests = rests();
    const triage = buildTriage(silentSince(analysis, silence.ms));
    isRunning = runsOn(triage);
    say({ kind: 'triage', triage, final: false });
    pace.took(from, now());
  };
  const look = (): void => {
    silence.see(lines(), now());
    const isNews = lines() > known || rests() > knownRests;
    if (isNews) newsAt = now();
    try {
      if ((isNews || (silence.takeNews() && isRunning)) && now() >= pace.dueAt) answer();
    } catch (error) {
      // The asked time may begin behind what was read so far.
      if (!(error instanceof AnalyzerError)) {
        fail(error);
        return;
      }
    }
    plan();
  };
  const plan = (): void => {
    timer = setTimeout(look, now() - newsAt > IDLE_AFTER_MS ? IDLE_LOOK_MS : LOOK_MS);
  };
  plan();
  return {
    end: () => clearTimeout(timer),
    get silentMs() {
      return silence.ms;
    },
  };
}

/** The analysis as of now, where nothing came for so long. */
export const silentSince = (analysis: Analysis, silentMs: number): Analysis => ({
  ...analysis,
  conclude: (watch) => analysis.conclude(watch, silentMs),
});

const runsOn = ({ report }: Triage): boolean => report.findings.some(({ openEnd }) => openEnd);
