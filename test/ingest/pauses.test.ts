import fc from 'fast-check';
import { expect, it } from 'vitest';
import { findPauses } from '../../src/ingest/pauses.js';

const MINUTE_MS = 60_000;

interface Made {
  readonly bytes: Buffer;
  readonly starts: readonly number[];
  readonly last: number;
}

/** One line for each minute; `-`: a line without a time. */
function make(minutes: readonly (number | '-')[]): Made {
  const lines = minutes.map((minute) => `${minute} ${'x'.repeat(Number(minute) % 7 || 1)}\n`);
  const starts = lines.map((_, no) => lines.slice(0, no).join('').length);
  return { bytes: Buffer.from(lines.join('')), starts, last: starts.at(-1) ?? 0 };
}
const timeIn =
  ({ bytes }: Made) =>
  (start: number): number | undefined => {
    const word = bytes.toString('latin1', start, bytes.indexOf(' ', start));
    return word === '-' ? undefined : Number(word) * MINUTE_MS;
  };
const found = (minutes: readonly (number | '-')[]): readonly number[] => {
  const made = make(minutes);
  return findPauses(made.bytes, made.last, timeIn(made)).map((start) => made.starts.indexOf(start));
};

it.each([
  ['no pause', [0, 5, 10, 15], [0, 3]],
  ['one', [0, 1, 2, 60, 61, 62], [2, 3]],
  ['one in a log that runs back', [62, 61, 60, 2, 1, 0], [2, 3]],
  ['one between lines without a time', [0, 1, '-', '-', '-', 60, 61], [1, 2, 3, 4, 5]],
  ['lines without a time at both ends', ['-', 0, 60, '-'], [0, 1, 2, 3]],
  ['a step back', [0, 1, 2, 0, 1, 2, 3], [2, 3]],
  ['a step back in a log that runs back', [7, 6, 5, 4, 9, 8, 7, 6, 5], [3, 4]],
  ['a step back with lines without a time', [5, 6, 7, '-', '-', 3, 4, 5], [2, 3, 4, 5]],
  ['older lines in between', [500, 501, 502, 3, 4, 502, 503, 504], [2, 3, 4, 5]],
  ['no time at all', ['-', '-', '-'], []],
  ['nothing', [], []],
] as const)('%s: %j gives the lines %j', (_, minutes, lines) => {
  const all = found(minutes);
  expect(all).toEqual(expect.arrayContaining([...lines]));
  expect(all).toEqual([...all].sort((a, b) => a - b));
});

it.each([
  ['a step back of a minute', [0, 1, 2, 3, 2, 3, 4, 5], 2],
  ['a log that runs back', [8, 7, 6, 4, 3, 2, 1, 0], 2],
] as const)('%s is none: %j', (_, minutes, count) => {
  expect(found(minutes)).toHaveLength(count);
});

it('takes stamps of two zones in turn for no clock that is set', () => {
  const minutes = Array.from({ length: 400 }, (_, no) => no * 0.01 + (no % 3 === 0 ? 120 : 0));
  expect(found(minutes).length).toBeLessThan(30);
});

/** Three thousand lines of 300 bytes, one a second, 25 minutes earlier from line 900 on. */
it('finds a clock set back in a region of which the last line is later than the first', () => {
  const texts = Array.from({ length: 3_000 }, (_, no) => {
    const minute = (no - (no < 900 ? 0 : 1_500)) / 60;
    return `${minute} ${'x'.repeat(300)}\n`;
  });
  const bytes = Buffer.from(texts.join(''));
  const startOf = (no: number): number => texts.slice(0, no).join('').length;
  const starts = findPauses(bytes, startOf(2_999), timeIn({ bytes, starts: [], last: 0 }));
  expect(starts).toEqual(expect.arrayContaining([startOf(899), startOf(900)]));
  expect(starts.length).toBeLessThan(60);
});

it('gives both sides of every pause, in either direction, and no whole log', () => {
  const step = fc.oneof(
    { weight: 20, arbitrary: fc.integer({ min: 0, max: 3 }) },
    { weight: 1, arbitrary: fc.integer({ min: 16, max: 300 }) },
  );
  const isUntimed = fc.integer({ min: 0, max: 9 }).map((it) => it === 0);
  const log = fc.array(fc.tuple(step, isUntimed), { minLength: 2, maxLength: 120 });
  fc.assert(
    fc.property(log, fc.boolean(), (steps, isReversed) => {
      let at = 0;
      const forward = steps.map(([minutes, untimed]): number | '-' => {
        at += minutes;
        return untimed ? '-' : at;
      });
      const minutes = isReversed ? forward.toReversed() : forward;
      const lines = new Set(found(minutes));
      let last: { readonly no: number; readonly minute: number } | undefined;
      for (const [no, minute] of minutes.entries()) {
        if (minute === '-') continue;
        if (last && Math.abs(minute - last.minute) > 15)
          for (let it = last.no; it <= no; it += 1) expect(lines).toContain(it);
        last = { no, minute };
      }
    }),
    { numRuns: 300 },
  );
});
