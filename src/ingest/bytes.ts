import { createHash, type Hash } from 'node:crypto';
import type { Clip } from '../model/line.js';
import { characterBorder } from './utf8.js';

const LF = 0x0a;
const CR = 0x0d;

/** Whole lines, each with its LF (the last line of a source may lack it), or one overlong line. */
export type Block =
  | { readonly bytes: Buffer; readonly cut?: undefined }
  | {
      /** The head of the line, without its end. */
      readonly bytes: Buffer;
      readonly cut: { readonly clip: Clip; readonly end: '\r\n' | '\n' | '' };
    };

interface LongLine {
  add(bytes: Buffer): void;
  /** `ended`: an LF came; then a CR before it is not part of the line. */
  close(ended: boolean): Block;
}

/**
 * Cuts chunks into blocks of whole lines. A line of more than `maxBytes` bytes (without CR and LF) keeps
 * its head; the rest is counted, hashed and dropped, so that memory stays bounded.
 */
export async function* wholeLines(
  chunks: AsyncIterable<Buffer>,
  maxBytes: number,
): AsyncGenerator<Block> {
  let held: Buffer[] = []; // the line that the last chunk left open
  let heldBytes = 0;
  let long: LongLine | undefined;

  function* cut(block: Buffer): Generator<Block> {
    for (let from = 0; from < block.length; ) {
      const to = endOfFitting(block, from, maxBytes);
      if (to > from) yield { bytes: block.subarray(from, to) };
      if (to === block.length) return;
      const line = createLongLine(block.subarray(to), maxBytes);
      const lf = block.indexOf(LF, to);
      line.add(block.subarray(to, lf === -1 ? block.length : lf));
      if (lf === -1) {
        long = line;
        return;
      }
      yield line.close(true);
      from = lf + 1;
    }
  }

  for await (const chunk of chunks) {
    let rest = chunk;
    if (long !== undefined) {
      const lf = rest.indexOf(LF);
      long.add(lf === -1 ? rest : rest.subarray(0, lf));
      if (lf === -1) continue;
      yield long.close(true);
      long = undefined;
      rest = rest.subarray(lf + 1);
    }
    const end = rest.lastIndexOf(LF) + 1;
    if (end > 0) {
      // Only the line that was open is put together: the rest need not be copied.
      const from = held.length === 0 ? 0 : rest.indexOf(LF) + 1;
      if (from > 0) yield* cut(Buffer.concat([...held, rest.subarray(0, from)]));
      held = [];
      heldBytes = 0;
      if (from < end) yield* cut(rest.subarray(from, end));
    }
    if (end === rest.length) continue;
    // A copy: whoever gives the chunks may use their memory again.
    held.push(Buffer.from(rest.subarray(end)));
    heldBytes += rest.length - end;
    // One byte more may be the CR of a line that just fits.
    if (heldBytes > maxBytes + 1) {
      yield* cut(Buffer.concat(held));
      held = [];
      heldBytes = 0;
    }
  }
  if (long !== undefined) yield long.close(false);
  else if (heldBytes > 0) {
    yield* cut(Buffer.concat(held));
    // `cut` opens a long line where no LF follows; the compiler does not see that.
    const open = long as LongLine | undefined;
    if (open !== undefined) yield open.close(false);
  }
}

/** Where the first overlong line from `from` on starts; the end of the block if there is none. */
function endOfFitting(block: Buffer, from: number, maxBytes: number): number {
  let at = from;
  while (block.length - at > maxBytes) {
    const lf = block.lastIndexOf(LF, at + maxBytes);
    if (lf >= at) at = lf + 1;
    else if (block[at + maxBytes] === CR && block[at + maxBytes + 1] === LF) at += maxBytes + 2;
    else return at;
  }
  return block.length;
}

function createLongLine(start: Buffer, maxBytes: number): LongLine {
  // A copy: the chunk may be far larger than the head.
  const head = Buffer.from(start.subarray(0, characterBorder(start, maxBytes)));
  const hash: Hash = createHash('sha256');
  let bytes = 0;
  let cr = false; // a CR that is hashed only if more than an LF follows
  return {
    add(part) {
      if (part.length === 0) return;
      if (cr) hash.update('\r');
      cr = part.at(-1) === CR;
      hash.update(cr ? part.subarray(0, -1) : part);
      bytes += part.length;
    },
    close(ended) {
      if (cr && !ended) hash.update('\r');
      const crlf = cr && ended;
      const clip = { bytes: crlf ? bytes - 1 : bytes, sha256: hash.digest('hex') };
      return { bytes: head, cut: { clip, end: crlf ? '\r\n' : ended ? '\n' : '' } };
    },
  };
}
