import { OUTPUT_BYTES } from './inflater.js';

/** A power of two, so that counts may overflow. Room for two windows of text: one is read, the other is written. */
const SLOTS = 32;
/** So many chunks are worth a message to the thread that waits for them. */
const CHUNKS_A_MESSAGE = 4;

// Places of the counts; behind them the bytes in each slot.
const WRITTEN = 0;
const TAKEN = 1;
const CLOSED = 2;
const AWAITED = 3;
const LENGTHS = 4;

/** Memory that two threads share: chunks go from one to the other in their order, each in a slot of its own. */
export interface Ring {
  readonly counts: Int32Array;
  readonly slots: SharedArrayBuffer;
}

export const createRing = (): Ring => ({
  counts: new Int32Array(new SharedArrayBuffer((LENGTHS + SLOTS) * Int32Array.BYTES_PER_ELEMENT)),
  slots: new SharedArrayBuffer(SLOTS * OUTPUT_BYTES),
});

const slotOf = (no: number): number => no & (SLOTS - 1);

export interface RingWriter {
  /**
   * Copies a chunk of at most `OUTPUT_BYTES`; stands still until there is room. False: no more is wanted.
   */
  write(chunk: Buffer): boolean;
}

/** `tell`: the other side waits, and should look again. Behind the last chunk it must be told in any case. */
export function createRingWriter({ counts, slots }: Ring, tell: () => void): RingWriter {
  let written = 0;
  const held = (): number => (written - Atomics.load(counts, TAKEN)) | 0;
  return {
    write(chunk) {
      while (held() >= SLOTS) Atomics.wait(counts, TAKEN, (written - SLOTS) | 0);
      if (Atomics.load(counts, CLOSED) === 1) return false;
      const slot = slotOf(written);
      chunk.copy(Buffer.from(slots, slot * OUTPUT_BYTES, OUTPUT_BYTES));
      counts[LENGTHS + slot] = chunk.length;
      written = (written + 1) | 0;
      Atomics.store(counts, WRITTEN, written);
      if (held() >= CHUNKS_A_MESSAGE && Atomics.exchange(counts, AWAITED, 0) === 1) tell();
      return true;
    },
  };
}

export interface RingReader {
  /** The next chunk, where there is one; it holds until this is asked again. Never stands still. */
  next(): Buffer | undefined;
  /** True: there is no chunk, and the writer will tell. */
  willBeTold(): boolean;
  /** No more is wanted. */
  close(): void;
}

export function createRingReader({ counts, slots }: Ring): RingReader {
  let taken = 0;
  let holds = false;
  const isEmpty = (): boolean => Atomics.load(counts, WRITTEN) === taken;
  return {
    next() {
      if (holds) {
        taken = (taken + 1) | 0;
        Atomics.store(counts, TAKEN, taken);
        Atomics.notify(counts, TAKEN);
      }
      holds = !isEmpty();
      if (!holds) return undefined;
      const slot = slotOf(taken);
      return Buffer.from(slots, slot * OUTPUT_BYTES, counts[LENGTHS + slot]);
    },
    willBeTold() {
      Atomics.store(counts, AWAITED, 1);
      return isEmpty();
    },
    close() {
      Atomics.store(counts, CLOSED, 1);
      // As if all had been taken: a writer that stands still, or is about to, goes on and sees.
      Atomics.store(counts, TAKEN, Atomics.load(counts, WRITTEN));
      Atomics.notify(counts, TAKEN);
    },
  };
}
