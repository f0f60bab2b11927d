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
  /** False once there are more bytes than allowed. */
  addBytes(bytes: number): boolean;
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
      bytes += more;
      return bytes <= maxBytes;
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
