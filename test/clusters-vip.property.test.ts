import fc from 'fast-check';
import { expect, it } from 'vitest';
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
import { LOOP, loopOf } from './support/loops.js';
import { VIPS } from './support/vips.js';

const newFolder = createFolders();

const self = fc.record({
  ...handing,
  ...clocks,
  contents,
  kind: fc.constantFrom(...Object.values(VIPS)),
  host: fc.integer({ min: 100, max: 250 }),
  others: fc.integer({ min: 0, max: 3 }),
  perMinute: fc.integer({ min: 100, max: 300 }),
});

it('finds a virtual address that leads a server back to itself, however the bundles tell of it', async () => {
  await fc.assert(
    fc.asyncProperty(self, async ({ kind, host, others, contents, skewSeconds, ...rest }) => {
      const [holder = '', ...joining] = createRandom(rest.seed, 'names').shuffle(
        namesOf(others + 1),
      );
      const cluster = loopCluster({
        ...rest,
        seed: String(rest.seed),
        cycle: [holder],
        others: joining,
        clocksMs: inMs(skewSeconds),
        vip: kind(`10.61.0.${host}`),
      });
      const report = await reportOnAll([bundlesOf(cluster, contents)], rest, newFolder());
      const { count, ...answer } = cluster.answer ?? { count: 0 };
      const { count: counted = 0, ...loop } = loopOf(report) ?? {};
      expect(loop).toEqual(answer);
      // The request of a restart comes from the server's own address, the others from the virtual one.
      expect(count - counted).toBeLessThanOrEqual(2);
    }),
    { numRuns: 8 },
  );
});

const quiet = fc.record({
  ...handing,
  ...clocks,
  contents: fc.constantFrom({}, { nodeArguments: true }),
  size: fc.integer({ min: 1, max: 6 }),
  vip: fc.option(fc.constantFrom(...Object.values(VIPS)), { nil: undefined }),
});

it('never judges a loop of settings without debug lines', async () => {
  await fc.assert(
    fc.asyncProperty(quiet, async ({ size, contents, skewSeconds, vip, ...rest }) => {
      const cycle = createRandom(rest.seed, 'cycle').shuffle(namesOf(size));
      const cluster = loopCluster({
        ...rest,
        seed: String(rest.seed),
        cycle,
        debug: false,
        clocksMs: inMs(skewSeconds),
        ...(vip && size === 1 ? { vip: vip('10.61.0.100') } : {}),
      });
      const report = await reportOnAll([bundlesOf(cluster, contents)], rest, newFolder());
      expect(loopOf(report)).toBeUndefined();
      const outcome = report.outcomes.find(({ id }) => id === LOOP);
      expect(outcome?.verdict).toBe('not-assessable');
      expect(outcome?.collect.join()).toContain('journalctl -u k3s');
    }),
    { numRuns: 6 },
  );
});
