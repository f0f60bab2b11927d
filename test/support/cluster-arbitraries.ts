import fc from 'fast-check';
import { analyze } from '../../src/analyze.js';
import type { Report } from '../../src/model/report.js';
import type { Bundle, BundleOptions } from '../generate/cluster/bundle.js';
import { writeArchives, writeFolders, writeOuter } from '../generate/cluster/pack.js';
import { createRandom } from '../generate/random.js';

const PACKINGS = ['archives', 'folders', 'outer'] as const;

/** In what a call is wrapped, and the seed of the order in which its paths are given. */
export interface Handing {
  readonly seed: number;
  readonly packing: (typeof PACKINGS)[number];
}

export const handing = { seed: fc.nat(), packing: fc.constantFrom(...PACKINGS) };

/** When, in which zone and by which clocks; the clocks of up to 11 servers. */
export const clocks = {
  at: fc.constantFrom(Date.UTC(2025, 3, 22, 9, 50), Date.UTC(2025, 11, 31, 23, 56)),
  offsetMinutes: fc.constantFrom(0, 120, -300, 330),
  skewSeconds: fc.array(fc.integer({ min: -90, max: 90 }), { minLength: 11, maxLength: 11 }),
};

/** What the bundles hold beside the logs. */
export const contents: fc.Arbitrary<BundleOptions> = fc.constantFrom(
  {},
  { offline: true },
  { nodeArguments: true },
);

export const inMs = (seconds: readonly number[]): readonly number[] => seconds.map((s) => s * 1000);

export const namesOf = (size: number, prefix = 'node'): readonly string[] =>
  Array.from({ length: size }, (_, no) => `${prefix}${no + 1}`);

/** Writes the bundles of each cluster below `folder` and analyses all in one call, in any order. */
export function reportOnAll(
  clusters: readonly (readonly Bundle[])[],
  { seed, packing }: Handing,
  folder: string,
): Promise<Report> {
  const paths = clusters.flatMap((bundles, no) => {
    const home = `${folder}/${no}`;
    if (packing === 'outer') return [writeOuter(bundles, home)];
    return packing === 'archives' ? writeArchives(bundles, home) : writeFolders(bundles, home);
  });
  return analyze({ paths: createRandom(seed, 'order').shuffle(paths) });
}
