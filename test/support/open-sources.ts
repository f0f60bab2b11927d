import type { Readable } from 'node:stream';
import { expandSources, type OpenOptions } from '../../src/ingest/open-sources.js';
import type { Source } from '../../src/ingest/source.js';
import { listSources } from '../../src/ingest/sources.js';

export interface OpeningOptions extends OpenOptions {
  readonly stdin?: Readable;
}

/** What is read of paths: sources, with the members of archives in place of the archives. */
export async function* openSources(
  paths: readonly string[],
  { stdin, ...options }: OpeningOptions = {},
): AsyncGenerator<Source> {
  yield* expandSources(await listSources(paths, stdin ? { stdin } : {}), options);
}
