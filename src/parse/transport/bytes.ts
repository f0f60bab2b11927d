import { isUtf8 } from 'node:buffer';
import { rawByte } from '../../model/line.js';

/** Length of the valid UTF-8 sequence at an index, 0 where there is none. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] ?? 0;
  const length = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  const valid = lead < 0x80 || (lead >= 0xc2 && lead <= 0xf4);
  return valid && isUtf8(bytes.subarray(at, at + length)) && at + length <= bytes.length
    ? length
    : 0;
}

/** Bytes as text. A byte that is not valid UTF-8 stands as U+10FF00 + byte, as in `Line`. */
export function decodeBytes(bytes: Uint8Array): string {
  if (isUtf8(bytes))
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8');
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceLength(bytes, at);
    text +=
      length === 0
        ? String.fromCodePoint(rawByte(bytes[at] ?? 0))
        : Buffer.from(bytes.subarray(at, at + length)).toString('utf8');
    at += Math.max(length, 1);
  }
  return text;
}
