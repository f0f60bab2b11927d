/**
 * The sieve's inner loop. AssemblyScript, not TypeScript: `build.mjs` compiles it, `tsc` and Biome leave it out.
 *
 * Memory, in bytes: 64 Ki marks (one a hash slot), 64 Ki u32 (first entry of a slot, 1-based), three u32 of state, then
 * what the host lays out: entries and literals (`compile-literals.ts` tells their form), hits, input and its padding.
 */

const MARKS: usize = 0;
const HEADS: usize = 65536;
/** Where the next call goes on: offset in the input, lines before it; and what bytes were met so far. */
const STATE: usize = 327680;
/** Kinds of bytes: NUL, those beyond ASCII, ESC. */
const NUL: u32 = 1;
const WIDE: u32 = 2;
const ESCAPE: u32 = 4;

const ENTRY_BYTES: usize = 24;
const HIT_BYTES: usize = 16;
/** Bytes probed before their newlines are counted: few enough to stay in the first cache. */
const BLOCK_BYTES: usize = 8192;
const LF: u8 = 10;
const ESC: u8 = 27;

// @ts-expect-error: decorator
@inline
function slotOf(at: usize, mask: u32, multiplier: u32): usize {
  return ((load<u32>(at) & mask) * multiplier) >>> 16;
}

// @ts-expect-error: decorator
@inline
function mark(at: usize, mask: u32, multiplier: u32): u32 {
  return load<u8>(slotOf(at, mask, multiplier), MARKS);
}

/** LFs in [from, to); notes what kinds of bytes stand there. Reads up to 15 bytes beyond. */
export function countLines(from: usize, to: usize): u32 {
  const lf = i8x16.splat(LF);
  const esc = i8x16.splat(ESC);
  let lines: u32 = 0;
  let least = i8x16.splat(-1);
  let any = i8x16.splat(0);
  let escapes = any;
  while (from + 64 <= to) {
    // Each byte of the sum counts down from 0, and holds 255 at most.
    const stop = min(from + 63 * 64, to - 63);
    let sum = i8x16.splat(0);
    for (; from < stop; from += 64) {
      const a = v128.load(from);
      const b = v128.load(from, 16);
      const c = v128.load(from, 32);
      const d = v128.load(from, 48);
      sum = i8x16.add(sum, i8x16.eq(a, lf));
      sum = i8x16.add(sum, i8x16.eq(b, lf));
      sum = i8x16.add(sum, i8x16.eq(c, lf));
      sum = i8x16.add(sum, i8x16.eq(d, lf));
      least = i8x16.min_u(least, i8x16.min_u(i8x16.min_u(a, b), i8x16.min_u(c, d)));
      any = v128.or(any, v128.or(v128.or(a, b), v128.or(c, d)));
      escapes = v128.or(escapes, v128.or(i8x16.eq(a, esc), i8x16.eq(b, esc)));
      escapes = v128.or(escapes, v128.or(i8x16.eq(c, esc), i8x16.eq(d, esc)));
    }
    const pairs = i16x8.extadd_pairwise_i8x16_u(i8x16.neg(sum));
    const quads = i32x4.extadd_pairwise_i16x8_u(pairs);
    lines +=
      i32x4.extract_lane(quads, 0) +
      i32x4.extract_lane(quads, 1) +
      i32x4.extract_lane(quads, 2) +
      i32x4.extract_lane(quads, 3);
  }
  while (from + 16 <= to) {
    const bytes = v128.load(from);
    lines += popcnt<u32>(i8x16.bitmask(i8x16.eq(bytes, lf)));
    least = i8x16.min_u(least, bytes);
    any = v128.or(any, bytes);
    escapes = v128.or(escapes, i8x16.eq(bytes, esc));
    from += 16;
  }
  if (from < to) {
    // Of the last bytes those beyond the end become LFs, which tell nothing.
    const inside = (1 << <i32>(to - from)) - 1;
    const bytes = v128.load(from);
    lines += popcnt<u32>(i8x16.bitmask(i8x16.eq(bytes, lf)) & inside);
    const places = i8x16(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
    const own = v128.bitselect(bytes, lf, i8x16.lt_u(places, i8x16.splat(<i8>(to - from))));
    least = i8x16.min_u(least, own);
    any = v128.or(any, own);
    escapes = v128.or(escapes, i8x16.eq(own, esc));
  }
  const kinds = (i8x16.all_true(least) ? 0 : NUL) | (i8x16.bitmask(any) ? WIDE : 0) | (v128.any_true(escapes) ? ESCAPE : 0);
  store<u32>(STATE, load<u32>(STATE, 8) | kinds, 8);
  return lines;
}

/** After the last LF before `at`, or `floor`. Reads up to 15 bytes before `floor`. */
function lineStart(at: usize, floor: usize): usize {
  const lf = i8x16.splat(LF);
  while (at > floor) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at - 16), lf));
    if (mask) return max(floor, at - <usize>(clz<u32>(mask) - 16));
    at -= 16;
  }
  return floor;
}

