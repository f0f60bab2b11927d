import { createPattern, fits, type Pattern } from './pattern.js';
import type { Teller } from './teller.js';

/** Templates that are kept at a time; beyond it the oldest of a slot makes way. */
const SLOTS = 1_024;
const MAX_OF_SLOT = 4;
/** Kinds of lines that are counted at a time. */
const MAX_COUNTED = 4_096;
/** Bytes that tell in which slot a line is looked for. */
const HASHED_BYTES = 12;

/** Lines that are known to be no template are kept as well. */
export interface Held {
  readonly pattern: Pattern;
  readonly tell: Teller | undefined;
}

/** The templates of one source. */
export interface Shelf {
  /** What is held of lines like this one. */
  find(bytes: Buffer, start: number, end: number): Held | undefined;
  /** Of a line that was not found: how often lines like it were asked for, this one counted; now and then it starts anew. */
  count(bytes: Buffer, start: number, end: number): number;
  /** `line`: one of the kind. */
  put(held: Held, line: Buffer): void;
}

export function createShelf(): Shelf {
  const slots = new Map<number, Held[]>();
  const counts = new Map<number, number>();
  const slotOf = (bytes: Buffer, start: number, end: number): number => {
    const step = Math.max(1, Math.floor((end - start) / HASHED_BYTES));
    return hashOf(bytes, start, end, step) & (SLOTS - 1);
  };
  let view = new DataView<ArrayBufferLike>(new ArrayBuffer(0));
  return {
    find(bytes, start, end) {
      if (view.buffer !== bytes.buffer) view = new DataView(bytes.buffer);
      const slot = slots.get(slotOf(bytes, start, end));
      if (slot === undefined) return undefined;
      for (let at = 0; at < slot.length; at += 1) {
        const held = slot[at];
        if (held?.pattern.length !== end - start) continue;
        if (fits(held.pattern, view, bytes.byteOffset + start)) return held;
      }
      return undefined;
    },
    count(bytes, start, end) {
      const hash = hashOf(bytes, start, end, 1);
      const count = (counts.get(hash) ?? 0) + 1;
      if (counts.size >= MAX_COUNTED) counts.clear();
      counts.set(hash, count);
      return count;
    },
    put(held, line) {
      const no = slotOf(line, 0, line.length);
      const slot = [held, ...(slots.get(no) ?? [])];
      slots.set(no, slot.slice(0, MAX_OF_SLOT));
    },
  };
}

/** A kind that lines belong to that differ in any digit at all. */
export const refusedLike = (line: Buffer): Held => ({
  pattern: createPattern(line, (at) => isDigit(line[at] ?? 0)),
  tell: undefined,
});

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;

/** What a byte counts in the hash: digits and the letters of hexadecimal numbers are all alike. */
const WORTH = Uint8Array.from({ length: 256 }, (_, byte) =>
  isDigit(byte) || (byte >= 0x61 && byte <= 0x66) ? 0x30 : byte,
);

function hashOf(bytes: Buffer, start: number, end: number, step: number): number {
  let hash = end - start;
  for (let at = end - 1; at >= start; at -= step) {
    hash = Math.imul(hash ^ (WORTH[bytes[at] ?? 0] ?? 0), 0x01000193);
  }
  return hash ^ (hash >>> 15);
}
