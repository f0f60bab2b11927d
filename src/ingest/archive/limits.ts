import type { TakeNote } from '../notes.js';

const GIB = 2 ** 30;

/**
 * Where reading of an archive ends. Absolute figures, no ratios: an honest journal of 8 MiB packs
 * to 5 kB in xz, as dense as a bomb.
 */
export interface Limits {
  /** Decompressed bytes of one argument or file of a folder, over all its members and layers. */
  readonly maxBytes: number;
  /** Decompressed bytes of one member. */
  readonly maxMemberBytes: number;
  /** Bytes in the temp folder for one member that must be read out of order. */
  readonly maxSpoolBytes: number;
  /** Entries of any kind, over all nested archives of one argument. */
  readonly maxEntries: number;
  /** Archives in archives: 1 opens an archive, 2 also those within. Compression is no level of its own. */
  readonly maxDepth: number;
  readonly maxPathBytes: number;
}

export const LIMITS: Limits = {
  maxBytes: 64 * GIB,
  maxMemberBytes: 16 * GIB,
  maxSpoolBytes: 8 * GIB,
  maxEntries: 100_000,
  maxDepth: 4,
  maxPathBytes: 1024,
};

/** Counts what one argument unfolds to. */
export interface Meter {
  /** Gives how many of these bytes are allowed: all, until there are too many. */
  addBytes(bytes: number): number;
  addEntry(): boolean;
  /** Bytes so far. */
  readonly bytes: number;
  /** Which limit was reached. */
  readonly spent: 'limit-bytes' | 'limit-entries' | undefined;
}

export function createMeter({ maxBytes, maxEntries }: Limits): Meter {
  let bytes = 0;
  let entries = 0;
  return {
    addBytes(more) {
      const allowed = Math.max(0, Math.min(more, maxBytes - bytes));
      bytes += more;
      return allowed;
    },
    addEntry() {
      entries += 1;
      return entries <= maxEntries;
    },
    get bytes() {
      return bytes;
    },
    get spent() {
      if (bytes > maxBytes) return 'limit-bytes';
      return entries > maxEntries ? 'limit-entries' : undefined;
    },
  };
}

/** The chunks as long as they are allowed, to the byte; more of them is the note `limit-bytes` and the end. */
export async function* metered(
  chunks: AsyncGenerator<Buffer>,
  meter: Meter,
  take: TakeNote,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    const allowed = meter.addBytes(chunk.length);
    if (allowed > 0) yield chunk.subarray(0, allowed);
    if (allowed < chunk.length) return take('limit-bytes');
  }
}
