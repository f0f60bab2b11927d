import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import { bundleOf } from './generate/cluster/bundle.js';
import { callsCluster } from './generate/cluster/calls.js';
import type { Cluster } from './generate/cluster/cluster.js';
import { loopCluster } from './generate/cluster/loops.js';
import { writeArchives, writeFolders, writeOuter } from './generate/cluster/pack.js';
import { createRandom } from './generate/random.js';
import { linesIn, loopOf } from './support/loops.js';
import { falseCitation } from './support/read-back.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-clusters-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let folders = 0;

const PACKINGS = ['archives', 'folders', 'outer'] as const;
type Packing = (typeof PACKINGS)[number];

/** Writes the bundles, hands them over in a random order and analyses them. */
async function reportOf(cluster: Cluster, packing: Packing, seed: number) {
  folders += 1;
  const folder = join(home, String(folders));
  const bundles = cluster.members.map((member) => bundleOf(member, cluster));
  const written =
    packing === 'archives'
      ? writeArchives(bundles, folder)
      : packing === 'folders'
        ? writeFolders(bundles, folder)
        : [writeOuter(bundles, folder)];
  const report = await analyze({ paths: createRandom(seed, 'order').shuffle(written) });
  rmSync(folder, { recursive: true, force: true });
  return { report, bundles };
}

const names = (size: number): readonly string[] =>
  Array.from({ length: size }, (_, no) => `node${no + 1}`);

const ring = fc.record({
  seed: fc.nat(),
  size: fc.integer({ min: 2, max: 9 }),
  others: fc.integer({ min: 0, max: 2 }),
  packing: fc.constantFrom(...PACKINGS),
  perMinute: fc.integer({ min: 70, max: 160 }),
  offsetMinutes: fc.constantFrom(0, 120, -300, 330),
  skewSeconds: fc.array(fc.integer({ min: -90, max: 90 }), { minLength: 11, maxLength: 11 }),
  at: fc.constantFrom(Date.UTC(2025, 3, 22, 9, 50), Date.UTC(2025, 11, 31, 23, 56)),
  isSuppressed: fc.boolean(),
});

it('finds every ring, its members in request order, whatever the clocks, the zone and the packing', async () => {
  await fc.assert(
    fc.asyncProperty(ring, async (options) => {
      const { seed, size, others, packing, isSuppressed, skewSeconds, perMinute, ...rest } =
        options;
      const all = names(size + others);
      const cycle = createRandom(seed, 'cycle').shuffle(all.slice(0, size));
      const cluster = loopCluster({
        ...rest,
        // Beside a limit of 90 lines a minute a storm stays a storm.
        perMinute: isSuppressed ? 150 : perMinute,
        seed: String(seed),
        cycle,
        others: all.slice(size),
        clocksMs: skewSeconds.map((seconds) => seconds * 1000),
        ...(isSuppressed ? { rateLimit: { burst: 45 } } : {}),
      });
      const { report, bundles } = await reportOf(cluster, packing, seed);
      const { count = 0, ...loop } = loopOf(report) ?? {};
      const { count: written = 0, ...answer } = cluster.answer ?? {};
      expect(loop).toEqual(answer);
      if (isSuppressed) expect(count).toBeLessThanOrEqual(written);
      else expect(count).toBe(written);
      const lines = report.findings.flatMap(({ evidence, edges = [] }) => [
        ...evidence,
        ...edges.flatMap((edge) => edge.evidence),
      ]);
      expect(lines.flatMap((line) => falseCitation(line, linesIn(bundles)) ?? [])).toEqual([]);
    }),
    { numRuns: 8 },
  );
});

const tree = fc.record({
  seed: fc.nat(),
  /** For each server but the first the one it joins: any before it. */
  parents: fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
  everyMs: fc.constantFrom('restarts' as const, 400, 800),
  packing: fc.constantFrom(...PACKINGS),
});

it('never sees a cycle where the joins make a tree', async () => {
  await fc.assert(
    fc.asyncProperty(tree, async ({ seed, parents, everyMs, packing }) => {
      const all = names(parents.length + 1);
      const joins = Object.fromEntries(
        all.map((name, no) => [name, no === 0 ? undefined : all[(parents[no - 1] ?? 0) % no]]),
      );
      const calls = Object.entries(joins).flatMap(([from, to]) =>
        to === undefined ? [] : [{ from, to, everyMs, spread: 0.4 }],
      );
      const cluster = callsCluster({ seed: String(seed), joins, calls });
      const { report } = await reportOf(cluster, packing, seed);
      const loop = loopOf(report);
      if (everyMs === 'restarts') expect(loop).toBeUndefined();
      else expect(loop).toMatchObject({ conclusion: 'storm_only', cycles: [] });
    }),
    { numRuns: 6 },
  );
});
