import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import type { WindowSizes } from '../src/ingest/sifting.js';
import { openRulebook } from '../src/rulebook/open.js';
import { builtinRules, compiledRules } from '../src/version.js';
import { TRANSPORTS } from './generate/encode/encoders.js';
import { readSource } from './support/both-ways.js';
import { oddLog } from './support/odd-logs.js';

const rulebook = await openRulebook([builtinRules()], compiledRules());
const messages = rulebook.signals.flatMap(({ samples }) => samples.match);

/** The head tells year, zone and where long texts are cut; behind it the sieve works on a few lines at once. */
const sizes = fc
  .integer({ min: 1, max: 8 })
  .map((kib): WindowSizes => ({ headBytes: 12_288, regionBytes: kib * 1024 }));
const chunkBytes = fc.integer({ min: 700, max: 30_000 });

function* chunksOf(bytes: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe.each(TRANSPORTS)('%s', (transport) => {
  it('loses no record that a rule looks at, and none of its context', async () => {
    await fc.assert(
      fc.asyncProperty(
        oddLog(messages, [transport]),
        sizes,
        chunkBytes,
        async ({ bytes }, windows, size) => {
          const on = await readSource(rulebook, chunksOf(bytes, size), windows, true);
          const off = await readSource(rulebook, [bytes], windows, false);
          expect(on.seen).toEqual(off.seen);
          expect([on.lines, on.notes]).toEqual([off.lines, off.notes]);
        },
      ),
      { numRuns: 5, endOnFailure: true },
    );
  });
});

it('leaves lines out, as many wherever the chunks end', async () => {
  const transports = ['short-iso', 'json', 'cri', 'rfc3164'] as const;
  let leftOut = 0;
  await fc.assert(
    fc.asyncProperty(
      oddLog(messages, transports),
      sizes,
      chunkBytes,
      async (log, windows, size) => {
        const cut = await readSource(rulebook, chunksOf(log.bytes, size), windows, true);
        const whole = await readSource(rulebook, [log.bytes], windows, true);
        expect(cut).toEqual(whole);
        leftOut += whole.leftOut;
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
  expect(leftOut).toBeGreaterThan(200);
});

it('gives the same report, but for counts of what was parsed', async () => {
  const reportOf = async (bytes: Buffer, windowSizes: WindowSizes, sieve: boolean) => {
    const stdin = Readable.from([bytes]);
    const { coverage, ...report } = await analyze({ paths: ['-'], stdin, windowSizes, sieve });
    return { report, lines: coverage.map(({ lines, suppressed }) => [lines, suppressed]) };
  };
  await fc.assert(
    fc.asyncProperty(oddLog(messages, TRANSPORTS), sizes, async ({ bytes }, windows) => {
      expect(await reportOf(bytes, windows, true)).toEqual(await reportOf(bytes, windows, false));
    }),
    { numRuns: 8, endOnFailure: true },
  );
});
