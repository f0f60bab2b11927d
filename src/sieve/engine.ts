/** Numbers of a hit: start of the line, its end, lines before it in the chunk, id of a literal it holds. */
export const HIT_INTS = 4;
/** Bytes behind the input that probes may read, whatever they hold: the bytes behind a chunk are never changed. */
export const PADDING_BYTES = 128;

export interface Engine {
  readonly kind: 'wasm' | 'js';
  readonly input: Uint8Array;
  readonly hits: Int32Array;
  /** LFs before the place that the scan has reached. */
  readonly lines: number;
  /** Begins the chunk in the first `length` bytes of `input`. */
  start(length: number): void;
  /** Goes on and writes hits until there is no room; their number, 0 when the chunk is done. */
  next(): number;
}
