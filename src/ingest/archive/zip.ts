import { createReadStream } from 'node:fs';
import yauzl, { type Entry as ListedEntry, type ZipFile } from 'yauzl';
import { createIntake } from '../intake.js';
import type { TakeNote } from '../notes.js';
import { salvage } from '../salvage.js';
import type { Entry } from './entry.js';
import { isSupported, readZipData, type ZipHeader } from './zip-entry.js';
import { scanZip } from './zip-scan.js';

/** Types of Unix modes. Source: POSIX.1-2017, sys/stat.h. */
const S_IFMT = 0o170000;
const S_IFLNK = 0o120000;
const S_IFREG = 0o100000;
const S_IFDIR = 0o040000;
const MAX_TARGET_BYTES = 4096;
const LOCAL_HEADER_BYTES = 30;

/**
 * The entries of a zip file in the order of its directory. Where the directory is missing or damaged,
 * the members that it did not tell are found by the headers before their data.
 */
export async function* readZip(
  path: string,
  maxEntries: number,
  take: TakeNote,
): AsyncGenerator<Entry> {
  const zip = await openZip(path);
  if (zip === undefined) {
    take('archive-corrupt', 'zip directory');
    yield* scanZip(path, new Set(), take);
    return;
  }
  try {
    const { entries, complete } = await listEntries(zip, maxEntries, take);
    const hidden = overlapping(entries);
    for (const entry of entries) {
      const name = nameOf(entry);
      if (hidden.has(entry)) yield { kind: 'noted', name, note: { code: 'entry-overlap' } };
      else yield await readListed(zip, path, entry, name);
    }
    if (complete) return;
    take('archive-corrupt', 'zip directory');
    const known = new Set(entries.map((entry) => entry.relativeOffsetOfLocalHeader));
    yield* scanZip(path, known, take);
  } finally {
    zip.close();
  }
}

async function openZip(path: string): Promise<ZipFile | undefined> {
  try {
    return await yauzl.openPromise(path, {
      lazyEntries: true,
      autoClose: false,
      decodeStrings: false, // a name it thinks unsafe would end the whole archive
      validateEntrySizes: false,
    });
  } catch {
    return undefined;
  }
}

async function listEntries(
  zip: ZipFile,
  maxEntries: number,
  take: TakeNote,
): Promise<{ readonly entries: ListedEntry[]; readonly complete: boolean }> {
  const entries: ListedEntry[] = [];
  try {
    for await (const entry of zip.eachEntry()) {
      if (entries.length >= maxEntries) {
        take('limit-entries');
        return { entries, complete: true };
      }
      entries.push(entry);
    }
    return { entries, complete: true };
  } catch {
    return { entries, complete: false };
  }
}

/** Entries that lie within the data of one before them: the way of zip bombs. */
function overlapping(entries: readonly ListedEntry[]): ReadonlySet<ListedEntry> {
  const hidden = new Set<ListedEntry>();
  let end = 0;
  const byPlace = [...entries].sort(
    (a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader,
  );
  for (const entry of byPlace) {
    const { relativeOffsetOfLocalHeader: start, compressedSize, fileNameLength } = entry;
    if (start < end) hidden.add(entry);
    else end = start + LOCAL_HEADER_BYTES + fileNameLength + compressedSize;
  }
  return hidden;
}

function nameOf(entry: ListedEntry): string {
  const { generalPurposeBitFlag, fileNameRaw, extraFields } = entry;
  // Not strict: old Windows tools separate by `\`, which becomes `/`.
  return yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
}

async function readListed(
  zip: ZipFile,
  path: string,
  entry: ListedEntry,
  name: string,
): Promise<Entry> {
  const mode = entry.versionMadeBy >> 8 === 3 ? entry.externalFileAttributes >>> 16 : 0;
  const type = mode & S_IFMT;
  if (name.endsWith('/') || type === S_IFDIR) return { kind: 'folder', name };
  if (entry.isEncrypted()) return { kind: 'noted', name, note: { code: 'entry-encrypted' } };
  if (!isSupported(entry.compressionMethod)) {
    const detail = `method ${entry.compressionMethod}`;
    return { kind: 'noted', name, note: { code: 'entry-unsupported', detail } };
  }
  if (type !== 0 && type !== S_IFREG && type !== S_IFLNK) {
    return { kind: 'noted', name, note: { code: 'entry-device', detail: 'device' } };
  }
  const bytes = (take: TakeNote) => readData(zip, path, entry, name, take);
  if (type !== S_IFLNK) return { kind: 'file', name, bytes };
  let target = '';
  for await (const chunk of bytes(() => {})) {
    target += chunk.toString('utf8');
    if (target.length > MAX_TARGET_BYTES) break;
  }
  return { kind: 'link', name, target, hard: false };
}

async function* readData(
  zip: ZipFile,
  path: string,
  entry: ListedEntry,
  name: string,
  take: TakeNote,
): AsyncGenerator<Buffer> {
  const { compressionMethod, compressedSize, uncompressedSize, crc32 } = entry;
  const header: ZipHeader = {
    name,
    method: compressionMethod,
    encrypted: false,
    packedBytes: compressedSize,
    expected: { crc: crc32, bytes: uncompressedSize },
  };
  let start: number;
  try {
    start = (await zip.readLocalFileHeaderPromise(entry, { minimal: true })).fileDataStart;
  } catch {
    return take('archive-corrupt', 'zip');
  }
  if (compressedSize === 0) return;
  const stream = createReadStream(path, { start, end: start + compressedSize - 1 });
  const intake = createIntake(salvage(stream, take));
  try {
    yield* readZipData(intake, header, take);
  } finally {
    stream.destroy();
  }
}
