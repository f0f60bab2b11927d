import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readLines } from '../../src/ingest/lines.js';
import type { Sifting, WindowSizes } from '../../src/ingest/sifting.js';
import type { Line } from '../../src/model/line.js';
import { allLines, naiveLines, plain } from './naive.js';

const STAMP = '2025-04-15T10:00:01Z ';
const SIZES: WindowSizes = { headBytes: 1_024, regionBytes: 1_024, restLines: 1 };

const siftingOf = (more: Partial<Sifting> = {}): Sifting => ({
  literals: ['needle'],
  mayLeaveOut: () => true,
  isOpen: () => false,
  isUndated: () => false,
  longBytes: () => 8_000,
  roughTime: () => undefined,
  sizes: SIZES,
  ...more,
});
const read = (text: string | Buffer, sifting: Sifting = siftingOf(), maxBytes?: number) =>
  readLines('x', Readable.from([Buffer.from(text)]), {
    sifting,
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });
/** The first two regions fill up: the first is read whole, the second was gathered outside of the sieve's memory. */
const FIRST = Array.from({ length: 200 }, (_, no) => `${STAMP}first ${no}\n`).join('');
const FIRST_LINES = 200;

/** Numbers of the given lines behind the first, counted from 1; the sieve's region holds all of them. */
async function numbersOf(lines: readonly string[], more: Partial<Sifting> = {}) {
  const sizes = { headBytes: FIRST.length / 2, regionBytes: FIRST.length / 2, restLines: 1 };
  const reader = read(FIRST + lines.join('\n'), siftingOf({ sizes, ...more }));
  const all = await allLines(reader);
  expect(all.length + reader.leftOut).toBe(reader.lines);
  return all.flatMap(({ no }) => (no > FIRST_LINES ? [no - FIRST_LINES] : []));
}
const calm = (count: number): readonly string[] => Array(count).fill(`${STAMP}calm`);

describe('of a window it gives', () => {
  it('the first line, the last one and those with a literal', async () => {
    const lines = [...calm(3), `${STAMP}a needle`, ...calm(4)];
    expect(await numbersOf(lines)).toEqual([1, 4, 8]);
  });

  it('lines that are indented below one that matters, and those a line takes its time from', async () => {
    const lines = [...calm(2), `${STAMP}needle`, '  a', '', ...calm(3), 'b', 'needle', ...calm(2)];
    expect(await numbersOf(lines)).toEqual([1, 3, 4, 5, 8, 9, 10, 12]);
  });

  it('what follows as long as an entry is open', async () => {
    let asked = 0;
    const isOpen = (): boolean => {
      asked += 1; // once by the region before
      return asked >= 3 && asked <= 5;
    };
    expect(await numbersOf([...calm(2), `${STAMP}needle`, ...calm(9)], { isOpen })).toEqual([
      1, 3, 4, 5, 6, 12,
    ]);
  });

  it('one that may tell year and zone, where they are not known', async () => {
    const bare = (count: number): readonly string[] => Array(count).fill('Apr 15 10:00:01 calm');
    for (const told of ['time="2025-04-15T10:00:01+02:00"', '{"ts":1744704001.5}']) {
      const one = `Apr 15 10:00:01 s1 k3s[1]: ${told}`;
      const lines = [...bare(3), one, one, ...bare(3)];
      expect(await numbersOf(lines)).toEqual([1, 8]);
      expect(await numbersOf(lines, { isUndated: () => true })).toEqual([1, 4, 8]);
    }
  });

  it('long lines', async () => {
    const lines = [...calm(2), STAMP + 'x'.repeat(100), ...calm(2)];
    expect(await numbersOf(lines, { longBytes: () => 90 })).toEqual([1, 3, 5]);
  });

  it.each(['2025-04-15T12:00:01Z late', 'late'])(
    'lines around a pause, behind it %j',
    async (late) => {
      const stamped = Date.parse('2025-04-15T10:00:01Z');
      const roughTime = (text: string) => (text === 'late' ? stamped + 7_200_000 : undefined);
      const lines = [...calm(5), ...Array(6).fill(late)];
      const given = await numbersOf(lines, { roughTime });
      expect(given).toEqual(expect.arrayContaining([1, 5, 6, 11]));
      expect(given.length).toBeLessThan(lines.length);
    },
  );

  it('every line where it may not leave any out', async () => {
    expect(await numbersOf(calm(5), { mayLeaveOut: () => false })).toHaveLength(5);
  });

  it('every line where colours stand in it', async () => {
    expect(await numbersOf([...calm(5), `${STAMP}\x1b[1mx`])).toHaveLength(6);
  });
});

const piece = fc.oneof(
  { weight: 6, arbitrary: fc.constant(Buffer.from(`${STAMP}calm words`)) },
  { weight: 2, arbitrary: fc.constant(Buffer.from(`${STAMP}a needle`)) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom('', ' x', '\t', 'plain', 'ab\r', '\r', '日志')
      .map((text) => Buffer.from(text)),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('a\0b', 'caf\xe9 needle', '\xff', '\x1b[31mx')
      .map((text) => Buffer.from(text, 'latin1')),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 100, max: 3_000 }).map((count) => Buffer.alloc(count, 'y')),
  },
);
const log = fc
  .tuple(
    fc.array(piece, { minLength: 1, maxLength: 150 }),
    fc.constantFrom('\n', '\r\n'),
    fc.boolean(),
  )
  .map(([pieces, end, isEnded]) =>
    Buffer.concat(
      pieces.flatMap((it, no) => [it, Buffer.from(no < pieces.length - 1 || isEnded ? end : '')]),
    ),
  );

it('gives lines as they stand, with their numbers, and every one that holds a literal', async () => {
  await fc.assert(
    fc.asyncProperty(
      log,
      fc.integer({ min: 16, max: 4_000 }),
      fc.integer({ min: 16, max: 4_000 }),
      async (bytes, regionBytes, maxBytes) => {
        const sifting = siftingOf({ sizes: { headBytes: regionBytes, regionBytes } });
        const reader = read(bytes, sifting, maxBytes);
        const lines: Line[] = await allLines(reader);
        const expected = naiveLines(bytes);
        for (const line of lines) {
          const { content: _, ...same } = expected[line.no - 1] ?? expect.fail(`line ${line.no}`);
          expect(plain(line)).toEqual(same);
        }
        const given = lines.map(({ no }) => no);
        expect(given).toEqual([...new Set(given)].sort((a, b) => a - b));
        const needed = expected.filter(({ content }) => content.includes('needle'));
        expect(given).toEqual(expect.arrayContaining(needed.map(({ no }) => no)));
        expect(given).toEqual(expect.arrayContaining([1, expected.length]));
        expect([reader.lines, reader.leftOut]).toEqual([
          expected.length,
          expected.length - lines.length,
        ]);
      },
    ),
    { numRuns: 200 },
  );
});
