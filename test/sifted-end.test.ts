import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';

const SECOND_MS = 1_000;
const FROM = Date.UTC(2025, 3, 15, 8);
const stampOf = (second: number): string =>
  new Date(FROM + second * SECOND_MS).toISOString().replace('.000Z', '+0000');
const lineOf = (second: number): string =>
  `${stampOf(second)} s1 k3s[1]: nothing of note ${second}`;
const SIZES = { headBytes: 8_192, regionBytes: 16_384 };

/** Five windows of lines, one a second but for the last ones. */
const log = (...last: readonly string[]): string =>
  [...Array.from({ length: 1_500 }, (_, second) => lineOf(second)), ...last].join('\n');

async function endOf(text: string, sieve: boolean) {
  const report = await analyze({
    paths: [],
    stdin: Readable.from([Buffer.from(text)]),
    windowSizes: SIZES,
    sieve,
  });
  return { to: report.coverage[0]?.to, sieved: report.coverage[0]?.sieved };
}

it.each([
  ['cut off behind its stamp', log(lineOf(1_500), stampOf(1_600)), 1_500],
  ['cut off within its stamp', log(lineOf(1_500), stampOf(1_600).slice(0, 19)), 1_500],
  ['late', log(lineOf(1_540), lineOf(1_539), lineOf(1_530)), 1_540],
  ['text without a time', log(lineOf(1_500), ...Array<string>(30).fill('\u0001\u0002??')), 1_500],
])('the end of a log is exact where its last line is %s', async (_, text, second) => {
  const on = await endOf(text, true);
  expect(on.to).toBe(FROM + second * SECOND_MS);
  expect(on.sieved).toBeGreaterThan(500);
  expect((await endOf(text, false)).to).toBe(on.to);
});
