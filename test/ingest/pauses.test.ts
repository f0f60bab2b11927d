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
  ['no time at all', ['-', '-', '-'], []],
  ['nothing', [], []],
] as const)('%s: %j gives the lines %j', (_, minutes, lines) => {
  const all = found(minutes);
  expect(all).toEqual(expect.arrayContaining([...lines]));
  expect(all).toEqual([...all].sort((a, b) => a - b));
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
