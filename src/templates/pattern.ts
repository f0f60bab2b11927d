/** Lines of one length that have the same bytes but for some places, at which any digit may stand. */
export interface Pattern {
  readonly length: number;
  /** Words of four numbers for four bytes of the line each; see `fits`. */
  readonly words: Int32Array;
  /** Places of hexadecimal digits. */
  readonly hex: readonly number[];
}

const WORD = 4;
/** The upper half of a digit is 3, also when 6 is added to it: that is true of no other byte. */
const UPPER = 0xf0;
const THREE = 0x30;
const SIX = 0x06;

/** `isFree`: at this place of the line any digit may stand; `isFreeHex`: any digit and the letters a to f. */
export function createPattern(
  line: Uint8Array,
  isFree: (at: number) => boolean,
  isFreeHex: (at: number) => boolean = () => false,
): Pattern {
  const { length } = line;
  const words = new Int32Array(4 * Math.ceil(length / WORD));
  const put = (word: number, shift: number, parts: readonly number[]): void => {
    parts.forEach((bits, part) => {
      const index = 4 * word + part;
      words[index] = (words[index] ?? 0) | (bits << shift);
    });
  };
  for (let word = 0; 4 * word < words.length; word += 1) {
    const place = placeOf(word, length);
    for (let at = 0; at < WORD; at += 1) {
      const byte = line[place + at] ?? 0;
      if (isFreeHex(place + at)) continue;
      put(word, 8 * at, isFree(place + at) ? [UPPER, THREE, UPPER, SIX] : [0xff, byte, 0, 0]);
    }
  }
  return { length, words, hex: [...line.keys()].filter(isFreeHex) };
}

/** Four bytes are looked at together; the last four may overlap those before them. */
const placeOf = (word: number, length: number): number =>
  Math.max(0, Math.min(WORD * word, length - WORD));

/** Whether the bytes from an index on are such a line. There are as many at least. */
export function fits({ length, words, hex }: Pattern, view: DataView, start: number): boolean {
  const last = length - WORD;
  if (last < 0) return false;
  for (let index = 0, at = 0; index < words.length; index += 4, at += WORD) {
    const bytes = view.getInt32(start + (at > last ? last : at), true);
    if ((bytes & (words[index] ?? 0)) !== words[index + 1]) return false;
    const digits = words[index + 2] ?? 0;
    if (digits !== 0 && !areDigits(bytes, digits, words[index + 3] ?? 0)) return false;
  }
  for (let at = 0; at < hex.length; at += 1) {
    if (!isHex(view.getUint8(start + (hex[at] ?? 0)))) return false;
  }
  return true;
}

/** Bytes of which the upper half is 3, `digits` masks it: are they at most 9? */
const areDigits = (bytes: number, digits: number, six: number): boolean =>
  (((bytes & (digits | (digits >>> 4))) + six) & digits) === (THREES & digits);

const THREES = 0x30303030;

const isHex = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66);
