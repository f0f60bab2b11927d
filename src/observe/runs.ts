import type { Observation, Observations, Subject } from '../model/observation.js';
import type { EpochMs } from '../model/time.js';
import { createInOrder, NO_TIES, placeShapes, type Settle, type Ties } from './in-order.js';
import type { LetGo } from './let-go.js';
import type { Memo } from './memo.js';
import { type SourceOf, sortRun } from './run-merge.js';
import { createLiveShelf, createShelf, type Filed } from './run-shelf.js';
import { createRunStore, inMemory, type Run, WIDTH, withShapes } from './run-store.js';
import { createShapeTable, NUMBERS, type TakenShapes } from './shapes.js';

export type { Settle } from './in-order.js';

/** Observations a run holds; a full run is sorted and, where too many are in memory, written out. */
const RUN_LENGTH = 65_536;
/** Observations of sealed runs kept in memory (48 bytes each). */
const MAX_IN_MEMORY = 4 * RUN_LENGTH;
const FIRST_LENGTH = 256;

/**
 * All observations of all sources, given back in the order (time, source, line) whatever the order
 * they came in, any number of times. Memory is bounded: what exceeds it goes to a private file that is removed at `close`.
 */
export interface Runs {
  /** Observations whose texts were dropped, because there were too many different ones. */
  readonly overflowed: number;
  /** `assumed`: the time lacked year or zone and is completed by `settle` in the end. */
  add(observation: Observation, at: EpochMs, assumed: boolean, memo?: Memo): void;
  /** `aheadOf`: by how much the clock of a placed subject's node is ahead of the common one. */
  inOrder(
    settle: Settle,
    place: (subject: Subject) => Subject,
    aheadOf?: (node: string) => number,
    ties?: Ties,
  ): Observations;
  /** The shapes of what was added, after the last run was given away. */
  take(): TakenShapes;
  /** Sets a run aside that another thread gave away, until the shapes of its observations come. */
  stow(run: GivenRun): StowedRun;
  /** As if all that another thread was told had been added here. */
  absorb(taken: TakenShapes, runs: readonly StowedRun[]): void;
  /** Too many are kept of an input without end: some are to be let go. */
  readonly isFull: boolean;
  /** Lets old ones go; what is left is no longer the whole input. */
  letGo(): readonly LetGo[];
  close(): void;
}

/** A run in order, on its way to another thread. `source`: its times are assumed ones of this source. */
export interface GivenRun {
  readonly values: Float64Array;
  readonly source?: string;
}

export interface StowedRun {
  readonly run: Run;
  readonly source?: string;
}

/** A run that is being filled. `source`: all its times are assumed ones of this source. */
interface Open {
  values: Float64Array;
  length: number;
  source: string | undefined;
}

const emptyRun = (): Open => ({
  values: new Float64Array(FIRST_LENGTH * WIDTH),
  length: 0,
  source: undefined,
});

export interface RunsOptions {
  /** Takes the full runs; without it they are kept. */
  readonly give?: ((run: GivenRun) => void) | undefined;
  /** The input has no end: about so many observations are kept, in memory. */
  readonly maxKept?: number | undefined;
}

export function createRuns({ give, maxKept }: RunsOptions = {}): Runs {
  const table = createShapeTable();
  const numbers = new Float64Array(NUMBERS);
  const sourceOf: SourceOf = (shape) => table.shapes[shape]?.subject.source ?? '';
  const runLength = Math.min(RUN_LENGTH, Math.ceil((maxKept ?? RUN_LENGTH * 4) / 4));
  const store = createRunStore(maxKept === undefined ? MAX_IN_MEMORY : Number.POSITIVE_INFINITY);
  const shelf =
    maxKept === undefined
      ? createShelf()
      : createLiveShelf({ maxKept, shapes: table.shapes, sourceOf });
  let known = emptyRun();
  let assumed = emptyRun();

  const seal = ({ values, length, source }: Open): Open => {
    if (length > 0) {
      const sorted = sortRun(values, length, sourceOf);
      if (give) give({ values: sorted, ...(source === undefined ? {} : { source }) });
      else shelf.file(store.keep(sorted), source);
    }
    return { values, length: 0, source: undefined }; // what was sealed is a copy
  };
  const put = (open: Open, observation: Observation, at: EpochMs, memo: Memo | undefined): void => {
    if (open.length * WIDTH === open.values.length) grow(open);
    const { values } = open;
    const offset = open.length * WIDTH;
    values[offset] = at;
    values[offset + 1] = table.intern(observation, numbers, memo);
    values[offset + 2] = observation.line;
    values[offset + 3] = observation.weight ?? 1;
    for (let i = 0; i < NUMBERS; i += 1) values[offset + 4 + i] = numbers[i] ?? 0;
    open.length += 1;
  };
  /** The runs with those that are being filled, as if they were full. */
  const allRuns = (): readonly Filed[] => {
    const [own, ofSource] = [known, assumed].map(({ values, length, source }): readonly Filed[] =>
      length > 0 ? [{ run: inMemory(sortRun(values, length, sourceOf)), source }] : [],
    );
    const full = shelf.list();
    const stamped = full.filter(({ source }) => source === undefined);
    const unsettled = full.filter(({ source }) => source !== undefined);
    return [...stamped, ...(own ?? []), ...unsettled, ...(ofSource ?? [])];
  };

  return {
    get overflowed() {
      return table.overflowed;
    },
    add(observation, at, isAssumed, memo) {
      if (!isAssumed) {
        put(known, observation, at, memo);
        if (known.length === runLength) known = seal(known);
        return;
      }
      const { source } = observation.subject;
      if (assumed.source !== source) assumed = seal(assumed);
      assumed.source = source;
      put(assumed, observation, at, memo);
      if (assumed.length === runLength) assumed = seal(assumed);
    },
    inOrder(settle, place, aheadOf = () => 0, ties = NO_TIES) {
      const shapes = placeShapes(table.shapes, place);
      const ahead = shapes.map(({ subject }) => aheadOf(subject.node));
      return createInOrder({
        runs: allRuns(),
        shapes,
        ahead,
        settle,
        sourceOf,
        ties,
        maxInMemory: MAX_IN_MEMORY,
      });
    },
    take() {
      known = seal(known);
      assumed = seal(assumed);
      return table.take();
    },
    stow: ({ values, ...rest }) => ({ ...rest, run: store.keep(values) }),
    absorb(taken, stowed) {
      const shapes = table.absorb(taken);
      for (const { run, source } of stowed) shelf.file(withShapes(run, shapes), source);
    },
    get isFull() {
      return shelf.isFull;
    },
    letGo: shelf.letGo,
    close: store.close,
  };
}

function grow(open: Open): void {
  const larger = new Float64Array(Math.min(open.values.length * 4, RUN_LENGTH * WIDTH));
  larger.set(open.values);
  open.values = larger;
}
