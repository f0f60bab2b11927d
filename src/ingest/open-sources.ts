import { stat } from 'node:fs/promises';
import { expand } from './archive/expand.js';
import { createMeter, LIMITS, type Limits } from './archive/limits.js';
import { createTempFolder } from './archive/temp-folder.js';
import type { TakeNote } from './notes.js';
import type { Source } from './source.js';

export interface OpenOptions {
  readonly signal?: AbortSignal;
  /** Someone waits for what comes through the pipe: its lines are given as soon as it pauses. */
  readonly live?: boolean | undefined;
  readonly limits?: Partial<Limits>;
  /** The program that reads binary journals. */
  readonly journalctl?: string;
  /** Other threads may unpack; absent: this one does. */
  readonly unzipping?: Unzipping | undefined;
}

export interface Unzipping {
  /** Of a gzip file; default: from so many bytes on a thread of its own is worth it. */
  readonly minBytes?: number | undefined;
  /** The program of such a thread. */
  readonly workerFile: string;
}

/** Less is unpacked almost before another thread has started. */
const MIN_UNZIP_BYTES = 16 * 1024 * 1024;

/**
 * The sources given, with the members of archives in place of the archives: tar and zip,
 * compressed by gzip, xz, zstd or bzip2, and archives in these, all known by content. Arguments come in
 * their order, members in that of their archive, as `<archive as given>/<path of the member>`.
 *
 * Members are streamed: a source must be read before the next one is taken, or it is skipped. What must
 * be read out of order lies in a private temp folder until this generator ends, in whatever way.
 */
export async function* expandSources(
  sources: readonly Source[],
  { signal, live = false, limits: given, journalctl, unzipping }: OpenOptions = {},
): AsyncGenerator<Source> {
  const limits = { ...LIMITS, ...given };
  const temp = createTempFolder();
  try {
    for (const source of sources) {
      const { name, path, bytes } = source;
      if (bytes === undefined) {
        yield source;
        continue;
      }
      signal?.throwIfAborted();
      const fileBytes = path === undefined ? undefined : await regularBytes(path);
      const isApart = (fileBytes ?? -1) >= (unzipping?.minBytes ?? MIN_UNZIP_BYTES);
      const packed = {
        name,
        ...(path === undefined ? {} : { path }),
        seekable: fileBytes !== undefined,
        live: live && path === undefined,
        depth: 0,
        bytes: (take: TakeNote) => bytes(take, signal),
        ...(unzipping && isApart && path !== undefined
          ? { unzipped: (take: TakeNote) => unzippedBy(unzipping, path, take, signal) }
          : {}),
      };
      const expansion = {
        limits,
        meter: createMeter(limits),
        temp,
        ...(journalctl === undefined ? {} : { journalctl }),
      };
      yield* expand(packed, expansion);
    }
  } finally {
    await temp.remove();
  }
}

async function* unzippedBy(
  { workerFile }: Unzipping,
  path: string,
  take: TakeNote,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  // Loaded for large files only.
  const { unzipApart } = await import('./unzip-apart.js');
  yield* unzipApart(path, workerFile, take, signal);
}

/** The size of a regular file; `undefined` for all others. */
async function regularBytes(path: string): Promise<number | undefined> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true ? found.size : undefined;
}
