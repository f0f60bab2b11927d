const FIRST_BYTES = 65_536;

/** Memory that the text of a source is gathered in. */
export interface Store {
  /** Room for so many bytes: that in use where it is large enough. */
  room(bytes: number, inUse?: Buffer): Buffer;
  /** Other memory of the same size, to be written while that in use is read; absent where there is none. */
  beside(inUse: Buffer): Buffer | undefined;
}

/** The two halves of a sieve's memory. */
export type Halves = readonly [Buffer, Buffer];

/** `halves`: the sieve's own, as soon as there is one: windows need not be copied there. */
export function createStore(halves: () => Halves | undefined): Store {
  return {
    room(bytes, inUse) {
      const own = halves();
      const isOwn = own?.some((half) => half === inUse);
      const memory = own === undefined || isOwn ? inUse : own[0];
      if (memory !== undefined && bytes <= memory.length) return memory;
      return Buffer.allocUnsafe(Math.max(2 * bytes, FIRST_BYTES));
    },
    beside(inUse) {
      const [one, other] = halves() ?? [];
      if (inUse === one) return other;
      return inUse === other ? one : undefined;
    },
  };
}
