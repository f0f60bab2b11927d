import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  createHeadFinder,
  endOfLine,
  isBlankStart,
  longLines,
  openingLines,
  previousStart,
} from '../../src/ingest/context.js';

const STAMP = '2025-04-15T10:00:01+0000 s1 k3s[1]: ';

/** How many lines before the last one its entry begins. */
function linesBefore(lines: readonly string[], floorLine = 0): number {
  const bytes = Buffer.from(lines.join('\n'));
  const start = bytes.lastIndexOf('\n') + 1;
  const floor = Buffer.byteLength(
    lines
      .slice(0, floorLine)
      .map((line) => `${line}\n`)
      .join(''),
  );
  const head = createHeadFinder(bytes)(start, bytes.length, lines.at(-1) ?? '', floor);
  return bytes.subarray(head, start).filter((byte) => byte === 0x0a).length;
}
const many = (count: number, line: string): readonly string[] => Array(count).fill(line);

it.each([
  ['a line with a stamp of its own', [`${STAMP}a`, `${STAMP}b`], 0],
  ['a line without a time', [`${STAMP}a`, `${STAMP}b`, 'c', 'd'], 2],
  ['a level without a time', [`${STAMP}a`, '[WARN] b'], 1],
  ['an indented line', [`${STAMP}a`, '   b', '', '\tc'], 3],
  ['a step of a trace', [...many(50, `${STAMP}a`), `${STAMP}Trace[1]: x`], 40],
  [
    'a step of a trace behind the head of another',
    [...many(50, `${STAMP}a`), `${STAMP}Trace[1]: x trace.go:236] Trace[2]`],
    40,
  ],
  [
    'the head of a trace',
    [...many(5, `${STAMP}a`), `${STAMP}I0415 10:00:00.000000 812 trace.go:236] Trace[1]: "Get":`],
    0,
  ],
  ['a tab behind the stamp', [...many(5, `${STAMP}a`), `${STAMP}\tx`], 5],
  ['a tab as blanks', [...many(5, `${STAMP}a`), `${STAMP}        x`], 5],
  ['a tab as rsyslog writes it', [...many(5, `${STAMP}a`), `${STAMP}#011x`], 5],
  ['a piece of docker', [...many(5, '{"log":"a","time":""}'), '{"log":"b","time":""}'], 5],
  ['at most 400 lines', [`${STAMP}a`, ...many(600, 'b'), 'c'], 400],
])('goes back for %s', (_, lines, count) => expect(linesBefore(lines)).toBe(count));

it('does not go back behind what was given', () => {
  expect(linesBefore([`${STAMP}a`, 'b', 'c', 'd'], 2)).toBe(1);
});

it('finds the tabs of lines that are asked for in order like that of one alone', () => {
  const line = fc.tuple(
    fc.constantFrom('a', '\tb', 'c\t\td', ''),
    fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 9_000 })),
    fc.constantFrom('', '\t'),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(line, fc.boolean()), { maxLength: 60 }), (drawn) => {
      const lines = drawn.map(([[a, blanks, z]]) => `${STAMP}${a}${'x'.repeat(blanks)}${z}`);
      const bytes = Buffer.from(lines.join('\n'));
      const inOrder = createHeadFinder(bytes);
      let start = 0;
      for (const [no, text] of lines.entries()) {
        const end = start + text.length;
        if (drawn[no]?.[1])
          expect(inOrder(start, end, text, 0)).toBe(createHeadFinder(bytes)(start, end, text, 0));
        start = end + 1;
      }
    }),
  );
});

it('finds starts and ends of lines', () => {
  const bytes = Buffer.from('ab\n\nc');
  expect([0, 3, 4].map((start) => endOfLine(bytes, start))).toEqual([2, 3, 5]);
  expect([0, 3, 4, 5].map((start) => previousStart(bytes, start))).toEqual([0, 0, 3, 4]);
  expect([0, 3].map((at) => isBlankStart(bytes, at))).toEqual([false, true]);
});

it.each([
  [
    [5, 101, 3, 100, 102],
    [1, 4],
  ],
  [[101], [0]],
  [[100, 100], []],
  [[], []],
])('of lines with %j bytes those with more than 100 are long: %j', (lengths, long) => {
  const lines = lengths.map((length) => 'x'.repeat(length));
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  const starts = lengths.map((_, no) => lengths.slice(0, no).reduce((sum, it) => sum + it + 1, 0));
  const found = longLines(bytes, 100).map((start) => starts.indexOf(start));
  for (const no of long) expect(found).toContain(no);
  for (const no of found) expect(lengths[no]).toBeGreaterThanOrEqual(100);
});

it('finds lines near the end that open an entry of several', () => {
  const bytes = Buffer.from('a err=<\nb\n{"MESSAGE":"x err=<"}\nResponseCode: 5\nc=<d');
  expect(openingLines(bytes).toSorted((a, b) => a - b)).toEqual([0, 10, 32, 48]);
  expect(openingLines(Buffer.concat([Buffer.from('a=<\n'), Buffer.alloc(20_000)]))).toEqual([]);
});
