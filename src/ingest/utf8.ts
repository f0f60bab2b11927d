import { isAscii, isUtf8 } from 'node:buffer';
import { rawByte } from '../model/line.js';

/**
 * Valid UTF-8 that stands for the same bytes: what is not valid becomes the code points of `rawByte`,
 * one per byte. So does a real code point of that range, else `lineBytes` could not tell them apart.
 * Valid input is given back as it is. The bytes are whole lines, so no character is cut at the ends.
 */
export function repairUtf8(bytes: Buffer): Buffer {
  if (isAscii(bytes) || (isUtf8(bytes) && !mayHoldRawBytes(bytes))) return bytes;
  const out = Buffer.allocUnsafe(bytes.length * 4);
  let end = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    if (length === 0) {
      end = writeRawByte(out, end, bytes[at] ?? 0);
      at += 1;
      continue;
    }
    for (const next = at + length; at < next; at += 1) out[end++] = bytes[at] ?? 0;
  }
  return end === bytes.length ? bytes : out.subarray(0, end);
}

/** The UTF-8 of `rawByte(byte)`, written by hand: this runs for every byte of a Latin-1 or GBK log. */
function writeRawByte(out: Buffer, at: number, byte: number): number {
  const code = rawByte(byte);
  out[at] = 0xf0 | (code >> 18);
  out[at + 1] = 0x80 | ((code >> 12) & 0x3f);
  out[at + 2] = 0x80 | ((code >> 6) & 0x3f);
  out[at + 3] = 0x80 | (code & 0x3f);
  return at + 4;
}

/** F4 8F BC … F4 8F BF start the 256 code points from U+10FF00 on. */
const mayHoldRawBytes = (bytes: Buffer): boolean => bytes.includes('\xf4\x8f', 0, 'latin1');

/** Bytes of the UTF-8 sequence at `at`; 0 where there is none. Source: Unicode 16, table 3-7. */
export function sequenceLength(bytes: Buffer, at: number): number {
  const lead = bytes[at] ?? 0;
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const second = bytes[at + 1] ?? 0;
  if (!isTail(second)) return 0;
  if (lead < 0xe0) return 2;
  const third = bytes[at + 2] ?? 0;
  if (!isTail(third)) return 0;
  if (lead < 0xf0) {
    const overlong = lead === 0xe0 && second < 0xa0;
    const surrogate = lead === 0xed && second > 0x9f;
    return overlong || surrogate ? 0 : 3;
  }
  if (!isTail(bytes[at + 3] ?? 0)) return 0;
  if ((lead === 0xf0 && second < 0x90) || (lead === 0xf4 && second > 0x8f)) return 0;
  const standsForByte = lead === 0xf4 && second === 0x8f && third >= 0xbc;
  return standsForByte ? 0 : 4;
}

const isTail = (byte: number): boolean => byte >= 0x80 && byte < 0xc0;

/** The last place at or before `limit` that does not cut a character in two. */
export function characterBorder(bytes: Buffer, limit: number): number {
  if (limit >= bytes.length) return bytes.length;
  for (let at = limit - 1; at >= Math.max(0, limit - 3); at -= 1) {
    const length = sequenceLength(bytes, at);
    if (length > 1) return at + length > limit ? at : limit;
    if (length === 1) return limit;
  }
  return limit;
}
