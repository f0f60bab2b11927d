import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { createLineReader } from './lines.js';
import { createNotes, type TakeNote } from './notes.js';
import type { Source } from './source.js';

const CHUNK_BYTES = 262_144;
/** How often a file is looked at where it does not grow. */
const EVERY_MS = 200;
/** Bytes before the place of reading that must still be there: else the file was written anew. */
const MARK_BYTES = 64;
const LF = 0x0a;
const LINE_END = Buffer.of(LF);

/**
 * A growing file, followed like `tail -F`: by its name, also where it does not exist yet, is replaced by another
 * one, or is cut off and written anew. Its lines are numbered on. It ends only when the signal is given.
 */
export function followedSource(name: string, path: string, everyMs = EVERY_MS): Source {
  return {
    name,
    path,
    open(signal, sifting, maxBytes) {
      const notes = createNotes();
      const bytes = () => follow(path, notes.take, everyMs, signal);
      return createLineReader(name, bytes, {
        notes,
        unpacked: true,
        live: true,
        sifting,
        maxBytes,
      });
    },
  };
}

interface Open {
  readonly file: number;
  readonly inode: number;
  position: number;
  /** The last bytes that were read. */
  mark: Buffer;
}

async function* follow(
  path: string,
  take: TakeNote,
  everyMs: number,
  signal?: AbortSignal,
): AsyncGenerator<Buffer> {
  let open: Open | undefined;
  /** A line that the old file left open is over. */
  const turnOver = (old: Open): Buffer | undefined => {
    take('follow-rotated');
    return old.mark.length > 0 && old.mark.at(-1) !== LF ? LINE_END : undefined;
  };
  try {
    for (;;) {
      signal?.throwIfAborted();
      open ??= openFile(path);
      if (open && wasWrittenAnew(open)) {
        const end = turnOver(open);
        open.position = 0;
        open.mark = Buffer.alloc(0);
        if (end) yield end;
      }
      const bytes = open && readOn(open);
      if (bytes) {
        yield bytes;
        await setImmediate();
      } else if (open && isReplaced(path, open)) {
        const end = turnOver(open);
        closeSync(open.file);
        open = undefined;
        if (end) yield end;
      } else await setTimeout(everyMs, undefined, signal ? { signal } : {});
    }
  } finally {
    if (open) closeSync(open.file);
  }
}

function openFile(path: string): Open | undefined {
  try {
    const file = openSync(path, 'r');
    return { file, inode: fstatSync(file).ino, position: 0, mark: Buffer.alloc(0) };
  } catch {
    // It may come, or come back.
    return undefined;
  }
}

function readOn(open: Open): Buffer | undefined {
  const left = fstatSync(open.file).size - open.position;
  if (left <= 0) return undefined;
  const buffer = Buffer.allocUnsafe(Math.min(left, CHUNK_BYTES));
  const length = readSync(open.file, buffer, 0, buffer.length, open.position);
  if (length === 0) return undefined;
  const bytes = buffer.subarray(0, length);
  open.position += length;
  open.mark = Buffer.from(
    Buffer.concat([open.mark, bytes.subarray(-MARK_BYTES)]).subarray(-MARK_BYTES),
  );
  return bytes;
}

/** Cut off, and perhaps longer again by now. */
function wasWrittenAnew({ file, position, mark }: Open): boolean {
  const { size } = fstatSync(file);
  if (size < position) return true;
  if (size === position || mark.length === 0) return false;
  const now = Buffer.alloc(mark.length);
  readSync(file, now, 0, mark.length, position - mark.length);
  return !now.equals(mark);
}

/** Another file has its name: what was left in the old one has been read. */
function isReplaced(path: string, { inode }: Open): boolean {
  try {
    return statSync(path).ino !== inode;
  } catch {
    return false;
  }
}
