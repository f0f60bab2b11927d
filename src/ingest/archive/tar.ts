import type { Intake } from '../intake.js';
import type { TakeNote } from '../notes.js';
import type { Entry } from './entry.js';
import { type Extra, parseExtra, readExtra, skipSparseMap } from './tar-extra.js';
import {
  BLOCK_BYTES,
  isZeroBlock,
  paddingOf,
  parseTarHeader,
  type TarHeader,
} from './tar-header.js';

/** Bytes of a member that are taken at once, where there are so many: each chunk goes through several hands. */
const CHUNK_BYTES = 1_048_576;
const DEVICES: Readonly<Record<string, string>> = { '3': 'device', '4': 'device', '6': 'pipe' };

/**
 * The entries of a tar in their order, streamed. Not a library's reader: those end at the first damaged
 * header; this one looks for the next whole one, gives what there is of a cut member, and leaves holes out.
 */
export async function* readTar(intake: Intake, take: TakeNote): AsyncGenerator<Entry> {
  let extra: Extra = {};
  let ended = false;
  for (;;) {
    const block = await intake.peek(BLOCK_BYTES);
    if (block.length === 0 && ended) return;
    if (block.length < BLOCK_BYTES && !ended) return take('archive-truncated', 'tar');
    if (block.length === BLOCK_BYTES && isZeroBlock(block)) {
      intake.skip(BLOCK_BYTES);
      ended = true;
      continue;
    }
    const header = parseTarHeader(block);
    if (header === undefined) {
      take('archive-corrupt', ended ? 'trailing bytes' : 'tar');
      if (!(await findHeader(intake))) return;
      extra = {};
      continue;
    }
    ended = false; // tars may stand one behind the other
    intake.skip(BLOCK_BYTES);
    if ('LKxX'.includes(header.type) && header.type !== '') {
      const data = await readExtra(intake, header.dataBytes);
      if (data === undefined) take('archive-corrupt', 'tar');
      else extra = { ...extra, ...parseExtra(header.type, data) };
      continue;
    }
    yield* readEntry(intake, header, extra, take);
    extra = {};
  }
}

/** Skips to the next block that is a header, where data or a header was damaged. */
async function findHeader(intake: Intake): Promise<boolean> {
  for (;;) {
    const block = await intake.peek(BLOCK_BYTES);
    if (block.length < BLOCK_BYTES) return false;
    if (parseTarHeader(block)?.magic) return true;
    intake.skip(BLOCK_BYTES);
  }
}

async function* readEntry(
  intake: Intake,
  header: TarHeader,
  extra: Extra,
  take: TakeNote,
): AsyncGenerator<Entry> {
  const { type } = header;
  const name = extra.path ?? header.name;
  const dataBytes = extra.dataBytes ?? header.dataBytes;
  const device = DEVICES[type];
  // Links, devices and folders have no data, whatever the size says.
  if (type === '1' || type === '2') {
    const target = extra.linkPath ?? header.linkName;
    yield { kind: 'link', name, target, hard: type === '1' };
  } else if (device !== undefined) {
    yield { kind: 'noted', name, note: { code: 'entry-device', detail: device } };
  } else if (type === '5' || (type !== 'S' && name.endsWith('/'))) {
    yield { kind: 'folder', name };
    if (type !== '5') await skip(intake, dataBytes + paddingOf(dataBytes));
  } else if ('gVA'.includes(type) && type !== '') {
    await skip(intake, dataBytes + paddingOf(dataBytes));
  } else {
    yield* readFile(intake, { ...header, name, dataBytes }, extra, take);
  }
}

async function* readFile(
  intake: Intake,
  header: TarHeader,
  { sparse }: Extra,
  take: TakeNote,
): AsyncGenerator<Entry> {
  let { dataBytes } = header;
  if (header.moreSparseBlocks) await skipSparseBlocks(intake);
  if (sparse === 'map in data') {
    const mapBytes = await skipSparseMap(intake, dataBytes);
    if (mapBytes === undefined) return take('archive-corrupt', 'sparse map');
    dataBytes -= mapBytes;
  }
  const body = createBody(intake, dataBytes);
  const bytes = async function* (takeOwn: TakeNote) {
    if (sparse !== undefined || header.type === 'S') takeOwn('entry-sparse');
    yield* body.bytes(takeOwn);
  };
  yield { kind: 'file', name: header.name, bytes };
  const complete = await body.leave();
  if (!complete) take('archive-truncated', 'tar');
  // A cut here shows at the next header.
  await skip(intake, paddingOf(header.dataBytes));
}

async function skipSparseBlocks(intake: Intake): Promise<void> {
  for (;;) {
    const block = await intake.peek(BLOCK_BYTES);
    intake.skip(block.length);
    if (block.length < BLOCK_BYTES || block[504] === 0) return;
  }
}

interface Body {
  bytes(take: TakeNote): AsyncGenerator<Buffer>;
  /** Skips what was not read; false where the input ended before the member did. */
  leave(): Promise<boolean>;
}

/** The data of one entry. Whoever reads it may stop anywhere, even in the middle of a read. */
function createBody(intake: Intake, dataBytes: number): Body {
  let left = dataBytes;
  let closed = false;
  let reading: Promise<Buffer> | undefined;

  const read = async (): Promise<Buffer> => {
    const chunk = await intake.take(Math.min(left, CHUNK_BYTES));
    left -= chunk.length;
    return chunk;
  };

  return {
    async *bytes(take) {
      while (left > 0 && !closed) {
        reading = read();
        const chunk = await reading;
        if (chunk.length === 0) return take('archive-truncated', 'tar');
        if (closed) return;
        yield chunk;
      }
    },
    async leave() {
      closed = true;
      await reading;
      return (await skip(intake, left)) === left;
    },
  };
}

/** Gives how many bytes there were to skip. */
async function skip(intake: Intake, bytes: number): Promise<number> {
  let skipped = 0;
  while (skipped < bytes) {
    const chunk = await intake.take(bytes - skipped);
    if (chunk.length === 0) break;
    skipped += chunk.length;
  }
  return skipped;
}
