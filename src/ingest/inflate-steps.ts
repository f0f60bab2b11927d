import { constants, createInflateRaw } from 'node:zlib';
import type { Inflater, Room } from './inflater.js';

/** What a stream of zlib works with, beneath what is documented. Source: Node 20.20, lib/zlib.js, processChunkSync. */
interface Beneath {
  readonly _handle: {
    /** `flush`, what to inflate, its first byte and length, where to write, from which byte, and how many. */
    writeSync(...step: readonly [number, Buffer, number, number, Buffer, number, number]): void;
    onerror: () => void;
  };
  /** After a step: bytes of room, and bytes of input, that are left. */
  readonly _writeState: Uint32Array;
}

const NOTHING: Buffer = Buffer.alloc(0);

/**
 * An inflater that works where it is called and writes where it is told; its chunks lie one behind the other in the
 * memory that `room` gives. `undefined` where zlib has another form inside.
 */
export function createStepInflater(room: Room): Inflater | undefined {
  const stream: unknown = createInflateRaw({ chunkSize: constants.Z_MIN_CHUNK });
  if (!isBeneath(stream)) return undefined;
  const { _handle: handle, _writeState: left } = stream;
  let memory = NOTHING;
  let filled = 0;
  let isCorrupt = false;
  handle.onerror = () => {
    isCorrupt = true;
  };
  /** Gives what one step wrote, and how much of the input it used. */
  const step = (flush: number, slice: Buffer, from: number) => {
    if (filled === memory.length) {
      memory = room();
      filled = 0;
    }
    const free = memory.length - filled;
    handle.writeSync(flush, slice, from, slice.length - from, memory, filled, free);
    const [freeLeft = 0, sliceLeft = 0] = isCorrupt ? [free, slice.length - from] : left;
    const start = filled;
    filled = memory.length - freeLeft;
    const chunk = memory.subarray(start, filled);
    return { chunk, used: slice.length - sliceLeft, isDone: freeLeft > 0 };
  };

  return {
    async *feed(slice) {
      for (let from = 0; ; ) {
        const { chunk, used, isDone } = step(constants.Z_NO_FLUSH, slice, from);
        if (isCorrupt) return { used, state: 'corrupt' };
        from = used;
        if (chunk.length > 0) yield chunk;
        // With room left it stops before the end of the slice at the end of the deflate stream alone.
        if (isDone) return { used, state: used < slice.length ? 'end' : 'more' };
      }
    },
    async isComplete() {
      step(constants.Z_FINISH, NOTHING, 0);
      return !isCorrupt;
    },
    close: () => {
      stream.destroy();
    },
  };
}

function isBeneath(stream: unknown): stream is Beneath & { destroy(): void } {
  // Each part is checked.
  const { _handle, _writeState } = stream as Partial<Beneath>;
  return typeof _handle?.writeSync === 'function' && _writeState instanceof Uint32Array;
}
