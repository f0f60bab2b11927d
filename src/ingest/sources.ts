import { constants, createReadStream, openSync, type Stats } from 'node:fs';
import { access, realpath, stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { AnalyzerError } from '../model/error.js';
import { createLineReader } from './lines.js';
import { createNotes } from './notes.js';
import { failureName, salvage } from './salvage.js';
import { notedSource, type Source } from './source.js';
import { openPipe, type Pipe, pipeOf } from './stdin.js';
import { type Seen, walkFolder } from './walk.js';

// Larger chunks are slower (256 KiB: by a third), and a kept piece of a line holds its whole chunk.
const CHUNK_BYTES = 65_536;
type Bytes = NonNullable<Source['bytes']>;

const STDIN_PATHS = new Set(['-', '/dev/stdin', '/dev/fd/0', '/proc/self/fd/0']);

/**
 * The sources that the arguments stand for, in their order: the pipe (`-`, or no argument), files, and
 * all members of folders as `<folder as given>/<path below it>`. The same file is read once, under the
 * first name. Nothing is opened before its lines are asked for. A member that is passed over is a source without lines whose note says why.
 *
 * Throws `source-missing` or `source-unreadable` for an argument that cannot be read.
 */
export async function listSources(
  paths: readonly string[],
  { stdin }: { readonly stdin?: Readable | Pipe } = {},
): Promise<readonly Source[]> {
  const given = paths.length === 0 && stdin !== undefined ? ['-'] : paths;
  const seen: Seen = new Set();
  const sources: Source[] = [];
  for (const path of given) {
    if (path === '-' || (stdin !== undefined && STDIN_PATHS.has(path))) {
      if (!seen.has('-')) sources.push(pipeSource(path, stdin));
      seen.add('-');
    } else {
      for (const source of await listArgument(path, seen)) sources.push(source);
    }
  }
  return sources;
}

function pipeSource(path: string, stdin: Readable | Pipe | undefined): Source {
  if (stdin === undefined) {
    throw new AnalyzerError(
      'source-missing',
      'Nothing is piped in, but - asks for standard input.',
    );
  }
  const name = path === '-' ? 'stdin' : path;
  const { chunks } = 'chunks' in stdin ? stdin : pipeOf(stdin);
  return { name, bytes: chunks, open: openBytes(name, chunks) };
}

async function listArgument(argument: string, seen: Seen): Promise<Source[]> {
  if (argument === '') throw new AnalyzerError('source-missing', 'One of the paths is empty.');
  const name = withoutTrailingSlash(argument);
  const path = name === '' ? '/' : name;
  const kind = await statArgument(path, argument);
  if (kind.isSocket()) {
    throw new AnalyzerError('source-unreadable', `${argument} is a socket, not a file or folder.`);
  }
  await checkReadable(path, argument, kind);
  if (kind.isDirectory()) {
    const members = await walkFolder(name, path, seen);
    return members.map((member) =>
      member.note === undefined ? fileSource(member) : notedSource(member, member.note),
    );
  }
  // Pipes of the shell (`<(zcat x)`) have no real path.
  const real = await realpath(path).catch(() => path);
  if (seen.has(real)) return [];
  seen.add(real);
  return [kind.isFIFO() ? namedPipeSource({ name, path }) : fileSource({ name, path })];
}

async function statArgument(path: string, argument: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (error) {
    throw refusal(argument, error);
  }
}

async function checkReadable(path: string, argument: string, kind: Stats): Promise<void> {
  const mode = kind.isDirectory() ? constants.R_OK | constants.X_OK : constants.R_OK;
  try {
    await access(path, mode);
  } catch (error) {
    throw refusal(argument, error);
  }
}

function refusal(argument: string, cause: unknown): AnalyzerError {
  const code = failureName(cause);
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new AnalyzerError('source-missing', `${argument} does not exist.`, { cause });
  }
  const why = REASONS[code] ?? `the system says ${code}`;
  return new AnalyzerError('source-unreadable', `${argument} cannot be read: ${why}.`, { cause });
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'its links lead in a circle',
  ENAMETOOLONG: 'the name is too long',
};

const withoutTrailingSlash = (path: string): string =>
  path.replace(process.platform === 'win32' ? /[\\/]+$/ : /\/+$/, '');

export function fileSource({
  name,
  path,
}: {
  readonly name: string;
  readonly path: string;
}): Source {
  const bytes: Bytes = (take, signal) =>
    salvage(
      createReadStream(path, { highWaterMark: CHUNK_BYTES, ...(signal ? { signal } : {}) }),
      take,
    );
  return { name, path, bytes, open: openBytes(name, bytes) };
}

/** Waited for by the event loop, as standard input is: an end of the reading need not wait for a writer. */
function namedPipeSource({ name, path }: { readonly name: string; readonly path: string }): Source {
  async function* bytes(...[take, signal]: Parameters<Bytes>): ReturnType<Bytes> {
    let pipe: Pipe;
    try {
      pipe = openPipe(openSync(path, constants.O_RDONLY | constants.O_NONBLOCK));
    } catch (error) {
      return take('unreadable', failureName(error));
    }
    yield* pipe.chunks(take, signal);
  }
  return { name, path, bytes, open: openBytes(name, bytes) };
}

const openBytes =
  (name: string, bytes: Bytes): Source['open'] =>
  (signal, sifting, maxBytes) => {
    const notes = createNotes();
    return createLineReader(name, () => bytes(notes.take, signal), { notes, sifting, maxBytes });
  };
