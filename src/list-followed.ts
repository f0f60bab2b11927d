import { statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { classifyPath } from './bundle/layout.js';
import { followedSource } from './ingest/follow.js';
import type { Source } from './ingest/source.js';
import { listSources } from './ingest/sources.js';
import { AnalyzerError } from './model/error.js';

/**
 * The logs that are read on as they grow, and what is read once: files of facts, the pipe. A file that does not exist
 * yet is waited for; a folder is that of now. Throws `source-unreadable` and `source-missing` as `listSources` does.
 */
export async function listFollowed(
  paths: readonly string[],
  stdin: Readable | undefined,
): Promise<{ readonly followed: readonly Source[]; readonly others: readonly Source[] }> {
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
  return { followed: [...followed.values()], others };
}

async function listOrAwait(path: string, stdin: Readable | undefined): Promise<readonly Source[]> {
  try {
    return await listSources([path], stdin ? { stdin } : {});
  } catch (error) {
    if (!(error instanceof AnalyzerError) || error.code !== 'source-missing') throw error;
    if (path === '' || path === '-') throw error;
    return [followedSource(path, path)];
  }
}

function isLog(name: string, path: string): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return (found === undefined || found.isFile()) && classifyPath(name).role === 'log';
}
