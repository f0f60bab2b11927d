import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { analyze } from '../src/analyze.js';
import { bundleOf } from './generate/cluster/bundle.js';
import { loopCluster } from './generate/cluster/loops.js';
import { writeArchives, writeFolders } from './generate/cluster/pack.js';
import { createRandom } from './generate/random.js';
import { withElections } from './support/elections.js';
import { loopOf } from './support/loops.js';

const home = mkdtempSync(join(tmpdir(), 'hotplane-skew-bundles-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));
let folders = 0;

const MINUTE_MS = 60_000;
const NAMES = ['node1', 'node2', 'node3'];

const apart = fc.oneof(
  fc.constantFrom(90_000, -90_000, 3_600_000, -10_800_000, 19_800_000),
  fc.integer({ min: -7_200_000, max: 7_200_000 }),
);

const cases = fc.record({
  seed: fc.nat(),
  packing: fc.constantFrom('archives', 'folders'),
  offsetMinutes: fc.constantFrom(0, 120, -300, 330),
  aheadMs: fc.tuple(fc.constant(0), apart, apart),
  at: fc.constantFrom(Date.UTC(2025, 2, 22, 9, 50), Date.UTC(2025, 11, 31, 23, 56)),
});

it('tells how far the clocks of bundles are apart, and finds the ring in one time', async () => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ seed, packing, aheadMs, at, offsetMinutes }) => {
      folders += 1;
      const folder = join(home, String(folders));
      const loop = loopCluster({
        seed: String(seed),
        cycle: NAMES,
        at,
        offsetMinutes,
        perMinute: 75,
        clocksMs: aheadMs,
      });
      const bundles = withElections(loop, at).members.map((member) => bundleOf(member, loop));
      const written =
        packing === 'archives' ? writeArchives(bundles, folder) : writeFolders(bundles, folder);
      const report = await analyze({ paths: createRandom(seed, 'order').shuffle(written) });
      rmSync(folder, { recursive: true, force: true });

      const clocks = report.cluster.clocks ?? [];
      expect(clocks.map(({ node }) => node)).toEqual(NAMES);
      const truth = new Map(NAMES.map((name, no) => [name, aheadMs[no] ?? 0]));
      for (const { node, reference, offsetMs, uncertaintyMs } of clocks) {
        const trueMs = (truth.get(node) ?? 0) - (truth.get(reference) ?? 0);
        expect(Math.abs(offsetMs - trueMs)).toBeLessThanOrEqual(uncertaintyMs);
        expect(uncertaintyMs).toBeLessThan(20);
      }
      const { count: _, ...answer } = loop.answer ?? {};
      expect(loopOf(report)).toMatchObject(answer);
      const ring = report.findings.find(({ id }) => id === 'embedded-registry-loop');
      const common = truth.get(clocks[0]?.reference ?? '') ?? 0;
      expect((ring?.from ?? 0) - common).toBeGreaterThanOrEqual(at);
      expect((ring?.to ?? 0) - common).toBeLessThanOrEqual(at + 7 * MINUTE_MS);
    }),
    { numRuns: 3 },
  );
});