/** The first LF from `at` on, or `end`. */
function lineEnd(at: usize, end: usize): usize {
  const lf = i8x16.splat(LF);
  while (at < end) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), lf));
    if (mask) return min(end, at + <usize>ctz<u32>(mask));
    at += 16;
  }
  return end;
}

/** Both hold at least four bytes. */
function sameBytes(a: usize, b: usize, length: usize): bool {
  if (length < 8)
    return load<u32>(a) == load<u32>(b) && load<u32>(a + length - 4) == load<u32>(b + length - 4);
  const last = length - 8;
  for (let i: usize = 0; i < last; i += 8) if (load<u64>(a + i) != load<u64>(b + i)) return false;
  return load<u64>(a + last) == load<u64>(b + last);
}

/** The entry whose literal lies in [floor, end) around the gram at `at`, or 0. */
function findEntry(
  at: usize,
  floor: usize,
  end: usize,
  entries: usize,
  mask: u32,
  multiplier: u32,
): usize {
  const gram = load<u32>(at) & mask;
  let next = <usize>load<u32>(HEADS + (slotOf(at, mask, multiplier) << 2));
  while (next) {
    const entry = entries + (next - 1) * ENTRY_BYTES;
    if (load<u32>(entry) == gram) {
      const start = at - <usize>load<i32>(entry, 12);
      const length = <usize>load<u32>(entry, 16);
      if (start >= floor && start + length <= end && sameBytes(start, load<u32>(entry, 8), length))
        return entry;
    }
    next = load<u32>(entry, 4);
  }
  return 0;
}

// @ts-expect-error: decorator
@inline
function scan(
  STEP: usize,
  input: usize,
  length: usize,
  entries: usize,
  hits: usize,
  room: u32,
  mask: u32,
  multiplier: u32,
): u32 {
  const end = input + length;
  let floor = input + load<u32>(STATE);
  let counted = floor;
  let line = load<u32>(STATE, 4);
  let told: u32 = 0;
  let at = input + ((floor - input) & ~(STEP - 1));
  while (at < end && told < room) {
    const stop = min(at + BLOCK_BYTES, end);
    let hit: usize = 0;
    let entry: usize = 0;
    for (; at < stop; at += STEP * 8) {
      const first = mark(at, mask, multiplier) | mark(at + STEP, mask, multiplier) | mark(at + STEP * 2, mask, multiplier) | mark(at + STEP * 3, mask, multiplier);
      const second =
        mark(at + STEP * 4, mask, multiplier) | mark(at + STEP * 5, mask, multiplier) | mark(at + STEP * 6, mask, multiplier) | mark(at + STEP * 7, mask, multiplier);
      if (first | second) {
        hit = first ? at : at + STEP * 4;
        const last = at + STEP * 8;
        for (; hit < last; hit += STEP) {
          const product = (load<u32>(hit) & mask) * multiplier;
          if ((load<u8>(product >>> 16, MARKS) >>> ((product >>> 13) & 7)) & 1) {
            entry = findEntry(hit, floor, end, entries, mask, multiplier);
            if (entry) break;
          }
        }
        if (entry) break;
      }
    }
    if (entry) {
      const found = hit - <usize>load<i32>(entry, 12);
      const from = lineStart(found, floor);
      const to = lineEnd(found + 4, end);
      line += countLines(counted, to);
      store<u32>(hits, <u32>(from - input));
      store<u32>(hits, <u32>(to - input), 4);
      store<u32>(hits, line, 8);
      store<u32>(hits, load<u32>(entry, 20), 12);
      hits += HIT_BYTES;
      told += 1;
      if (to < end) line += 1;
      floor = min(to + 1, end);
      counted = floor;
      at = input + ((floor - input) & ~(STEP - 1));
      if (floor == end) break;
    } else {
      const upTo = min(at, end);
      if (upTo > counted) {
        line += countLines(counted, upTo);
        counted = upTo;
      }
    }
  }
  store<u32>(STATE, told < room ? <u32>length : <u32>(floor - input));
  store<u32>(STATE, line, 4);
  return told;
}

export function scan4(input: usize, length: usize, entries: usize, hits: usize, room: u32, mask: u32, multiplier: u32): u32 {
  return scan(4, input, length, entries, hits, room, mask, multiplier);
}

export function scan2(input: usize, length: usize, entries: usize, hits: usize, room: u32, mask: u32, multiplier: u32): u32 {
  return scan(2, input, length, entries, hits, room, mask, multiplier);
}

export function scan1(input: usize, length: usize, entries: usize, hits: usize, room: u32, mask: u32, multiplier: u32): u32 {
  return scan(1, input, length, entries, hits, room, mask, multiplier);
}
