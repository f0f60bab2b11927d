import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Observation, TimedObservation } from '../model/observation.js';
import type { EpochMs } from '../model/time.js';
import { createShapeTable, NUMBERS } from './shapes.js';

/** Observations a run holds; a full run is sorted and, where too many are in memory, written out. */
const RUN_LENGTH = 65_536;
/** Observations of sealed runs kept in memory (48 bytes each). */
const MAX_IN_MEMORY = 8 * RUN_LENGTH;
const FIRST_LENGTH = 1024;
/** Doubles of one stored observation: time, shape, line, weight, numbers. */
const WIDTH = 4 + NUMBERS;
/** Observations read back at a time. */
const BLOCK = 2048;

interface Run {
  readonly first: EpochMs;
  readonly length: number;
  /** In memory, or at `position` of the file. */
  readonly values?: Float64Array;
  readonly position: number;
  /** The source whose times still lack their year. */
  readonly yearless?: string;
}

/** Completes a time once all sources are known: the year of stamps without one. */
export type Settle = (at: EpochMs, source: string) => EpochMs;

/**
 * All observations of all sources, given back in the order (time, source, line) whatever the order
 * they came in. Memory is bounded: what exceeds it goes to a private file that is removed at `close`.
 */
export interface Runs {
  readonly count: number;
  readonly overflowed: number;
  /** Begins a run of its own for a source whose times lack their year; `undefined` ends it. */
  separate(yearless: string | undefined): void;
  add(observation: Observation, at: EpochMs): void;
  inOrder(settle: Settle): Generator<TimedObservation>;
  close(): void;
}

export function createRuns(): Runs {
  const table = createShapeTable();
  const numbers = new Float64Array(NUMBERS);
  const runs: Run[] = [];
  let values = new Float64Array(FIRST_LENGTH * WIDTH);
  let length = 0;
  let count = 0;
  let inMemory = 0;
  let yearless: string | undefined;
  let spill: Spill | undefined;

  const seal = (): void => {
    if (length === 0) return;
    const sorted = sortRun(values, length, (shape) => table.shapes[shape]?.subject.source ?? '');
    // biome-ignore lint/style/noNonNullAssertion: a sealed run holds at least one observation.
    const run = { first: sorted[0]!, length, ...(yearless === undefined ? {} : { yearless }) };
    if (inMemory + length <= MAX_IN_MEMORY) {
      inMemory += length;
      runs.push({ ...run, values: sorted, position: 0 });
    } else {
      spill ??= createSpill();
      runs.push({ ...run, position: spill.write(sorted) });
    }
    values = new Float64Array(FIRST_LENGTH * WIDTH);
    length = 0;
  };

  const grow = (): void => {
    const larger = new Float64Array(Math.min(values.length * 4, RUN_LENGTH * WIDTH));
    larger.set(values);
    values = larger;
  };

  return {
    get count() {
      return count;
    },
    get overflowed() {
      return table.overflowed;
    },
    separate(source) {
      if (source === yearless) return;
      seal();
      yearless = source;
    },
    add(observation, at) {
      if (length * WIDTH === values.length) grow();
      const offset = length * WIDTH;
      const shape = table.intern(observation, numbers);
      values[offset] = at;
      values[offset + 1] = shape;
      values[offset + 2] = observation.line;
      values[offset + 3] = observation.weight ?? 1;
      values.set(numbers, offset + 4);
      count += 1;
      length += 1;
      if (length === RUN_LENGTH) seal();
    },
    *inOrder(settle) {
      seal();
      const sourceOf = (shape: number): string => table.shapes[shape]?.subject.source ?? '';
      for (const [block, offset] of merge(settled(runs, settle), spill, sourceOf, settle)) {
        const shape = table.shapes[block[offset + 1] ?? 0];
        if (shape) yield restore(shape, block, offset);
      }
    },
    close() {
      spill?.close();
      spill = undefined;
    },
  };
}

function restore(
  shape: ReturnType<typeof createShapeTable>['shapes'][number],
  block: Float64Array,
  offset: number,
): TimedObservation {
  let { fields } = shape;
  if (shape.numbers.length > 0) {
    const all: Record<string, string | number | boolean> = { ...fields };
    shape.numbers.forEach((name, index) => {
      all[name] = block[offset + 4 + index] ?? 0;
    });
    fields = all;
  }
  return {
    signal: shape.signal,
    at: block[offset] ?? 0,
    subject: shape.subject,
    fields,
    line: block[offset + 2] ?? 0,
    weight: block[offset + 3] ?? 1,
  };
}

type SourceOf = (shape: number) => string;

/** Order of two stored observations: time, source, line. */
function compare(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  sourceOf: SourceOf,
): number {
  const byTime = (a[i] ?? 0) - (b[j] ?? 0);
  if (byTime !== 0) return byTime;
  const left = sourceOf(a[i + 1] ?? 0);
  const right = sourceOf(b[j + 1] ?? 0);
  if (left !== right) return left < right ? -1 : 1;
  return (a[i + 2] ?? 0) - (b[j + 2] ?? 0);
}

