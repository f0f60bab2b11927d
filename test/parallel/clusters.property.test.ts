import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loopCluster } from '../generate/cluster/loops.js';
import { writeArchives, writeFolders } from '../generate/cluster/pack.js';
import { createRandom } from '../generate/random.js';
import { bundledPrograms, reportBy } from '../support/bundled-programs.js';
import { clocks, contents, inMs, namesOf } from '../support/cluster-arbitraries.js';
import { bundlesOf, createFolders } from '../support/clusters.js';

const programs = bundledPrograms();
const newFolder = createFolders();

const reading = fc.record({
  ...clocks,
  contents,
  seed: fc.nat(),
  size: fc.integer({ min: 2, max: 4 }),
  perMinute: fc.integer({ min: 70, max: 120 }),
  workers: fc.integer({ min: 1, max: 3 }),
  minBytes: fc.constantFrom(1, 20_000, 100_000),
  pack: fc.constantFrom(writeArchives, writeFolders),
});

it('gives the same report of any cluster by any number of threads, however its files are cut up', async () => {
  await fc.assert(
    fc.asyncProperty(reading, async (options) => {
      const { seed, size, skewSeconds, workers, minBytes, pack, contents: held, ...rest } = options;
      const cluster = loopCluster({
        ...rest,
        seed: String(seed),
        cycle: namesOf(size),
        others: [],
        clocksMs: inMs(skewSeconds),
      });
      const paths = createRandom(seed, 'order').shuffle(
        pack(bundlesOf(cluster, held), newFolder()),
      );
      const { reader } = programs();
      const alone = await reportBy(0, reader, { paths });
      expect(await reportBy(workers, reader, { paths, minBytes })).toBe(alone);
    }),
    { numRuns: 4 },
  );
});
