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
}

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
  { signal, live = false, limits: given, journalctl }: OpenOptions = {},
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
      const seekable = path !== undefined && (await isRegular(path));
      const packed = {
        name,
        ...(path === undefined ? {} : { path }),
        seekable,
        live: live && path === undefined,
        depth: 0,
        bytes: (take: TakeNote) => bytes(take, signal),
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

async function isRegular(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true;
}
