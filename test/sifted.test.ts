import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import type { WindowSizes } from '../src/ingest/sifting.js';

/** Small enough that the sieve works on the shortest sample; a region holds some ten lines. */
const SIZES: readonly WindowSizes[] = [
  { headBytes: 32_768, regionBytes: 2_048 },
  { headBytes: 8_192, regionBytes: 16_384 },
];

const below = (folder: string, suffix = ''): readonly string[] =>
  readdirSync(folder).map((name) => `${folder}/${name}${suffix}`);
/**
 * Not the dumps of test/data/journal: their entries have set times that leap to and fro within a window, where the sieve
 * looks for pauses between first and last line only.
 */
const inputs = [
  ...below('samples', '/input').filter((path) => !path.includes('.md/')),
  ...below('test/data/field-logs'),
  ...below('test/data/real-logs'),
  ...below('test/data/cri'),
  ...below('test/data/syslog'),
];

/** First and last time are those of lines the sieve looks at; lines are in order of time, give or take this. */
const LATENESS_MS = 2_000;
const roughly = (ms: number | undefined): unknown =>
  ms === undefined ? undefined : expect.closeTo(ms, -Math.log10(LATENESS_MS));

/** The report without what the sieve may change: counts of what was parsed, gaps to the width of a window. */
async function reportOf(path: string, windowSizes: WindowSizes, sieve: boolean) {
  const report = await analyze({ paths: [path], windowSizes, sieve });
  const leftOut = report.coverage.reduce((sum, { sieved }) => sum + sieved, 0);
  const coverage = report.coverage.map(
    ({ records: _r, unparsed: _u, sieved: _s, gaps: _g, from, to, ...rest }) => ({
      ...rest,
      from: sieve ? from : roughly(from),
      to: sieve ? to : roughly(to),
    }),
  );
  return { leftOut, told: { ...report, coverage } };
}

describe.each(SIZES)('with $headBytes bytes at first and regions of $regionBytes', (sizes) => {
  /** Lines left out of each input. */
  const counts: number[] = [];

  it.each(inputs)('the sieve changes nothing for %s', async (path) => {
    const [on, off] = [await reportOf(path, sizes, true), await reportOf(path, sizes, false)];
    counts.push(on.leftOut);
    expect(on.told).toEqual(off.told);
    expect(off.leftOut).toBe(0);
  });

  it('leaves lines out of them', () => {
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(inputs.length / 4);
  });
});
