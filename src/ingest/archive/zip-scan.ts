import { createReadStream } from 'node:fs';
import { getFileNameLowLevel } from 'yauzl';
import { createIntake, type Intake } from '../intake.js';
import type { TakeNote } from '../notes.js';
import { salvage } from '../salvage.js';
import type { Entry } from './entry.js';
import { isSupported, readZipData, type ZipHeader } from './zip-entry.js';

const HEADER_BYTES = 30;
const LOCAL_MAGIC = 0x04034b50;
/** Signatures of a directory's entry and of the records that end a zip. */
const DIRECTORY_MAGICS: ReadonlySet<number> = new Set([0x02014b50, 0x06054b50, 0x06064b50]);
const DESCRIPTOR_MAGIC = 0x08074b50;
const ENCRYPTED = 1;
const SIZES_BEHIND = 8;
const ZIP64_EXTRA = 1;

interface LocalHeader extends ZipHeader {
  readonly sizesBehind: boolean;
}

/**
 * The members of a zip as they lie in the file, without its directory, which is missing where an upload
 * was cut. `known` are offsets of members that were read already. Source: PKWARE APPNOTE 6.3.10, 4.3.
 */
export async function* scanZip(
  path: string,
  known: ReadonlySet<number>,
  take: TakeNote,
): AsyncGenerator<Entry> {
  const stream = createReadStream(path);
  const counter = { bytes: 0 };
  const intake = counting(createIntake(salvage(stream, take)), counter);
  try {
    for (;;) {
      const at = counter.bytes;
      const magic = await intake.peek(4);
      if (magic.length < 4) return take('archive-truncated', 'zip');
      if (DIRECTORY_MAGICS.has(magic.readUInt32LE(0))) return;
      if (magic.readUInt32LE(0) !== LOCAL_MAGIC) {
        take('archive-corrupt', 'zip');
        if (!(await findHeader(intake))) return;
        continue;
      }
      const header = await readLocalHeader(intake);
      if (header === undefined) return take('archive-truncated', 'zip');
      yield* readMember(intake, header, known.has(at), take);
    }
  } finally {
    stream.destroy();
  }
}

/** An intake that knows how far it is. */
function counting(intake: Intake, counter: { bytes: number }): Intake {
  return {
    ...intake,
    skip(bytes) {
      counter.bytes += bytes;
      intake.skip(bytes);
    },
    async take(maxBytes) {
      const taken = await intake.take(maxBytes);
      counter.bytes += taken.length;
      return taken;
    },
  };
}

async function findHeader(intake: Intake): Promise<boolean> {
  for (;;) {
    const window = await intake.peek(65_536);
    const at = window.indexOf('PK\x03\x04', 1, 'latin1');
    if (at !== -1) {
      intake.skip(at);
      return true;
    }
    if (window.length < 65_536) return false;
    intake.skip(window.length - 3);
  }
}

async function readLocalHeader(intake: Intake): Promise<LocalHeader | undefined> {
  const head = await intake.peek(HEADER_BYTES);
  if (head.length < HEADER_BYTES) return undefined;
  const flags = head.readUInt16LE(6);
  const nameBytes = head.readUInt16LE(26);
  const extraBytes = head.readUInt16LE(28);
  const whole = await intake.peek(HEADER_BYTES + nameBytes + extraBytes);
  if (whole.length < HEADER_BYTES + nameBytes + extraBytes) return undefined;
  const rawName = Buffer.from(whole.subarray(HEADER_BYTES, HEADER_BYTES + nameBytes));
  const extra = whole.subarray(HEADER_BYTES + nameBytes);
  const sizes = zip64Sizes(extra) ?? {
    bytes: whole.readUInt32LE(22),
    packedBytes: whole.readUInt32LE(18),
  };
  const expected = { crc: whole.readUInt32LE(14), bytes: sizes.bytes };
  const sizesBehind = (flags & SIZES_BEHIND) !== 0;
  const method = whole.readUInt16LE(8);
  intake.skip(whole.length);
  return {
    name: getFileNameLowLevel(flags, rawName, [], false),
    method,
    encrypted: (flags & ENCRYPTED) !== 0,
    packedBytes: sizes.packedBytes,
    sizesBehind,
    ...(sizesBehind ? {} : { expected }),
  };
}

