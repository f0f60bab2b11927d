import { setImmediate } from 'node:timers/promises';
import { type Analysis, type AnalyzeOptions, openAnalysis } from '../analyze.js';
import { AnalyzerError } from '../model/error.js';
import type { Around, Triage, TriageEvent } from '../model/triage.js';
import { buildTriage } from './build-triage.js';
import { answerMeanwhile, silentSince } from './meanwhile.js';
import type { Place } from './messages.js';
import { createProgressKeeper } from './progress.js';
import { readAround } from './read-around.js';

export type TriageOptions = Omit<
  AnalyzeOptions,
  'signal' | 'stop' | 'onProgress' | 'onRest' | 'turn'
>;

/** An analysis that tells what it knows while it reads. */
export interface TriageRun {
  /** Raw lines, read again. */
  around(place: Place): Promise<Around>;
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
  let known: Triage | undefined;
  const say = (event: TriageEvent): void => {
    if (event.kind === 'triage') known = event.triage;
    if (!closing.signal.aborted) tell(event);
  };
  const fail = (error: unknown): void => {
    say({ kind: 'failed', message: sentenceOf(error) });
    closing.abort();
  };
  const progress = createProgressKeeper(say, now);
  let turnAt = 0;
  let rests = 0;
  const onRest = (): void => {
    rests += 1;
  };

  let analysis: Analysis | undefined;
  async function turn(): Promise<void> {
    if (now() - turnAt < TURN_MS) return;
    analysis?.tidy();
    await setImmediate();
    turnAt = now();
  }
  async function run(): Promise<void> {
    const watched = { signal: closing.signal, stop: stopping.signal, turn };
    const asked = { live: true, ...options, ...watched, onProgress: progress.see, onRest };
    const opened = await openAnalysis(asked);
    analysis = opened;
    const meanwhile = answerMeanwhile({
      analysis: opened,
      lines: () => progress.lines,
      rests: () => rests,
      now,
      say,
      fail,
    });
    try {
      await opened.read();
      meanwhile.end();
      progress.flush();
      // A pipe that was ended for its silence leaves nothing open; one that ended by itself tells what it ended with.
      const silentMs = stopping.signal.aborted ? meanwhile.silentMs : 0;
      say({ kind: 'triage', triage: buildTriage(silentSince(opened, silentMs)), final: true });
    } finally {
      meanwhile.end();
      opened.close();
    }
  }
  const ended = run().catch(fail);

  return {
    async around(place) {
      if (isPiped(place.source, options)) return { why: 'pipe' };
      const { paths } = options;
      const sha256 = hashAt(known, place);
      return readAround({ ...place, paths, sha256, signal: closing.signal });
    },
    stop: () => stopping.abort(),
    close() {
      closing.abort();
      return ended;
    },
  };
}

/** Of the line as it was read, where it is quoted. */
function hashAt(triage: Triage | undefined, { source, line }: Place): string | undefined {
  const quoted = [
    ...(triage?.records.map(({ citation }) => citation) ?? []),
    ...(triage?.report.findings.flatMap(({ evidence }) => evidence) ?? []),
  ];
  return quoted.find((one) => one.source === source && one.line === line)?.sha256;
}

const isPiped = (source: string, { stdin, paths }: TriageOptions): boolean =>
  stdin !== undefined &&
  /^(?:stdin|\/dev\/(?:stdin|fd\/0))(?:\/|$)/.test(source) &&
  !paths.includes('stdin');

/** What the user can act on; of a bug also where it stands. */
function sentenceOf(error: unknown): string {
  if (error instanceof AnalyzerError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
