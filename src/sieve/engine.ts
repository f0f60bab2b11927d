/** Numbers of a hit: start of the line, its end, lines before it in the chunk, id of a literal it holds. */
export const HIT_INTS = 4;
/** Bytes behind the input that probes may read, whatever they hold. */
export const PADDING_BYTES = 128;

export interface Engine {
  readonly kind: 'wasm' | 'js';
  readonly input: Uint8Array;
  readonly hits: Int32Array;
  /** LFs before the place that the scan has reached. */
  readonly lines: number;
  /** That place is the end of the chunk. */
  readonly isThrough: boolean;
  /** Of the bytes before that place: whether there is a NUL, an ESC, and nothing beyond ASCII. */
  readonly holdsNul: boolean;
  readonly holdsEscape: boolean;
  readonly isAscii: boolean;
  /** LFs from one place of the chunk up to, but without, another. */
  countLines(from: number, to: number): number;
  /** Begins the chunk in the `length` bytes of `input` from `from` on; places in hits count from there. */
  start(length: number, from: number): void;
  /** Goes on and writes hits until there is no room; their number, 0 when the chunk is done. */
  next(): number;
}
