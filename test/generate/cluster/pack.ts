import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { tar } from '../../ingest/archive/writers.js';
import type { Bundle } from './bundle.js';

/** The archive of one bundle, members below its folder, gzip. */
export const archiveOf = ({ folder, files }: Bundle): Buffer =>
  gzipSync(tar(...[...files].map(([path, data]) => ({ name: `./${folder}/${path}`, data }))), {
    level: 1,
  });

/** An archive each in `home`, named by the collector or by `nameOf`. Gives the paths. */
export const writeArchives = (
  bundles: readonly Bundle[],
  home: string,
  nameOf: (bundle: Bundle, index: number) => string = ({ folder }) => `${folder}.tar.gz`,
): readonly string[] =>
  bundles.map((bundle, index) => writeTo(join(home, nameOf(bundle, index)), archiveOf(bundle)));

/** The unpacked bundles, a folder each. */
export const writeFolders = (bundles: readonly Bundle[], home: string): readonly string[] =>
  bundles.map(({ folder, files }) => {
    for (const [path, data] of files) writeTo(join(home, folder, path), data);
    return join(home, folder);
  });

/** One archive that holds the archives. */
export const writeOuter = (bundles: readonly Bundle[], home: string): string =>
  writeTo(
    join(home, 'all.tar'),
    tar(...bundles.map((bundle) => ({ name: `${bundle.folder}.tar.gz`, data: archiveOf(bundle) }))),
  );

export function writeTo(path: string, data: string | Buffer): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, data);
  return path;
}
