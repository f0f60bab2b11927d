import { isAscii } from 'node:buffer';
import { ENTRY_INTS, type Tables } from './compile-literals.js';
import { type Engine, HIT_INTS, PADDING_BYTES } from './engine.js';
import { type Hash, slotOf } from './grams.js';

const NUL = 0x00;
const LF = 0x0a;
const ESC = 0x1b;

/** The scan in plain JavaScript: the same hits in the same order as the WebAssembly kernel. */
export function createJsEngine(tables: Tables, maxBytes: number, maxHits: number): Engine {
  const input = Buffer.alloc(maxBytes + PADDING_BYTES);
  let memory = input; // from the chunk on
  let view = viewOf(memory);
  const hits = new Int32Array(maxHits * HIT_INTS);
  const { marks, hash, step } = tables;
  let end = 0;
  let at = 0;
  let line = 0;
  let from = 0;
  let to = 0;

  const chunk = (): Buffer => memory.subarray(0, end);
  /** Goes on to the line that holds the byte `place`, or to the end of the chunk. */
  const advance = (place: number): void => {
    while (to < place && to < end) {
      line += 1;
      from = to + 1;
      to = endOfLine(from);
    }
  };
  const endOfLine = (start: number): number => {
    const found = start < end ? memory.indexOf(LF, start) : -1;
    return found === -1 || found > end ? end : found;
  };
  return {
    kind: 'js',
    input: input.subarray(0, maxBytes),
    hits,
    get lines() {
      return line;
    },
    get isThrough() {
      return at >= end;
    },
    get holdsNul() {
      return chunk().includes(NUL);
    },
    get holdsEscape() {
      return chunk().includes(ESC);
    },
    get isAscii() {
      return isAscii(chunk());
    },
    countLines(from, to) {
      let count = 0;
      for (let lf = endOfLine(from); lf < to; lf = endOfLine(lf + 1)) count += 1;
      return count;
    },
    start(length, start) {
      memory = input.subarray(start);
      view = viewOf(memory);
      end = length;
      at = 0;
      line = 0;
      from = 0;
      to = endOfLine(0);
    },
    next() {
      let told = 0;
      while (told < maxHits) {
        at = nextMark(marks, hash, view, step, at, end);
        if (at >= end) break;
        const entry = findEntry(tables, view, memory, at, from, end);
        if (entry === -1) {
          at += step;
          continue;
        }
        advance(at - (tables.entries[entry + 3] ?? 0));
        hits[told * HIT_INTS] = from;
        hits[told * HIT_INTS + 1] = to;
        hits[told * HIT_INTS + 2] = line;
        hits[told * HIT_INTS + 3] = tables.entries[entry + 5] ?? 0;
        told += 1;
        at = to;
        if (to === end) break;
        advance(to + 1);
        at = from - (from % step);
      }
      if (told < maxHits) advance(end);
      return told;
    },
  };
}

const viewOf = ({ buffer, byteOffset, byteLength }: Buffer): DataView =>
  new DataView(buffer, byteOffset, byteLength);

/** The first place from `at` on where the bytes bear a mark, or a place at or behind `end`. */
function nextMark(
  marks: Uint8Array,
  { mask, multiplier }: Hash,
  view: DataView,
  step: number,
  at: number,
  end: number,
): number {
  let place = at;
  while (place < end) {
    const product = Math.imul(view.getInt32(place, true) & mask, multiplier);
    const mark = marks[product >>> 16];
    if (mark && (mark >>> ((product >>> 13) & 7)) & 1) return place;
    place += step;
  }
  return place;
}

/** First number of the entry whose literal lies in [floor, end) around the bytes at `at`, or -1. */
function findEntry(
  tables: Tables,
  view: DataView,
  memory: Buffer,
  at: number,
  floor: number,
  end: number,
): number {
  const { entries, bytes, heads, hash } = tables;
  const gram = view.getInt32(at, true) & hash.mask;
  for (let next = heads[slotOf(gram, hash)] ?? 0; next > 0; ) {
    const entry = (next - 1) * ENTRY_INTS;
    next = entries[entry + 1] ?? 0;
    if (entries[entry] !== gram) continue;
    const start = at - (entries[entry + 3] ?? 0);
    const length = entries[entry + 4] ?? 0;
    if (start < floor || start + length > end) continue;
    if (holds(memory, start, bytes, entries[entry + 2] ?? 0, length)) return entry;
  }
  return -1;
}

function holds(
  memory: Buffer,
  start: number,
  bytes: Uint8Array,
  first: number,
  length: number,
): boolean {
  for (let i = 0; i < length; i += 1) if (memory[start + i] !== bytes[first + i]) return false;
  return true;
}
