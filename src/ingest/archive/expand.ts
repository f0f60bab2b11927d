import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { addAbortSignal, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { readFileChunks } from '../file-chunks.js';
import { copied, createIntake, type Intake } from '../intake.js';
import { createLineReader } from '../lines.js';
import { createNotes, type Notes, type TakeNote } from '../notes.js';
import { notedSource, type Source } from '../source.js';
import type { Entry } from './entry.js';
import { exportJournal } from './journal.js';
import { type Meter, metered } from './limits.js';
import { readMembers } from './members.js';
import type { Expansion, Packed } from './packed.js';
import { peel } from './peel.js';
import { recognize } from './recognize.js';
import { readTar } from './tar.js';

/**
 * The sources within some bytes: themselves where they are no archive. A source is to be read before the
 * next one is taken; what was not read then is skipped.
 */
export async function* expand(packed: Packed, expansion: Expansion): AsyncGenerator<Source> {
  const notes = createNotes();
  const unpacked = peel(packed, notes.take, expansion.meter);
  const intake = createIntake(unpacked, packed.live);
  try {
    const { content, garbageBytes } = await recognize(intake);
    if (garbageBytes > 0) notes.take('archive-corrupt', `${garbageBytes} leading bytes`);
    if (content === 'tar' || content === 'zip') {
      yield* openArchive(content, intake, packed, notes, expansion);
    } else if (content === 'journal') {
      yield* readJournal(intake, packed, notes, expansion);
    } else if (content === 'empty tar') {
      yield notedSource(packed, { code: 'archive-empty', detail: 'tar' }, ...notes.list());
    } else if (content === 'compressed') {
      yield notedSource(packed, { code: 'limit-depth' });
    } else {
      yield textSource(intake, packed, notes, expansion);
    }
  } finally {
    await unpacked.return(undefined);
  }
}

async function* openArchive(
  content: 'tar' | 'zip',
  intake: Intake,
  packed: Packed,
  notes: Notes,
  expansion: Expansion,
): AsyncGenerator<Source> {
  const { limits } = expansion;
  if (packed.depth >= limits.maxDepth) {
    yield notedSource(packed, { code: 'limit-depth', detail: content });
    return;
  }
  const members = (entries: AsyncGenerator<Entry>) =>
    readMembers(entries, packed, notes, expansion, expand);
  if (content === 'tar') {
    yield* members(readTar(intake, notes.take));
    return;
  }
  const { readZip } = await import('./zip.js');
  yield* withFile(intake, packed, notes, expansion, (file) =>
    members(counted(readZip(file, limits.maxEntries, notes.take), expansion.meter)),
  );
}

/** Members of a zip are unpacked one by one: what they come to counts here. */
async function* counted(entries: AsyncGenerator<Entry>, meter: Meter): AsyncGenerator<Entry> {
  for await (const entry of entries) {
    if (entry.kind !== 'file') yield entry;
    else yield { ...entry, bytes: (take) => metered(entry.bytes(take), meter, take) };
  }
}

async function* readJournal(
  intake: Intake,
  packed: Packed,
  notes: Notes,
  expansion: Expansion,
): AsyncGenerator<Source> {
  yield* withFile(intake, packed, notes, expansion, async function* (file) {
    const { name, path } = packed;
    const bytes = () => exportJournal(file, path ?? name, notes.take, expansion.journalctl);
    yield { name, ...(path === undefined ? {} : { path }), open: (signal) => read(bytes, signal) };
  });
  function read(bytes: () => Readable, signal: AbortSignal | undefined) {
    const open = () => (signal ? addAbortSignal(signal, bytes()) : bytes());
    return createLineReader(packed.name, open, { notes, unpacked: true });
  }
}

/** Lets something read the bytes from a file: their own, or a copy that is removed afterwards. */
async function* withFile(
  intake: Intake,
  packed: Packed,
  notes: Notes,
  { limits, temp, meter }: Expansion,
  use: (file: string) => AsyncGenerator<Source>,
): AsyncGenerator<Source> {
  const whole = fileOf(packed, meter);
  if (whole !== undefined) {
    yield* use(whole);
    return;
  }
  const file = await temp.newPath();
  try {
    await pipeline(
      copied(capped(intake.rest(), limits.maxSpoolBytes, notes.take)),
      createWriteStream(file, { flags: 'wx', mode: 0o600 }),
    );
    yield* use(file);
  } finally {
    await rm(file, { force: true });
  }
}

/** The file that holds just these bytes, where there is one. */
const fileOf = ({ seekable, path }: Packed, meter: Meter): string | undefined =>
  seekable && meter.bytes === 0 ? path : undefined;

async function* abortable(
  chunks: AsyncIterable<Buffer>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    signal?.throwIfAborted();
    yield chunk;
  }
}

function textSource(
  intake: Intake,
  packed: Packed,
  notes: Notes,
  { limits, meter }: Expansion,
): Source {
  const { name, path, live = false } = packed;
  const bytes = (signal?: AbortSignal) => {
    // A plain file is read anew, in the way that is fastest.
    const file = fileOf(packed, meter);
    if (file !== undefined) return readFileChunks(file, notes.take, signal);
    return abortable(capped(intake.rest(), limits.maxMemberBytes, notes.take), signal);
  };
  return {
    name,
    ...(path === undefined ? {} : { path }),
    open: (signal, sifting, maxBytes) =>
      createLineReader(name, () => bytes(signal), {
        notes,
        unpacked: true,
        live,
        sifting,
        maxBytes,
      }),
  };
}

async function* capped(
  chunks: AsyncGenerator<Buffer>,
  maxBytes: number,
  take: TakeNote,
): AsyncGenerator<Buffer> {
  let left = maxBytes;
  for await (const chunk of chunks) {
    if (chunk.length > left) {
      take('limit-bytes');
      if (left > 0) yield chunk.subarray(0, left);
      return;
    }
    left -= chunk.length;
    yield chunk;
  }
}
