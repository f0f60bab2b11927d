import type { EpochMs } from '../model/time.js';
import { NUMBERS } from './shapes.js';
import { createSpill, type Spill } from './spill.js';

/** Doubles of one stored observation: time, shape, line, weight, numbers. */
export const WIDTH = 4 + NUMBERS;

/** Observations in order, wherever they lie. */
export interface Run {
  readonly first: EpochMs;
  readonly length: number;
  /** `size` observations from `start` on. Not to be written to. */
  read(start: number, size: number): Float64Array;
}

/** Sorted observations: in memory as many as there is room for, the others in a private file. */
export interface RunStore {
  keep(sorted: Float64Array): Run;
  /** Removes the file; runs can be read no more. */
  close(): void;
}

export function createRunStore(maxInMemory: number): RunStore {
  let held = 0;
  let spill: Spill | undefined;
  return {
    keep(sorted) {
      const run = inMemory(sorted);
      if (held + run.length <= maxInMemory) {
        held += run.length;
        return run;
      }
      spill ??= createSpill();
      return spilled(run, spill.write(sorted), spill);
    },
    close() {
      spill?.close();
      spill = undefined;
    },
  };
}

export const inMemory = (sorted: Float64Array): Run => ({
  first: sorted[0] ?? 0,
  length: sorted.length / WIDTH,
  read: (start, size) => sorted.subarray(start * WIDTH, (start + size) * WIDTH),
});

const spilled = ({ first, length }: Run, position: number, spill: Spill): Run => ({
  first,
  length,
  read: (start, size) => spill.read(position + start * WIDTH * 8, size * WIDTH),
});

/** The run of another thread, with `shapes` in place of that thread's own. */
export const withShapes = (run: Run, shapes: Uint32Array): Run => ({
  ...run,
  read(start, size) {
    const values = run.read(start, size).slice();
    for (let at = 1; at < values.length; at += WIDTH) values[at] = shapes[values[at] ?? 0] ?? 0;
    return values;
  },
});
