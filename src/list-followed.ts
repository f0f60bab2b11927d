import { statSync } from 'node:fs';
import type { AnalyzeOptions } from './analyze.js';
import { arriving } from './arriving.js';
import { classifyPath } from './bundle/layout.js';
import { followedSource } from './ingest/follow.js';
import type { Source } from './ingest/source.js';
import { listSources } from './ingest/sources.js';
import { AnalyzerError } from './model/error.js';

/**
 * The logs that are read on as they grow, and what is read once: files of facts, the pipe. A file that does not exist
 * yet is waited for; what comes into a folder later is followed as well, if it is a log. Throws `source-unreadable` and `source-missing` as `listSources` does.
 */
export async function listFollowed(
  paths: readonly string[],
  stdin: AnalyzeOptions['stdin'],
  everyMs?: number,
): Promise<Followed> {
  const followed = new Map<string, Source>();
  const others: Source[] = [];
  const given = paths.length === 0 && stdin !== undefined ? ['-'] : paths;
  for (const path of new Set(given)) {
    for (const source of await listOrAwait(path, stdin)) {
      if (source.path !== undefined && isLog(source.name, source.path)) {
        followed.set(source.path, followedSource(source.name, source.path));
      } else others.push(source);
    }
  }
  const known = [...followed.values()];
  const folders = given.filter((path) => statAt(path)?.isDirectory());
  const list = async (): Promise<readonly Source[]> => {
    const found = await Promise.all(folders.map((path) => listSources([path]).catch(() => [])));
    return found.flat().flatMap(({ name, path }) => {
      return path !== undefined && isLog(name, path) ? [followedSource(name, path)] : [];
    });
  };
  return {
    followed: known,
    others,
    async *arriving(signal) {
      if (folders.length > 0) yield* arriving({ followed: known, list, signal, everyMs });
    },
  };
}

export interface Followed {
  readonly followed: readonly Source[];
  readonly others: readonly Source[];
  /** Logs that come into the folders after the start, until the signal is given; without a folder there are none. */
  arriving(signal: AbortSignal | undefined): AsyncGenerator<Source>;
}

const statAt = (path: string) =>
  path === '' ? undefined : statSync(path, { throwIfNoEntry: false });

async function listOrAwait(
  path: string,
  stdin: AnalyzeOptions['stdin'],
): Promise<readonly Source[]> {
  try {
    return await listSources([path], stdin ? { stdin } : {});
  } catch (error) {
    if (!(error instanceof AnalyzerError) || error.code !== 'source-missing') throw error;
    if (path === '' || path === '-') throw error;
    return [followedSource(path, path)];
  }
}

function isLog(name: string, path: string): boolean {
  const found = statAt(path);
  return (found === undefined || found.isFile()) && classifyPath(name).role === 'log';
}
