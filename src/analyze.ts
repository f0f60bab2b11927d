import type { Readable } from 'node:stream';
import { maskSecrets } from './bundle/config/secrets.js';
import { type Concluded, type ConcludeInput, conclude } from './conclude.js';
import { type Memory, recall, remember } from './diagnose/recall.js';
import { createGathering } from './gather.js';
import type { WindowSizes } from './ingest/sifting.js';
import type { Pipe } from './ingest/stdin.js';
import { endedHere, wasEnded } from './model/ended.js';
import { AnalyzerError } from './model/error.js';
import type { ClockHint } from './model/record.js';
import type { Report } from './model/report.js';
import type { Rulebook } from './model/rule.js';
import type { LetGo } from './observe/let-go.js';
import { createObserver } from './observe/observe.js';
import { openRulebook } from './rulebook/open.js';
import { settleInput } from './settle-input.js';
import type { TimeLimit } from './time-limit.js';
import { builtinRules, compiledRules } from './version.js';

export interface AnalyzeOptions {
  /** Files, folders, `-` for the pipe. */
  readonly paths: readonly string[];
  readonly stdin?: Readable | Pipe;
  /** Folders with rules beside the built-in pack. */
  readonly rules?: readonly string[];
  /** For stamps that lack year or zone. */
  readonly clock?: ClockHint;
  /** Which node a source belongs to, by the source's name. */
  readonly nodes?: ReadonlyMap<string, string>;
  /** Limits on the time in the log; relative ones count back from the newest record. */
  readonly since?: TimeLimit;
  readonly until?: TimeLimit;
  /** Diagnoses the user chose not to see. */
  readonly mute?: readonly string[];
  /** False: every line is parsed, so that counts of records and unparsed lines are complete. */
  readonly sieve?: boolean;
  /** For tests: how much is read whole, and sieved at once. */
  readonly windowSizes?: WindowSizes;
  /** For tests: observations that are kept of an input without end. */
  readonly maxKept?: number;
  /** Threads that read large files beside this one; 0: none. Default: as many as there are cores besides one. */
  readonly workers?: number;
  /** For tests: from how much text on another thread is worth it, and the programs that it runs. */
  readonly parallel?: {
    readonly minBytes?: number;
    readonly workerFile?: string;
    readonly unzipperFile?: string;
  };
  /** Logs are read on as they grow, until the reading is stopped; those that do not exist yet are waited for. */
  readonly follow?: boolean;
  /** Someone waits for what comes through the pipe: it is read line by line, not only by the block. */
  readonly live?: boolean;
  readonly signal?: AbortSignal;
  /** Ends the reading: the answer is that of what was read until then. */
  readonly stop?: AbortSignal;
  /** `bytes`: of text, decompressed. */
  readonly onProgress?: (source: string, lines: number, bytes: number, done: boolean) => void;
  /** Nothing came for a while, and what might have gone on was given out: with no more lines there is news. */
  readonly onRest?: () => void;
  /** Asked between two reads of a log: the reading goes on when the promise is kept. */
  readonly turn?: () => Promise<void> | undefined;
}

/**
 * Reads everything that was given and answers with one report.
 * Throws `AnalyzerError` where the input, an option or a rule cannot be used at all.
 */
export async function analyze(options: AnalyzeOptions): Promise<Report> {
  const analysis = await openAnalysis(options);
  try {
    await analysis.read();
    return analysis.conclude().report;
  } finally {
    analysis.close();
  }
}

/** An analysis that can be asked before it is done. */
export interface Analysis {
  readonly rulebook: Rulebook;
  /** Reads everything, once. Throws as `analyze` does. */
  read(): Promise<void>;
  /**
   * The answer to what was read so far; to be asked between two reads, any number of times: the last answer is the
   * same whether or not others were given before. `silentMs`: so long nothing came, though more may come.
   * Throws `option-invalid` where the asked time is empty.
   */
  conclude(watch?: ConcludeInput['watch'], silentMs?: number): Concluded;
  /** Makes room where an input without end has filled it; to be called between two reads. */
  tidy(): void;
  /** Removes what was set aside. */
  close(): void;
}

/** Throws `AnalyzerError` for an option or a rule that cannot be used. */
export async function openAnalysis(options: AnalyzeOptions): Promise<Analysis> {
  // The rules: built in, and the user's beside them.
  const rulebook = await openRulebook([builtinRules(), ...(options.rules ?? [])], compiledRules());
  checkMuted(options.mute ?? [], rulebook);
  const observer = createObserver(rulebook, {
    mask: maskSecrets,
    maxKept: isEndless(options) ? (options.maxKept ?? MAX_KEPT) : undefined,
  });
  const gathering = createGathering(options, observer, rulebook);
  const gone = new Map<string, LetGo>();
  let memory: Memory | undefined;

  const concludeRest: Analysis['conclude'] = (watch, silentMs) => {
    const gathered = gathering.soFar();
    const input = settleInput({ options, rulebook, observer, gathered, gone });
    return conclude({ ...input, watch, silentMs, unbegun: gathered.unbegun });
  };
  const concludeAll: Analysis['conclude'] = (watch, silentMs) => {
    const concluded = concludeRest(watch, silentMs);
    const report = recall(concluded.report, memory, rulebook.diagnoses);
    return { ...concluded, report: isCutOff(report) ? endedHere(report, new Set()) : report };
  };
  const isCutOff = (report: Report): boolean =>
    wasEnded(report) || (options.stop?.aborted === true && report.unbegun !== undefined);
  return {
    rulebook,
    // bytes -> lines -> records -> observations; other files of bundles -> facts.
    read: gathering.read,
    // observations -> detections and facts -> findings -> report, over all sources in time order.
    conclude: concludeAll,
    tidy() {
      if (!observer.runs.isFull) return;
      const whole = reportOf(concludeAll);
      for (const one of observer.runs.letGo()) {
        if (one.at > (gone.get(one.source)?.at ?? Number.NEGATIVE_INFINITY))
          gone.set(one.source, one);
      }
      const rest = reportOf(concludeRest);
      if (whole && rest) memory = remember(whole, rest);
    },
    close: observer.runs.close,
  };
}

/** Observations of an input without end that are kept: an answer takes about half a second. */
const MAX_KEPT = 262_144;

/** Nothing where the asked time is empty until now. */
function reportOf(ask: () => Concluded): Report | undefined {
  try {
    return ask().report;
  } catch (error) {
    if (error instanceof AnalyzerError) return undefined;
    throw error;
  }
}

const isEndless = ({ live, follow, stdin }: AnalyzeOptions): boolean =>
  live === true && (follow === true || stdin !== undefined);

function checkMuted(ids: readonly string[], rulebook: Rulebook): void {
  const known = rulebook.diagnoses.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown === undefined) return;
  const sentence = `--mute ${unknown}: no such diagnosis; there are ${known.sort().join(', ')}`;
  throw new AnalyzerError('option-invalid', sentence);
}
