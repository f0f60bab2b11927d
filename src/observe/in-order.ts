import type { Observations, Shape, Subject, TimedObservation } from '../model/observation.js';
import type { Fields, FieldValue } from '../model/record.js';
import type { EpochMs } from '../model/time.js';
import { merge, type SourceOf, sortRun } from './run-merge.js';
import type { Filed } from './run-shelf.js';
import { createRunStore, type Run, type RunStore, WIDTH } from './run-store.js';
import { leadAtTies } from './ties.js';

/** Completes an assumed time once all sources are known: its year, its zone. */
export type Settle = (at: EpochMs, source: string) => EpochMs;

/** What decides between observations of one stamp, before source and line do. */
export interface Ties {
  /** Sources that were written newest first: of one stamp the last line comes first. */
  readonly reversed: ReadonlySet<string>;
  /** Sources with such a signal at the stamp come before others. */
  readonly leading: ReadonlySet<string>;
}

export const NO_TIES: Ties = { reversed: new Set(), leading: new Set() };

export interface InOrderInput {
  readonly runs: readonly Filed[];
  /** By number: the shapes of the stored observations, placed. */
  readonly shapes: readonly Shape[];
  /** By number of the shape: how much its clock is ahead of the common one. */
  readonly ahead: readonly number[];
  readonly settle: Settle;
  readonly sourceOf: SourceOf;
  readonly ties: Ties;
  /** Observations of moved runs that are kept in memory. */
  readonly maxInMemory: number;
}

/** The observations of the runs in the order (time, source, line), by their completed times on the common clock. */
export function createInOrder(input: InOrderInput): Observations {
  const { shapes, sourceOf, ties } = input;
  const sources = new Set(shapes.map(({ subject }) => subject.source));
  const isLed = sources.size > 1 && shapes.some(({ signal }) => ties.leading.has(signal));
  return (seeEach) => {
    const led = isLed ? leadAtTies(ties.leading, seeEach) : undefined;
    const see = led?.see ?? seeEach;
    const moved = createRunStore(input.maxInMemory);
    try {
      merge(retimed(input, moved), sourceOf, (block, from, to) => {
        for (let offset = from; offset < to; offset += WIDTH) {
          const shape = shapes[block[offset + 1] ?? 0];
          if (shape) see(restore(shape, block, offset));
        }
      });
      led?.end();
    } finally {
      moved.close();
    }
  };
}

/** The runs, or copies in the order of their completed times, which may differ from that of the assumed ones. */
function retimed(input: InOrderInput, moved: RunStore): readonly Run[] {
  const { runs, shapes, ahead, settle, sourceOf, ties } = input;
  const isSkewed = ahead.some((ms) => ms !== 0);
  const backward = shapes.map(({ subject }) => ties.reversed.has(subject.source));
  const isTurned = backward.includes(true);
  return runs.map(({ run, source }) => {
    if (source === undefined && !isSkewed && !isTurned) return run;
    const values = run.read(0, run.length).slice();
    for (let offset = 0; offset < values.length; offset += WIDTH) {
      const at = values[offset] ?? 0;
      const settled = source === undefined ? at : settle(at, source);
      const shape = values[offset + 1] ?? 0;
      values[offset] = settled - (ahead[shape] ?? 0);
      // In the order of negative lines the last one comes first.
      if (backward[shape] === true) values[offset + 2] = -(values[offset + 2] ?? 0);
    }
    return moved.keep(sortRun(values, run.length, sourceOf));
  });
}

/** Equal subjects stay one object: what groups by them can compare by identity. */
export function placeShapes(
  shapes: readonly Shape[],
  place: (subject: Subject) => Subject,
): readonly Shape[] {
  const placed = new Map<Subject, Subject>();
  return shapes.map((shape) => {
    const subject = placed.get(shape.subject) ?? place(shape.subject);
    placed.set(shape.subject, subject);
    return subject === shape.subject ? shape : { ...shape, subject };
  });
}

/** Line and weight are floored although they are whole: so they are kept as small integers, without a box each. */
function restore(shape: Shape, block: Float64Array, offset: number): TimedObservation {
  return {
    signal: shape.signal,
    at: block[offset] ?? 0,
    subject: shape.subject,
    fields: shape.numbers.length === 0 ? shape.fields : withNumbers(shape, block, offset),
    line: Math.abs(Math.floor(block[offset + 2] ?? 0)),
    weight: Math.floor(block[offset + 3] ?? 1),
    shape,
  };
}

function withNumbers({ fields, numbers }: Shape, block: Float64Array, offset: number): Fields {
  const all: Record<string, FieldValue> = { ...fields };
  numbers.forEach((name, index) => {
    all[name] = block[offset + 4 + index] ?? 0;
  });
  return all;
}
