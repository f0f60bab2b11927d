import { statSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Source } from './ingest/source.js';

/** How often folders are looked through. */
const EVERY_MS = 2000;

export interface ArrivingOptions {
  /** Followed since the start. */
  readonly followed: readonly Source[];
  /** The logs that the folders hold now; a folder that cannot be read holds none. */
  readonly list: () => Promise<readonly Source[]>;
  readonly signal: AbortSignal | undefined;
  readonly everyMs?: number | undefined;
}

/**
 * Logs that come into folders after the start, until the signal is given. A log that was rotated is none of them: it
 * has the name of a followed one with more behind it, or is the file that had that name.
 */
export async function* arriving(options: ArrivingOptions): AsyncGenerator<Source> {
  const { followed, list, signal, everyMs = EVERY_MS } = options;
  const known = new Set(followed.flatMap(({ path }) => path ?? []));
  const files = new Set<string>();
  const look = (): void => {
    for (const path of known) files.add(fileAt(path));
  };
  look();
  while (await passed(everyMs, signal)) {
    const found = await list();
    for (const source of found) {
      const { path } = source;
      if (path === undefined || known.has(path)) continue;
      if (files.has(fileAt(path)) || isRotated(path, known)) continue;
      known.add(path);
      files.add(fileAt(path));
      yield source;
    }
    look();
  }
}

/** Which file has the name now, whatever it was called before. */
function fileAt(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.dev}:${found.ino}`;
}

/** `0.log.20260501-120000.gz` of `0.log`. */
function isRotated(path: string, known: ReadonlySet<string>): boolean {
  for (let at = path.length - 1; at > 0 && path[at] !== '/'; at -= 1) {
    if ((path[at] === '.' || path[at] === '-') && known.has(path.slice(0, at))) return true;
  }
  return false;
}

async function passed(ms: number, signal: AbortSignal | undefined): Promise<boolean> {
  await setTimeout(ms, undefined, signal ? { signal } : {}).catch(() => {});
  return signal?.aborted !== true;
}
