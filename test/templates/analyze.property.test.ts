import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { type AnalyzeOptions, analyze } from '../../src/analyze.js';
import type { WindowSizes } from '../../src/ingest/sifting.js';
import { openRulebook } from '../../src/rulebook/open.js';
import { builtinRules, compiledRules } from '../../src/version.js';
import type { Transport } from '../generate/encode/encoders.js';
import { bundledPrograms } from '../support/bundled-programs.js';
import { OWN_MESSAGES, OWN_RULES } from '../support/digit-rules.js';
import { type RepeatedLog, repeatedLog } from '../support/repeated-log.js';

const programs = bundledPrograms();
const home = mkdtempSync(join(tmpdir(), 'hotplane-templates-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
const rules = join(home, 'rules');
mkdirSync(join(rules, 'own'), { recursive: true });
writeFileSync(join(rules, 'own', 'rule.yaml'), OWN_RULES);

const { signals } = await openRulebook([builtinRules()], compiledRules());
const samples = signals
  .flatMap(({ samples: { match } }) => match)
  .filter((text) => !text.includes('\n'));

/** With year and zone in each line: without, the lines that the sieve leaves out tell them as well. */
const DATED: readonly Transport[] = ['json', 'short-iso', 'cri', 'docker-json', 'rsyslog-iso'];
const TRANSPORTS: readonly Transport[] = [...DATED, 'short', 'plain'];
const sizes = fc
  .integer({ min: 8, max: 48 })
  .map((kib): WindowSizes => ({ headBytes: 8_192, regionBytes: kib * 1024 }));

const logs = (
  messages: readonly string[],
  transports: readonly Transport[],
): fc.Arbitrary<RepeatedLog> =>
  fc.record({
    transport: fc.constantFrom(...transports),
    messages: fc.uniqueArray(fc.constantFrom(...messages), { minLength: 3, maxLength: 6 }),
    seed: fc.nat(),
    lines: fc.integer({ min: 300, max: 900 }),
    often: fc.constantFrom(50, 90),
    stepMs: fc.constantFrom(20, 400, 4_000),
  });

/** All of the report but how many lines were parsed, and times of lines that say nothing, which are as exact as a window. */
async function reportOf(options: AnalyzeOptions): Promise<unknown> {
  const { coverage, ...report } = await analyze(options);
  return {
    report,
    coverage: coverage.map(({ node, format, lines, suppressed }) => [
      node,
      format,
      lines,
      suppressed,
    ]),
  };
}

it('gives the same report of lines that are alike as when every line is read', async () => {
  await fc.assert(
    fc.asyncProperty(
      logs(samples, DATED),
      sizes,
      fc.boolean(),
      async (log, windowSizes, isLate) => {
        const bytes = repeatedLog(log);
        const since = isLate ? { since: { at: Date.UTC(2025, 3, 15, 8, 0, 2) } } : {};
        const read = (sieve: boolean) =>
          reportOf({ paths: ['-'], stdin: Readable.from([bytes]), windowSizes, sieve, ...since });
        expect(await read(true)).toEqual(await read(false));
      },
    ),
    { numRuns: 4, endOnFailure: true },
  );
});

it('gives the same report by rules that look at digits', async () => {
  let found = 0;
  await fc.assert(
    fc.asyncProperty(logs(OWN_MESSAGES, TRANSPORTS), sizes, async (log, windowSizes) => {
      const bytes = repeatedLog(log);
      const read = (sieve: boolean) =>
        reportOf({
          paths: ['-'],
          stdin: Readable.from([bytes]),
          windowSizes,
          sieve,
          rules: [rules],
        });
      const told = await read(true);
      expect(told).toEqual(await read(false));
      found += JSON.stringify(told).split('"id":"own-').length;
    }),
    { numRuns: 4, endOnFailure: true },
  );
  expect(found).toBeGreaterThan(4);
});

it('gives the same report of files of several nodes, by any number of threads', async () => {
  const { reader: workerFile } = programs();
  await fc.assert(
    fc.asyncProperty(logs(samples, DATED), sizes, async (log, windowSizes) => {
      const paths = ['a', 'b'].map((name) => join(home, `${name}.log`));
      paths.forEach((path, no) => {
        writeFileSync(path, repeatedLog({ ...log, host: `s${no}` }));
      });
      const nodes = new Map([[paths[0] ?? '', 'alpha']]);
      const read = (sieve: boolean, workers: number) =>
        reportOf({
          paths,
          nodes,
          windowSizes,
          sieve,
          workers,
          parallel: { minBytes: 1, workerFile },
        });
      const plainly = await read(false, 0);
      expect(await read(true, 0)).toEqual(plainly);
      expect(await read(true, 2)).toEqual(plainly);
    }),
    { numRuns: 1, endOnFailure: true },
  );
});