/** A copy in order, cut to its length. Logs mostly are in order already. */
function sortRun(values: Float64Array, length: number, sourceOf: SourceOf): Float64Array {
  let ordered = true;
  for (let i = 1; i < length && ordered; i += 1) {
    ordered = compare(values, (i - 1) * WIDTH, values, i * WIDTH, sourceOf) <= 0;
  }
  if (ordered) return values.slice(0, length * WIDTH);
  const order = Uint32Array.from({ length }, (_, index) => index);
  order.sort((a, b) => compare(values, a * WIDTH, values, b * WIDTH, sourceOf) || a - b);
  const sorted = new Float64Array(length * WIDTH);
  order.forEach((from, to) => {
    sorted.set(values.subarray(from * WIDTH, (from + 1) * WIDTH), to * WIDTH);
  });
  return sorted;
}

interface Cursor {
  readonly run: Run;
  block: Float64Array;
  /** Index inside the block, and of the block inside the run. */
  offset: number;
  start: number;
}

/** A run is opened when the merge reaches its first time: rotated files cost no memory. */
function* merge(
  runs: readonly Run[],
  spill: Spill | undefined,
  sourceOf: SourceOf,
  settle: Settle,
): Generator<readonly [Float64Array, number]> {
  const waiting = [...runs].sort((a, b) => b.first - a.first);
  const open: Cursor[] = [];
  const load = (cursor: Cursor): boolean => {
    if (cursor.start >= cursor.run.length) return false;
    const size = Math.min(BLOCK, cursor.run.length - cursor.start);
    cursor.block =
      cursor.run.values?.slice(cursor.start * WIDTH, (cursor.start + size) * WIDTH) ??
      spill?.read(cursor.run.position + cursor.start * WIDTH * 8, size * WIDTH) ??
      new Float64Array();
    const { yearless } = cursor.run;
    for (let i = 0; yearless !== undefined && i < cursor.block.length; i += WIDTH) {
      cursor.block[i] = settle(cursor.block[i] ?? 0, yearless);
    }
    cursor.start += size;
    cursor.offset = 0;
    return true;
  };
  const openDue = (): void => {
    for (;;) {
      const next = waiting.at(-1);
      if (!next) return;
      const earliest = open[0];
      if (earliest && (earliest.block[earliest.offset] ?? 0) < next.first) return;
      waiting.pop();
      const cursor: Cursor = { run: next, block: new Float64Array(), offset: 0, start: 0 };
      if (load(cursor)) insert(open, cursor, sourceOf);
    }
  };
  openDue();
  for (let cursor = open[0]; cursor; cursor = open[0]) {
    yield [cursor.block, cursor.offset];
    cursor.offset += WIDTH;
    const more = cursor.offset < cursor.block.length || load(cursor);
    if (!more) open.shift();
    else if (open.length > 1) sinkFirst(open, sourceOf);
    openDue();
  }
}

const settled = (runs: readonly Run[], settle: Settle): readonly Run[] =>
  runs.map((run) =>
    run.yearless === undefined ? run : { ...run, first: settle(run.first, run.yearless) },
  );

/** Few runs overlap, so a sorted array beats a heap. */
function insert(open: Cursor[], cursor: Cursor, sourceOf: SourceOf): void {
  let at = 0;
  while (at < open.length && before(open[at], cursor, sourceOf)) at += 1;
  open.splice(at, 0, cursor);
}

function sinkFirst(open: Cursor[], sourceOf: SourceOf): void {
  const [first] = open;
  let at = 0;
  while (at + 1 < open.length && before(open[at + 1], first, sourceOf)) {
    // biome-ignore lint/style/noNonNullAssertion: at + 1 is inside the array.
    open[at] = open[at + 1]!;
    at += 1;
  }
  if (first && at > 0) open[at] = first;
}

function before(a: Cursor | undefined, b: Cursor | undefined, sourceOf: SourceOf): boolean {
  return !!a && !!b && compare(a.block, a.offset, b.block, b.offset, sourceOf) <= 0;
}

interface Spill {
  write(values: Float64Array): number;
  read(position: number, length: number): Float64Array;
  close(): void;
}

/** One file in a folder only this user can read; removed at `close`. */
function createSpill(): Spill {
  const folder = mkdtempSync(join(tmpdir(), 'hotplane-'));
  const file = openSync(join(folder, 'observations'), 'w+', 0o600);
  let end = 0;
  return {
    write(values) {
      const at = end;
      const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
      for (let done = 0; done < bytes.length; ) {
        done += writeSync(file, bytes, done, bytes.length - done, at + done);
      }
      end += bytes.length;
      return at;
    },
    read(position, length) {
      const values = new Float64Array(length);
      const bytes = new Uint8Array(values.buffer);
      for (let done = 0; done < bytes.length; ) {
        const read = readSync(file, bytes, done, bytes.length - done, position + done);
        if (read === 0) break;
        done += read;
      }
      return values;
    },
    close() {
      closeSync(file);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
