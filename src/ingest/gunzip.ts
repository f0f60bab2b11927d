import { inflateBody, type MemberEnd } from './inflate-body.js';
import type { Room } from './inflater.js';
import { createIntake, type Intake } from './intake.js';
import type { TakeNote } from './notes.js';

// Flag bits of a member's header. Source: RFC 1952, 2.3.1.
const HEADER_BYTES = 10;
const FHCRC = 2;
const FEXTRA = 4;
const FNAME = 8;
const FCOMMENT = 16;
const TRAILER_BYTES = 8;
const MAX_NAME_BYTES = 65_536;

/**
 * Unpacks gzip members, one after the other; other bytes pass as they are.
 *
 * Not `createGunzip`: that drops up to a buffer of good output before a cut, a wrong checksum or bytes
 * behind the last member. Here they are notes (`gzip-truncated`, `gzip-corrupt`) behind all that could be read.
 * `room`: where to unpack to; default: memory of its own.
 */
export async function* unzip(
  chunks: AsyncIterable<Buffer>,
  take: TakeNote,
  room?: Room,
): AsyncGenerator<Buffer> {
  const intake = createIntake(chunks);
  try {
    if (await startsMember(intake)) yield* unzipMembers(intake, take, room);
    else yield* intake.rest();
  } finally {
    await intake.close();
  }
}

async function* unzipMembers(
  intake: Intake,
  take: TakeNote,
  room: Room | undefined,
): AsyncGenerator<Buffer> {
  while (await startsMember(intake)) {
    const end = yield* unzipMember(intake, room);
    if (end === 'truncated') take('gzip-truncated');
    if (end === 'corrupt') take('gzip-corrupt');
    if (end !== 'complete') return;
  }
  const [next] = await intake.peek(1);
  // Zeros fill up the block of a tape; gzip(1) is silent about them, too.
  if (next !== undefined && next !== 0) take('gzip-corrupt', 'trailing bytes');
}

async function startsMember(intake: Intake): Promise<boolean> {
  const head = await intake.peek(3);
  return head[0] === 0x1f && head[1] === 0x8b && head[2] === 8;
}

async function* unzipMember(
  intake: Intake,
  room: Room | undefined,
): AsyncGenerator<Buffer, MemberEnd> {
  if (!(await skipHeader(intake))) return 'truncated';
  const { end, crc, bytes } = yield* inflateBody(intake, room);
  if (end !== 'complete') return end;
  const trailer = await intake.peek(TRAILER_BYTES);
  if (trailer.length < TRAILER_BYTES) return 'truncated';
  intake.skip(TRAILER_BYTES);
  const crcHolds = crc === undefined || trailer.readUInt32LE(0) === crc;
  return crcHolds && trailer.readUInt32LE(4) === bytes % 2 ** 32 ? 'complete' : 'corrupt';
}

/** False where the input ends within the header. */
async function skipHeader(intake: Intake): Promise<boolean> {
  const head = await intake.peek(HEADER_BYTES);
  if (head.length < HEADER_BYTES) return false;
  const flags = head[3] ?? 0;
  intake.skip(HEADER_BYTES);
  if (flags & FEXTRA) {
    const size = await intake.peek(2);
    if (size.length < 2 || !(await skipBytes(intake, 2 + size.readUInt16LE(0)))) return false;
  }
  if (flags & FNAME && !(await skipName(intake))) return false;
  if (flags & FCOMMENT && !(await skipName(intake))) return false;
  return !(flags & FHCRC) || skipBytes(intake, 2);
}

async function skipBytes(intake: Intake, bytes: number): Promise<boolean> {
  const found = await intake.peek(bytes);
  intake.skip(bytes);
  return found.length === bytes;
}

async function skipName(intake: Intake): Promise<boolean> {
  for (let bytes = 256; bytes <= MAX_NAME_BYTES; bytes *= 2) {
    const found = await intake.peek(bytes);
    const end = found.indexOf(0);
    if (end !== -1) {
      intake.skip(end + 1);
      return true;
    }
    if (found.length < bytes) return false;
  }
  return false;
}
