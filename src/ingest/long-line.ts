import { createHash, type Hash } from 'node:crypto';
import type { Clip } from '../model/line.js';
import { characterBorder } from './utf8.js';

const LF = 0x0a;
const CR = 0x0d;

/** The head of an overlong line, without its end, and what is known of the rest. */
export interface Cut {
  readonly bytes: Buffer;
  readonly cut: { readonly clip: Clip; readonly end: '\r\n' | '\n' | '' };
}

/** A line whose head is kept; the rest is counted, hashed and dropped, so that memory stays bounded. */
export interface LongLine {
  add(bytes: Buffer): void;
  /** `ended`: an LF came; then a CR before it is not part of the line. */
  close(ended: boolean): Cut;
}

/** Where the first line of more than `maxBytes` bytes (without CR and LF) starts; the end of the bytes if there is none. */
export function endOfFitting(bytes: Buffer, maxBytes: number): number {
  let at = 0;
  while (bytes.length - at > maxBytes) {
    const lf = bytes.lastIndexOf(LF, at + maxBytes);
    if (lf >= at) at = lf + 1;
    else if (bytes[at + maxBytes] === CR && bytes[at + maxBytes + 1] === LF) at += maxBytes + 2;
    else return at;
  }
  return bytes.length;
}

/** `start`: the first bytes of the line, more than `maxBytes` of them; they are still to be added. */
export function createLongLine(start: Buffer, maxBytes: number): LongLine {
  // A copy: the memory is used again.
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
