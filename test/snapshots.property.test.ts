import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type AnalyzeOptions, openAnalysis } from '../src/analyze.js';
import type { Report } from '../src/model/report.js';
import { openRulebook } from '../src/rulebook/open.js';
import { builtinRules, compiledRules } from '../src/version.js';
import { loopCluster } from './generate/cluster/loops.js';
import { writeArchives } from './generate/cluster/pack.js';
import { TRANSPORTS } from './generate/encode/encoders.js';
import { bundlesOf, createFolders } from './support/clusters.js';
import { withElections } from './support/elections.js';
import { oddLog } from './support/odd-logs.js';

const rulebook = await openRulebook([builtinRules()], compiledRules());
const messages = rulebook.signals.flatMap(({ samples }) => samples.match);
const newFolder = createFolders();
const NAMES = ['node1', 'node2', 'node3'];

/** The last report; at each turn of the reading it is asked in between where `asks` says so. */
async function reportOf(
  options: AnalyzeOptions,
  asks: readonly boolean[],
): Promise<{ readonly report: Report; readonly asked: readonly Report[] }> {
  const asked: Report[] = [];
  let turns = 0;
  const turn = (): undefined => {
    if (asks[turns % asks.length]) asked.push(analysis.conclude().report);
    turns += 1;
  };
  const analysis = await openAnalysis({ ...options, turn });
  try {
    await analysis.read();
    return { report: analysis.conclude().report, asked };
  } finally {
    analysis.close();
  }
}

const moments = fc.array(fc.boolean(), { minLength: 1, maxLength: 7 });
const LARGER = { headBytes: 65_536, regionBytes: 131_072 };
const windowSizes = { headBytes: 4096, regionBytes: 2048 };

it('gives the same last report, whenever it was asked before', async () => {
  let questions = 0;
  await fc.assert(
    fc.asyncProperty(oddLog(messages, TRANSPORTS), moments, async ({ bytes }, asks) => {
      const run = (when: readonly boolean[]) =>
        reportOf({ paths: ['-'], stdin: Readable.from([bytes]), windowSizes }, when);
      const { report, asked } = await run(asks);
      expect(JSON.stringify(report)).toBe(JSON.stringify((await run([false])).report));
      questions += asked.length;
    }),
    { numRuns: 12, endOnFailure: true },
  );
  expect(questions).toBeGreaterThan(20);
});

const clusters = fc.record({
  seed: fc.nat(),
  offsetMinutes: fc.constantFrom(0, 120, -300),
  aheadMs: fc.tuple(fc.constant(0), fc.constantFrom(0, 90_000), fc.integer({ max: 9_000_000 })),
  at: fc.constantFrom(Date.UTC(2025, 2, 22, 9, 50), Date.UTC(2025, 11, 31, 23, 56)),
});

it('gives the same last report of bundles whose stamps lack year or zone, or whose clocks are off', async () => {
  await fc.assert(
    fc.asyncProperty(clusters, moments, async ({ seed, at, offsetMinutes, aheadMs }, asks) => {
      const loop = loopCluster({
        seed: String(seed),
        cycle: NAMES,
        at,
        offsetMinutes,
        clocksMs: aheadMs,
        perMinute: 60,
      });
      const paths = writeArchives(bundlesOf(withElections(loop, at)), newFolder());
      const { report, asked } = await reportOf({ paths, windowSizes: LARGER }, [...asks, true]);
      const plain = await reportOf({ paths, windowSizes: LARGER }, [false]);
      expect(JSON.stringify(report)).toBe(JSON.stringify(plain.report));
      expect(asked.length).toBeGreaterThan(0);
    }),
    { numRuns: 5, endOnFailure: true },
  );
});

it('shows a source that is being read', async () => {
  const lines = Array.from({ length: 400 }, (_, no) => {
    const time = new Date(Date.UTC(2025, 3, 15, 8, 0, no)).toISOString().slice(0, 19);
    return `${time}+0000 s1 k3s[812]: time="${time}Z" level=info msg="tick ${no}"\n`;
  });
  const stdin = Readable.from([Buffer.from(lines.join(''))]);
  const { report, asked } = await reportOf({ paths: ['-'], stdin, windowSizes }, [true]);
  const [first] = asked[0]?.coverage ?? [];
  const [last] = report.coverage;
  expect(first).toMatchObject({ source: 'stdin', node: 's1', from: last?.from });
  expect(first?.lines).toBeGreaterThan(0);
  expect(first?.lines).toBeLessThan(last?.lines ?? 0);
});
