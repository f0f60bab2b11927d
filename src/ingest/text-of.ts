import { isAscii } from 'node:buffer';
import { repairUtf8 } from './utf8.js';

/** Part of the bytes as text, in the cheapest way that is right for it. */
export function textOf(bytes: Buffer, start: number, end: number): string {
  const part = bytes.subarray(start, end);
  return isAscii(part) ? part.toString('latin1') : repairUtf8(part).toString();
}
