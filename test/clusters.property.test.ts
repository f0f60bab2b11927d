import fc from 'fast-check';
import { expect, it } from 'vitest';
import { callsCluster } from './generate/cluster/calls.js';
import { loopCluster } from './generate/cluster/loops.js';
import { createRandom } from './generate/random.js';
import {
  clocks,
  contents,
  handing,
  inMs,
  namesOf,
  reportOnAll,
} from './support/cluster-arbitraries.js';
import { bundlesOf, createFolders } from './support/clusters.js';
import { LOOP, linesIn, loopOf } from './support/loops.js';
import { falseCitation } from './support/read-back.js';

const newFolder = createFolders();

const ring = fc.record({
  ...handing,
  ...clocks,
  size: fc.integer({ min: 2, max: 9 }),
  others: fc.integer({ min: 0, max: 2 }),
  perMinute: fc.integer({ min: 70, max: 160 }),
  isSuppressed: fc.boolean(),
});

it('finds every ring, its members in request order, whatever the clocks, the zone and the packing', async () => {
  await fc.assert(
    fc.asyncProperty(ring, async (options) => {
      const { seed, size, others, isSuppressed, skewSeconds, perMinute, ...rest } = options;
      const all = namesOf(size + others);
      const cycle = createRandom(seed, 'cycle').shuffle(all.slice(0, size));
      const cluster = loopCluster({
        ...rest,
        // Beside a limit of 90 lines a minute a storm stays a storm.
        perMinute: isSuppressed ? 150 : perMinute,
        seed: String(seed),
        cycle,
        others: all.slice(size),
        clocksMs: inMs(skewSeconds),
        ...(isSuppressed ? { rateLimit: { burst: 45 } } : {}),
      });
      const bundles = bundlesOf(cluster);
      const report = await reportOnAll([bundles], options, newFolder());
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

const joins = fc.record({
  ...handing,
  ...clocks,
  contents,
  /** For each server but the first the one it joins: any before it, or in a star the first. */
  parents: fc.oneof(
    fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
    fc.array(fc.constant(0), { minLength: 1, maxLength: 5 }),
  ),
  everyMs: fc.oneof(fc.constant('restarts' as const), fc.integer({ min: 300, max: 800 })),
});

it('never sees a cycle where the joins make a star or a tree', async () => {
  await fc.assert(
    fc.asyncProperty(joins, async ({ contents, parents, everyMs, skewSeconds, ...rest }) => {
      const all = createRandom(rest.seed, 'names').shuffle(namesOf(parents.length + 1));
      const targets = all.map((_, no) => (no === 0 ? undefined : all[(parents[no - 1] ?? 0) % no]));
      const cluster = callsCluster({
        ...rest,
        seed: String(rest.seed),
        joins: Object.fromEntries(all.map((name, no) => [name, targets[no]])),
        calls: all.flatMap((from, no) => {
          const to = targets[no];
          return to === undefined ? [] : [{ from, to, everyMs, spread: 0.3 }];
        }),
        clocksMs: inMs(skewSeconds),
      });
      const report = await reportOnAll([bundlesOf(cluster, contents)], rest, newFolder());
      if (everyMs === 'restarts') {
        expect(report.findings).toEqual([]);
        expect(report.outcomes.find(({ id }) => id === LOOP)?.verdict).toBe('absent');
        return;
      }
      expect(loopOf(report)).toMatchObject({
        conclusion: 'storm_only',
        confidence: 'probable',
        nodes: [...new Set(targets.flatMap((name) => name ?? []))].sort(),
        cycles: [],
      });
    }),
    { numRuns: 8 },
  );
});
