import { OUTPUT_BYTES, type Room } from './inflater.js';

/** A power of two, so that counts may overflow. Room for two windows of text: one is read, the other is written. */
const SLOTS = 8;
/** Few and large: whoever waits is woken by the slot, and what a slot holds is handed on as one chunk. */
const SLOT_BYTES = 4 * OUTPUT_BYTES;

// Places of the counts; behind them the bytes in each slot.
const WRITTEN = 0;
const TAKEN = 1;
const CLOSED = 2;
const AWAITED = 3;
const LENGTHS = 4;

/** Memory that two threads share: text goes from one to the other, slot by slot. */
export interface Ring {
  readonly counts: Int32Array;
  readonly slots: SharedArrayBuffer;
}

export const createRing = (): Ring => ({
  counts: new Int32Array(new SharedArrayBuffer((LENGTHS + SLOTS) * Int32Array.BYTES_PER_ELEMENT)),
  slots: new SharedArrayBuffer(SLOTS * SLOT_BYTES),
});

const slotOf = (no: number): number => no & (SLOTS - 1);

export interface RingWriter {
  /** Where a chunk is best written to; stands still until there is room. */
  readonly room: Room;
  /**
   * Adds a chunk of at most `OUTPUT_BYTES`, that is copied unless it begins where `room` said, or behind the last one.
   * False: no more is wanted.
   */
  add(chunk: Buffer): boolean;
  /** Hands on what was added; to be called behind the last chunk. */
  flush(): void;
}

/** `tell`: the other side waits, and should look again. Behind the last chunk it must be told in any case. */
export function createRingWriter({ counts, slots }: Ring, tell: () => void): RingWriter {
  let written = 0;
  let filled = 0; // bytes in the slot that is written
  const memory = Buffer.from(slots);
  const held = (): number => (written - Atomics.load(counts, TAKEN)) | 0;
  const flush = (): void => {
    if (filled === 0) return;
    counts[LENGTHS + slotOf(written)] = filled;
    filled = 0;
    written = (written + 1) | 0;
    Atomics.store(counts, WRITTEN, written);
    if (Atomics.exchange(counts, AWAITED, 0) === 1) tell();
  };
  const room = (): Buffer => {
    if (SLOT_BYTES - filled < OUTPUT_BYTES) flush();
    while (held() >= SLOTS) Atomics.wait(counts, TAKEN, (written - SLOTS) | 0);
    const start = slotOf(written) * SLOT_BYTES + filled;
    return memory.subarray(start, start + OUTPUT_BYTES);
  };
  return {
    room,
    add(chunk) {
      if (chunk.buffer !== slots) chunk.copy(room());
      filled += chunk.length;
      return Atomics.load(counts, CLOSED) === 0;
    },
    flush,
  };
}

export interface RingReader {
  /** What the next slot holds, where there is one; it holds until this is asked again. Never stands still. */
  next(): Buffer | undefined;
  /** True: there is nothing to be read, and the writer will tell. */
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
      return Buffer.from(slots, slot * SLOT_BYTES, counts[LENGTHS + slot]);
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
