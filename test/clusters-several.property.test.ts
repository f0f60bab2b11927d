import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bundleOf } from './generate/cluster/bundle.js';
import { callsCluster } from './generate/cluster/calls.js';
import { fromFirst } from './generate/cluster/cluster.js';
import { loopCluster, together } from './generate/cluster/loops.js';
import { createRandom } from './generate/random.js';
import { clocks, handing, inMs, namesOf, reportOnAll } from './support/cluster-arbitraries.js';
import { bundlesOf, createFolders } from './support/clusters.js';
import { LOOP, loopOf } from './support/loops.js';

const newFolder = createFolders();
const perMinute = fc.integer({ min: 70, max: 160 });
const size = fc.integer({ min: 2, max: 5 });

const two = fc.record({ ...handing, ...clocks, sizes: fc.tuple(size, size), perMinute });
type Two = typeof two extends fc.Arbitrary<infer T> ? T : never;

/** One ring of a call: its names in any order, its clocks. */
function ringOf(options: Two, no: 0 | 1, named: { prefix: string; network: string }) {
  const { sizes, skewSeconds, seed, ...rest } = options;
  return loopCluster({
    ...rest,
    seed: `${seed}/${no}`,
    cycle: createRandom(seed, 'cycle', no).shuffle(namesOf(sizes[no], named.prefix)),
    network: named.network,
    clocksMs: inMs(skewSeconds.slice(no * 5)),
  });
}

it('keeps two rings of one cluster apart', async () => {
  await fc.assert(
    fc.asyncProperty(two, async (options) => {
      const a = ringOf(options, 0, { prefix: 'node', network: '10.61.0' });
      const b = ringOf(options, 1, { prefix: 'x', network: '10.61.7' });
      const cluster = together(a, b);
      const report = await reportOnAll([bundlesOf(cluster)], options, newFolder());
      expect(loopOf(report)).toEqual(cluster.answer);
    }),
    { numRuns: 4 },
  );
});

it('never mixes two clusters with the same host names', async () => {
  await fc.assert(
    fc.asyncProperty(two, fc.boolean(), async (options, offline) => {
      const networks = ['10.61.0', '10.99.0'] as const;
      const a = ringOf(options, 0, { prefix: 'node', network: networks[0] });
      const b = ringOf(options, 1, { prefix: 'node', network: networks[1] });
      const bundles = [a, b].map((cluster) => bundlesOf(cluster, { offline }));
      const report = await reportOnAll(bundles, options, newFolder());
      const [least, most] = options.sizes.toSorted((x, y) => x - y) as [number, number];
      /** Names that only the larger cluster has stay as they are. */
      const shown = (no: 0 | 1) =>
        ([a, b][no]?.answer?.cycles ?? []).map((cycle) =>
          fromFirst(
            cycle.map((name) => {
              const index = Number(name.replace('node', ''));
              return index > least && index <= most
                ? name
                : `${name}@${networks[no]}.${10 + index}`;
            }),
          ),
        );
      expect(loopOf(report)).toMatchObject({
        conclusion: 'ring',
        confidence: 'confirmed',
        cycles: [...shown(0), ...shown(1)].sort((x, y) => (x.join() < y.join() ? -1 : 1)),
        count: together(a, b).answer?.count,
      });
      for (const { cycles } of report.findings) expect(cycles.length).toBeLessThanOrEqual(1);
    }),
    { numRuns: 4 },
  );
});

it('never mixes two clusters with the same addresses', async () => {
  await fc.assert(
    fc.asyncProperty(two, fc.boolean(), async (options, isQuiet) => {
      const a = ringOf(options, 0, { prefix: 'node', network: '10.61.0' });
      const [first = '', ...rest] = namesOf(options.sizes[1], 'y');
      const b = isQuiet
        ? callsCluster({
            seed: `${options.seed}/quiet`,
            joins: { [first]: undefined, ...Object.fromEntries(rest.map((it) => [it, first])) },
            calls: rest.map((from) => ({ from, to: first, everyMs: 'restarts' })),
          })
        : ringOf(options, 1, { prefix: 'y', network: '10.61.0' });
      const bundles = [a, b].map((cluster) => bundlesOf(cluster));
      const report = await reportOnAll(bundles, options, newFolder());
      expect(loopOf(report)).toEqual(together(a, b).answer);
    }),
    { numRuns: 4 },
  );
});

it('shows in one bundle of a ring what one can show, and what to collect', async () => {
  await fc.assert(
    fc.asyncProperty(two, fc.nat(), fc.boolean(), async (options, which, nodeArguments) => {
      const cluster = ringOf(options, 0, { prefix: 'node', network: '10.61.0' });
      const member = cluster.members[which % cluster.members.length];
      const bundles = member ? [bundleOf(member, cluster, { nodeArguments })] : [];
      const report = await reportOnAll([bundles], options, newFolder());
      // Its own `server:` closes a ring of two, the arguments of all nodes any.
      const isClosed = nodeArguments || cluster.members.length === 2;
      expect(loopOf(report)).toMatchObject({
        conclusion: isClosed ? 'ring' : 'storm_only',
        confidence: 'probable',
        nodes: [member?.server.name],
        cycles: isClosed ? cluster.answer?.cycles : [],
      });
      expect(report.outcomes.find(({ id }) => id === LOOP)).toMatchObject({
        verdict: 'present',
        collect: [expect.stringContaining('journalctl -u k3s')],
        collectOn: 'other-nodes',
      });
    }),
    { numRuns: 5 },
  );
});

it('confirms a ring by two of its bundles and the arguments of all nodes', async () => {
  await fc.assert(
    fc.asyncProperty(two, async (options) => {
      const cluster = ringOf(options, 0, { prefix: 'node', network: '10.61.0' });
      const bundles = createRandom(options.seed, 'pick')
        .shuffle(bundlesOf(cluster, { nodeArguments: true }))
        .slice(0, 2);
      const report = await reportOnAll([bundles], options, newFolder());
      const { conclusion, confidence, cycles } = cluster.answer ?? {};
      expect(loopOf(report)).toMatchObject({ conclusion, confidence, cycles });
    }),
    { numRuns: 3 },
  );
});