function zip64Sizes(
  extra: Buffer,
): { readonly bytes: number; readonly packedBytes: number } | undefined {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== ZIP64_EXTRA || at + 20 > extra.length) continue;
    const bytes = Number(extra.readBigUInt64LE(at + 4));
    return { bytes, packedBytes: Number(extra.readBigUInt64LE(at + 12)) };
  }
  return undefined;
}

async function* readMember(
  intake: Intake,
  header: LocalHeader,
  known: boolean,
  take: TakeNote,
): AsyncGenerator<Entry> {
  const { name, method, encrypted, sizesBehind, packedBytes } = header;
  const endsItself = method === 8 && !encrypted;
  if (sizesBehind && !endsItself) {
    // Where it ends stands in the directory alone: look for what follows.
    yield { kind: 'noted', name, note: { code: 'entry-unsupported', detail: 'size unknown' } };
    return void (await skipUntilHeader(intake));
  }
  let read = 0;
  const body = sizesBehind ? intake : limited(intake, packedBytes, (bytes) => (read += bytes));
  let takeOwn = take;
  const data = readZipData(body, header, (code, detail) => takeOwn(code, detail));
  if (known || name.endsWith('/')) yield { kind: 'folder', name };
  else if (encrypted) yield { kind: 'noted', name, note: { code: 'entry-encrypted' } };
  else if (!isSupported(method)) {
    yield {
      kind: 'noted',
      name,
      note: { code: 'entry-unsupported', detail: `method ${method}` },
    };
  } else {
    const bytes = (taker: TakeNote): AsyncGenerator<Buffer> => {
      takeOwn = taker;
      return unclosed(data);
    };
    yield { kind: 'file', name, bytes };
  }
  if (sizesBehind) {
    for await (const _ of data);
    await skipDescriptor(intake);
    return;
  }
  await data.return(undefined);
  for (let left = packedBytes - read; left > 0; ) {
    const chunk = await intake.take(left);
    if (chunk.length === 0) return;
    left -= chunk.length;
  }
}

/** The same bytes, but who stops early leaves the rest to be skipped. */
async function* unclosed(data: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  for (let next = await data.next(); !next.done; next = await data.next()) yield next.value;
}

/** The part of an intake that belongs to one member. */
function limited(intake: Intake, bytes: number, onRead: (bytes: number) => void): Intake {
  let left = bytes;
  const use = (used: number): void => {
    left -= used;
    onRead(used);
  };
  return {
    ...intake,
    peek: (wanted) => intake.peek(Math.min(wanted, left)),
    skip(used) {
      intake.skip(used);
      use(used);
    },
    async take(maxBytes) {
      const taken = await intake.take(Math.min(maxBytes, left));
      use(taken.length);
      return taken;
    },
  };
}

async function skipUntilHeader(intake: Intake): Promise<void> {
  for (;;) {
    const head = await intake.peek(4);
    if (head.length < 4 || DIRECTORY_MAGICS.has(head.readUInt32LE(0))) return;
    if (!(await findHeader(intake))) {
      for (;;) if ((await intake.take(65_536)).length === 0) return;
    }
    return;
  }
}

/** Checksum and sizes behind the data, in 32 or 64 bits, with or without a signature: up to what follows. */
async function skipDescriptor(intake: Intake): Promise<void> {
  const head = await intake.peek(28);
  for (const bytes of [16, 24, 12, 20]) {
    const signed = head.length >= 4 && head.readUInt32LE(0) === DESCRIPTOR_MAGIC;
    if (signed !== (bytes === 16 || bytes === 24)) continue;
    if (bytes + 2 > head.length || head.toString('latin1', bytes, bytes + 2) === 'PK') {
      return intake.skip(Math.min(bytes, head.length));
    }
  }
}
