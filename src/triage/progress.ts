import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import type { SourceProgress, TriageEvent } from '../model/triage.js';

const EVERY_MS = 100;
/** Of many sources a message is larger: it comes less often. */
const SOURCES_A_MS = 5;

/** How far the reading is; told at most ten times a second. */
export interface ProgressKeeper {
  see(source: string, lines: number, bytes: number, done: boolean): void;
  /** What was not told yet. */
  flush(): void;
  /** Lines of all sources. */
  readonly lines: number;
}

export function createProgressKeeper(
  tell: (event: TriageEvent) => void,
  now: () => number,
): ProgressKeeper {
  const sources = new Map<string, SourceProgress>();
  let lines = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  let isNews = false;

  const flush = (): void => {
    if (!isNews) return;
    isNews = false;
    toldAt = now();
    tell({ kind: 'progress', atMs: toldAt, sources: [...sources.values()] });
  };
  return {
    see(source, read, bytes, done) {
      const known = sources.get(source);
      const totalBytes = known ? known.totalBytes : plainSize(source);
      lines += read - (known?.lines ?? 0);
      // A file that grows has no end that is known.
      const total = totalBytes === undefined || bytes > totalBytes ? {} : { totalBytes };
      sources.set(source, { source, bytes, ...total, lines: read, done });
      isNews = true;
      if (now() - toldAt >= Math.max(EVERY_MS, sources.size / SOURCES_A_MS)) flush();
    },
    flush,
    get lines() {
      return lines;
    },
  };
}

const HEAD_BYTES = 6;
/** gzip, xz, zstd, bzip2: the text is longer than the file. */
const COMPRESSED = /^(?:\x1f\x8b|\xfd7zXZ|\x28\xb5\x2f\xfd|BZh)/;

/** Bytes of a file that is read as it stands; `undefined` where the name is none or its size tells nothing. */
function plainSize(name: string): number | undefined {
  let file: number | undefined;
  try {
    file = openSync(name, 'r');
    const found = fstatSync(file);
    if (!found.isFile()) return undefined;
    const head = Buffer.alloc(HEAD_BYTES);
    readSync(file, head, 0, HEAD_BYTES, 0);
    return COMPRESSED.test(head.toString('latin1')) ? undefined : found.size;
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
