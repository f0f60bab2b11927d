import fc from 'fast-check';
import { expect, it } from 'vitest';
import { merge, sortRun } from '../../src/observe/run-merge.js';
import { inMemory, WIDTH } from '../../src/observe/run-store.js';

const SOURCES = ['b', 'a', 'c'];
const sourceOf = (shape: number): string => SOURCES[shape] ?? '';

interface Row {
  readonly at: number;
  readonly shape: number;
  readonly line: number;
}

const row = fc.record({
  at: fc.integer({ min: 0, max: 12 }),
  shape: fc.nat({ max: 2 }),
  line: fc.integer({ min: 1, max: 3 }),
});

/** Sorted, each row with the number of its run as its weight. */
function runOf(rows: readonly Row[], no: number): Float64Array {
  const values = new Float64Array(rows.length * WIDTH);
  rows.forEach(({ at, shape, line }, index) => {
    values.set([at, shape, line, no], index * WIDTH);
  });
  return sortRun(values, rows.length, sourceOf);
}

it('gives the rows of all runs by time, source and line, equal ones in the order of their runs', () => {
  fc.assert(
    fc.property(fc.array(fc.array(row, { minLength: 1 }), { maxLength: 6 }), (lists) => {
      const given: (readonly number[])[] = [];
      const runs = lists.map((rows, no) => inMemory(runOf(rows, no)));
      merge(runs, sourceOf, (block, from, to) => {
        for (let at = from; at < to; at += WIDTH) given.push([...block.subarray(at, at + 4)]);
      });
      const expected = lists
        .flatMap((rows, no) => rows.map(({ at, shape, line }) => [at, shape, line, no] as const))
        .sort(
          (a, b) =>
            a[0] - b[0] ||
            (sourceOf(a[1]) < sourceOf(b[1]) ? -1 : sourceOf(a[1]) > sourceOf(b[1]) ? 1 : 0) ||
            a[2] - b[2] ||
            a[3] - b[3],
        );
      expect(given).toEqual(expected);
    }),
  );
});

it('gives what lies between two rows of another run in one go', () => {
  const [long, short] = [
    Array.from({ length: 3000 }, (_, at) => ({ at, shape: 0, line: at + 1 })),
    [{ at: 1000.5, shape: 1, line: 1 }],
  ];
  const stretches: (readonly number[])[] = [];
  merge([inMemory(runOf(long, 0)), inMemory(runOf(short, 1))], sourceOf, (block, from, to) => {
    stretches.push([block[from] ?? 0, (to - from) / WIDTH]);
  });
  // Blocks are of 2,048 rows.
  expect(stretches).toEqual([
    [0, 1001],
    [1000.5, 1],
    [1001, 1047],
    [2048, 952],
  ]);
});
