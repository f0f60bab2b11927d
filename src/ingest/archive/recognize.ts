import type { Intake } from '../intake.js';
import { JOURNAL_MAGIC } from './journal.js';
import { isCompressed } from './peel.js';
import { BLOCK_BYTES, isZeroBlock, parseTarHeader } from './tar-header.js';

export type Content = 'tar' | 'empty tar' | 'zip' | 'journal' | 'compressed' | 'other';

const ZIP = /^PK(?:\x03\x04|\x05\x06|\x07\x08PK\x03\x04)/;
/** Where a program's messages may stand before a tar: `kubectl exec -t` mixes both. */
const MAX_GARBAGE_BYTES = 65_536;
const MAGIC_AT = 257;

/** What the bytes are, by content alone; names do not count. Leaves the intake at the first header. */
export async function recognize(
  intake: Intake,
): Promise<{ readonly content: Content; readonly garbageBytes: number }> {
  const head = await intake.peek(BLOCK_BYTES);
  const latin = head.toString('latin1', 0, 16);
  const found = (content: Content, garbageBytes = 0) => ({ content, garbageBytes });
  if (ZIP.test(latin)) return found('zip');
  if (latin.startsWith(JOURNAL_MAGIC)) return found('journal');
  if (isCompressed(head)) return found('compressed');
  if (parseTarHeader(head) !== undefined) return found('tar');
  if (head.length < BLOCK_BYTES || !head.includes(0)) return found('other');
  const sample = await intake.peek(MAX_GARBAGE_BYTES);
  if (isEmptyTar(sample)) return found('empty tar');
  const at = findTarHeader(sample);
  if (at === undefined) return found('other');
  intake.skip(at);
  return found('tar', at);
}

/** Two blocks of zeros and no more than a record of 20, or what fills up a tape. */
const isEmptyTar = (sample: Buffer): boolean =>
  sample.length >= 2 * BLOCK_BYTES &&
  sample.length < MAX_GARBAGE_BYTES &&
  sample.length % BLOCK_BYTES === 0 &&
  isZeroBlock(sample);

function findTarHeader(sample: Buffer): number | undefined {
  for (let at = sample.indexOf('ustar'); at !== -1; at = sample.indexOf('ustar', at + 1)) {
    const start = at - MAGIC_AT;
    if (start >= 0 && parseTarHeader(sample.subarray(start, start + BLOCK_BYTES))) return start;
  }
  return undefined;
}
