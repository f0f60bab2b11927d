import { createStepInflater } from './inflate-steps.js';
import { createStreamInflater } from './inflate-stream.js';

/** Bytes of a chunk at most; node's own 16 KiB cost more than twice the time. */
export const OUTPUT_BYTES = 262_144;

export interface Inflated {
  /** Bytes of the slice that belong to the deflate stream: all of them, but at its end. */
  readonly used: number;
  readonly state: 'more' | 'end' | 'corrupt';
}

/** One deflate stream, inflated slice by slice; what came out before damage is kept. */
export interface Inflater {
  /** To be read to the end. A chunk holds until the next one is asked for. */
  feed(slice: Buffer): AsyncGenerator<Buffer, Inflated>;
  /** To be asked where no bytes are left: true if the stream ended with the last of them. */
  isComplete(): Promise<boolean>;
  close(): void;
}

/**
 * Memory of `OUTPUT_BYTES` to inflate to, asked for at the beginning and whenever the one before is full. Where zlib
 * cannot be told where to write, chunks are memory of their own.
 */
export type Room = () => Buffer;

export const createInflater = (room: Room = createRoom()): Inflater =>
  createStepInflater(room) ?? createStreamInflater(OUTPUT_BYTES);

/** The same again and again: new memory for each chunk costs as much time as inflating does. */
function createRoom(): Room {
  const memory = Buffer.allocUnsafeSlow(OUTPUT_BYTES);
  return () => memory;
}
