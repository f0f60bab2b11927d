import { inflateBody } from '../inflate-body.js';
import type { Intake } from '../intake.js';
import type { TakeNote } from '../notes.js';

/** What both the directory of a zip and the header before each member tell. */
export interface ZipHeader {
  readonly name: string;
  /** Compression. Source: PKWARE APPNOTE 6.3.10, 4.4.5. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly packedBytes: number;
  /** Absent where they only stand behind the data. */
  readonly expected?: { readonly crc: number; readonly bytes: number };
}

const STORED = 0;
const DEFLATED = 8;
/** bzip2, zstd (twice), xz: what is stored is a whole file of that kind, to be told by its first bytes. */
const WHOLE_FILES: ReadonlySet<number> = new Set([12, 20, 93, 95]);

export const isSupported = (method: number): boolean =>
  method === STORED || method === DEFLATED || WHOLE_FILES.has(method);

/** Data of a member whose intake starts at the data. Where the size is told, the intake ends with it. */
export async function* readZipData(
  intake: Intake,
  { method, expected, packedBytes }: ZipHeader,
  take: TakeNote,
): AsyncGenerator<Buffer> {
  if (method !== DEFLATED) {
    yield* readStored(intake, packedBytes, take);
    return;
  }
  const { end, crc, bytes } = yield* inflateBody(intake);
  if (end === 'truncated') take('archive-truncated', 'zip');
  const holds =
    expected === undefined ||
    (expected.bytes === bytes && (crc === undefined || crc === expected.crc));
  if (end === 'corrupt' || (end === 'complete' && !holds)) take('archive-corrupt', 'zip');
}

async function* readStored(
  intake: Intake,
  packedBytes: number,
  take: TakeNote,
): AsyncGenerator<Buffer> {
  for (let left = packedBytes; left > 0; ) {
    const chunk = await intake.take(Math.min(left, 65_536));
    if (chunk.length === 0) return take('archive-truncated', 'zip');
    left -= chunk.length;
    yield chunk;
  }
}
