import type { Counts } from './corpus/endless.js';
import { measure, type Run } from './measure.js';
import type { Program, Told } from './programs.js';

export interface Outcome {
  readonly program: Program;
  readonly runs: readonly Run[];
  /** What it told about the corpus equals what is true; absent: it told nothing. */
  readonly agrees?: boolean;
  /** Why there are no runs. */
  readonly failure?: string;
}

export interface Contest {
  readonly programs: readonly Program[];
  readonly repeats: number;
  /** A first round that is not counted. Default true. */
  readonly warmUp?: boolean;
  /** What is true of the input, for programs that count. */
  readonly truth?: Counts;
  readonly say: (sentence: string) => void;
}

/** One warm-up round, then A B C … A B C …: every program meets the same minutes of the machine. */
export async function compare(contest: Contest): Promise<readonly Outcome[]> {
  const { programs, repeats, warmUp = true, truth, say } = contest;
  const outcomes: Outcome[] = programs.map((program) => ({ program, runs: [] }));
  for (let round = warmUp ? 0 : 1; round <= repeats; round += 1) {
    for (const [at, outcome] of outcomes.entries()) {
      if (outcome.failure !== undefined) continue;
      const run = await attempt(outcome.program);
      say(`${round}/${repeats}: ${outcome.program.name}: ${describe(run)}`);
      outcomes[at] = addRun(outcome, run, truth, round > 0);
    }
  }
  return outcomes;
}

const describe = (run: Run | Error): string =>
  run instanceof Error ? run.message : `${run.wallS.toFixed(2)} s`;

const attempt = (program: Program): Promise<Run | Error> =>
  measure(program).catch((error: unknown) => (error instanceof Error ? error : Error(`${error}`)));

/** What was told wrongly once stays wrong. */
function addRun(
  outcome: Outcome,
  run: Run | Error,
  tableTruth: Counts | undefined,
  counted: boolean,
): Outcome {
  if (run instanceof Error) return { ...outcome, failure: run.message };
  if (run.exitCode !== 0) return { ...outcome, failure: `ended with code ${run.exitCode}` };
  const runs = counted ? [...outcome.runs, run] : outcome.runs;
  const truth = outcome.program.truth?.() ?? tableTruth;
  const told = tell(outcome.program, run.stdout);
  if (truth === undefined || told === undefined) return { ...outcome, runs };
  return { ...outcome, runs, agrees: (outcome.agrees ?? true) && isTrue(told, truth) };
}

function tell({ read }: Program, stdout: string): Told | undefined {
  try {
    return read?.(stdout);
  } catch {
    return { lines: Number.NaN }; // no report: that is not the truth either
  }
}

const isTrue = ({ lines, matching }: Told, truth: Counts): boolean =>
  (lines === undefined || lines === truth.lines) &&
  (matching === undefined || matching === truth.matching);
