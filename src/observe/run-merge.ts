import { type Run, WIDTH } from './run-store.js';

/** Observations read back at a time. */
const BLOCK = 2048;

export type SourceOf = (shape: number) => string;

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
export function sortRun(values: Float64Array, length: number, sourceOf: SourceOf): Float64Array {
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
  /** Place among the runs: decides between observations of one line. */
  readonly no: number;
  block: Float64Array;
  /** Index inside the block, and of the block inside the run. */
  offset: number;
  start: number;
}

/** Observations that follow each other, stored in `block` from the offset `from` on and before `to`. */
export type SeeStretch = (block: Float64Array, from: number, to: number) => void;

/**
 * A run is opened when the merge reaches its first time: rotated files cost no memory. Equal observations come in the
 * order of their runs, wherever one ends and the next begins.
 */
export function merge(runs: readonly Run[], sourceOf: SourceOf, see: SeeStretch): void {
  const waiting = runs
    .map((run, no) => ({ run, no }))
    .sort((a, b) => b.run.first - a.run.first || b.no - a.no);
  const open: Cursor[] = [];
  const openDue = (): void => {
    for (;;) {
      const next = waiting.at(-1);
      if (!next || headOf(open[0]) < next.run.first) return;
      waiting.pop();
      const cursor: Cursor = { ...next, block: new Float64Array(), offset: 0, start: 0 };
      if (load(cursor)) insert(open, cursor, sourceOf);
    }
  };
  openDue();
  for (let cursor = open[0]; cursor; cursor = open[0]) {
    const { block, offset } = cursor;
    const others = Math.min(headOf(open[1]), waiting.at(-1)?.run.first ?? LAST);
    let to = offset + WIDTH;
    while (to < block.length && (block[to] ?? LAST) < others) to += WIDTH;
    see(block, offset, to);
    cursor.offset = to;
    const more = to < block.length || load(cursor);
    if (!more) open.shift();
    else if (open.length > 1) sinkFirst(open, sourceOf);
    openDue();
  }
}

const LAST = Number.POSITIVE_INFINITY;

/** The time a cursor stands at; without one, after all times. */
const headOf = (cursor: Cursor | undefined): number =>
  cursor ? (cursor.block[cursor.offset] ?? 0) : LAST;

/** The next block of the run; false: there is none. */
function load(cursor: Cursor): boolean {
  if (cursor.start >= cursor.run.length) return false;
  const size = Math.min(BLOCK, cursor.run.length - cursor.start);
  cursor.block = cursor.run.read(cursor.start, size);
  cursor.start += size;
  cursor.offset = 0;
  return true;
}

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
  if (!a || !b) return false;
  return (compare(a.block, a.offset, b.block, b.offset, sourceOf) || a.no - b.no) < 0;
}
