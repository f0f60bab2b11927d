import { groupBy } from '../model/group-by.js';
import type { Shape } from '../model/observation.js';
import { condense } from './condense.js';
import { type LetGo, letOldestGo } from './let-go.js';
import type { SourceOf } from './run-merge.js';
import type { Run } from './run-store.js';

/** Runs that are full. `source`: all times are assumed ones of this source. */
export interface Filed {
  readonly run: Run;
  readonly source: string | undefined;
}

/** Where runs are kept until they are asked for. */
export interface RunShelf {
  file(run: Run, source: string | undefined): void;
  list(): readonly Filed[];
  /** Even condensed they are too many: some are to be let go. */
  readonly isFull: boolean;
  /** Lets the oldest go, of the signals with the most observations. */
  letGo(): readonly LetGo[];
}

export function createShelf(): RunShelf {
  const all: Filed[] = [];
  return {
    file: (run, source) => void all.push({ run, source }),
    list: () => all,
    isFull: false,
    letGo: () => [],
  };
}

/** More runs than this are made one, however short they are. */
const MAX_RUNS = 256;

export interface LiveShelfInput {
  /** Observations that are kept in all, give or take a run. */
  readonly maxKept: number;
  readonly shapes: readonly Shape[];
  readonly sourceOf: SourceOf;
}

/**
 * A shelf for an input without end. What exceeds half of the room is condensed; where that is not enough, it is
 * full until some are let go. Signals with few observations keep all of theirs.
 */
export function createLiveShelf({ maxKept, shapes, sourceOf }: LiveShelfInput): RunShelf {
  let condensed: readonly Filed[] = [];
  let fresh: Filed[] = [];
  const room = maxKept / 2;

  const condenseAll = (): void => {
    const bySource = groupBy([...condensed, ...fresh], ({ source }) => source);
    fresh = [];
    condensed = [...bySource].flatMap(([source, filed]) => {
      const run = condense(
        filed.map((one) => one.run),
        shapes,
        sourceOf,
      );
      return run ? [{ run, source }] : [];
    });
  };
  return {
    file(run, source) {
      fresh.push({ run, source });
      const left = Math.max(room, maxKept - sizeOf(condensed));
      if (sizeOf(fresh) > left || fresh.length > MAX_RUNS) condenseAll();
    },
    list: () => [...condensed, ...fresh],
    get isFull() {
      return sizeOf(condensed) > room;
    },
    letGo() {
      condenseAll();
      const thinned = letOldestGo(condensed, room / 2, shapes);
      condensed = thinned.kept;
      return thinned.gone;
    },
  };
}

const sizeOf = (filed: readonly Filed[]): number =>
  filed.reduce((sum, { run }) => sum + run.length, 0);
