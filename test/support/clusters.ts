import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { analyze } from '../../src/analyze.js';
import type { Report } from '../../src/model/report.js';
import { type Bundle, type BundleOptions, bundleOf } from '../generate/cluster/bundle.js';
import type { Cluster } from '../generate/cluster/cluster.js';
import { writeArchives } from '../generate/cluster/pack.js';

export const bundlesOf = (cluster: Cluster, options: BundleOptions = {}): readonly Bundle[] =>
  cluster.members.map((member) => bundleOf(member, cluster, options));

/** New folders for the bundles of a test file; they are removed after its tests. */
export function createFolders(): () => string {
  const home = mkdtempSync(join(tmpdir(), 'hotplane-clusters-'));
  afterAll(() => rmSync(home, { recursive: true, force: true }));
  let count = 0;
  return () => {
    count += 1;
    return join(home, String(count));
  };
}

/** The report on the bundles of a cluster, an archive each. */
export const reportOn = (
  cluster: Cluster,
  folder: string,
  options: BundleOptions = {},
): Promise<Report> => analyze({ paths: writeArchives(bundlesOf(cluster, options), folder) });
