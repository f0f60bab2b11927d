import type { Shape } from '../model/observation.js';
import { merge, type SourceOf, sortRun } from './run-merge.js';
import { inMemory, type Run, WIDTH } from './run-store.js';

const SECOND_MS = 1000;
const WEIGHT = 3;
const NUMBER = 4;
/**
 * Of equal observations of one second that measure something, this part of them is told by each that stays: finer
 * where percentiles are asked for.
 */
const PARTS: readonly number[] = [0.25, 0.25, 0.25, 0.15, 0.05, 0.04, 0.01];

interface Row {
  readonly block: Float64Array;
  readonly offset: number;
}

/**
 * The observations of the runs, equal ones of one second as one that weighs as much as they: the first of them. Those
 * that differ in their numbers only become a few, with the numbers of their quantiles. The sum of the weights stays.
 */
export function condense(
  runs: readonly Run[],
  shapes: readonly Shape[],
  sourceOf: SourceOf,
): Run | undefined {
  const out = createRows();
  const ofSecond = new Map<number, Row[]>();
  let second = Number.NEGATIVE_INFINITY;

  const flush = (): void => {
    const rows = createRows();
    for (const [shape, equal] of ofSecond) {
      const isMeasured = (shapes[shape]?.numbers.length ?? 0) > 0;
      if (isMeasured) sample(equal, rows.add);
      else for (const one of equal.slice(0, 1)) rows.add(one, weightOf(equal));
    }
    ofSecond.clear();
    const sorted = sortRun(rows.values, rows.length, sourceOf);
    for (let offset = 0; offset < sorted.length; offset += WIDTH) {
      const row = { block: sorted, offset };
      out.add(row, sorted[offset + WEIGHT] ?? 1);
    }
  };
  const see = (block: Float64Array, offset: number): void => {
    const own = Math.floor((block[offset] ?? 0) / SECOND_MS);
    if (own !== second) flush();
    second = own;
    const shape = block[offset + 1] ?? 0;
    const equal = ofSecond.get(shape);
    if (equal) equal.push({ block, offset });
    else ofSecond.set(shape, [{ block, offset }]);
  };
  merge(runs, sourceOf, (block, from, to) => {
    for (let offset = from; offset < to; offset += WIDTH) see(block, offset);
  });
  flush();
  return out.length === 0 ? undefined : inMemory(out.values.slice(0, out.length * WIDTH));
}

const weightOf = (rows: readonly Row[]): number =>
  rows.reduce((sum, { block, offset }) => sum + (block[offset + WEIGHT] ?? 1), 0);

/** Of each part of the numbers the one in its middle, with the weight of the part. */
function sample(equal: readonly Row[], add: (row: Row, weight: number) => void): void {
  if (equal.length <= PARTS.length) {
    for (const row of equal) add(row, row.block[row.offset + WEIGHT] ?? 1);
    return;
  }
  const sorted = [...equal].sort((a, b) => numberOf(a) - numberOf(b));
  const total = weightOf(sorted);
  let index = 0;
  let passed = 0;
  let upTo = 0;
  PARTS.forEach((part, no) => {
    upTo += part * total;
    const isLast = no === PARTS.length - 1;
    const own: Row[] = [];
    for (let row = sorted[index]; row; row = sorted[index]) {
      const weight = row.block[row.offset + WEIGHT] ?? 1;
      // A row belongs to the part its middle falls into.
      if (passed + weight / 2 > upTo && !isLast) break;
      own.push(row);
      passed += weight;
      index += 1;
    }
    const middle = own[own.length >> 1];
    if (middle) add(middle, weightOf(own));
  });
}

const numberOf = ({ block, offset }: Row): number => block[offset + NUMBER] ?? 0;

/** Stored observations one behind the other. */
function createRows() {
  let values = new Float64Array(8 * WIDTH);
  let length = 0;
  return {
    get values() {
      return values;
    },
    get length() {
      return length;
    },
    add({ block, offset }: Row, weight: number): void {
      if (length * WIDTH === values.length) {
        const larger = new Float64Array(values.length * 2);
        larger.set(values);
        values = larger;
      }
      values.set(block.subarray(offset, offset + WIDTH), length * WIDTH);
      values[length * WIDTH + WEIGHT] = weight;
      length += 1;
    },
  };
}
