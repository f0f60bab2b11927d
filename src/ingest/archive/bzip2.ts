import bitIterator from 'unbzip2-stream/lib/bit_iterator.js';
import bzip2 from 'unbzip2-stream/lib/bzip2.js';
import type { TakeNote } from '../notes.js';

const UNIT_BYTES = 100_000;
/** A block that cannot be packed grows a little. */
const SLACK_BYTES = 25_000;
const OUTPUT_BYTES = 65_536;

/** Unpacks bzip2 streams, also several in a row, block by block. */
export async function* unbzip2(
  chunks: AsyncIterable<Buffer>,
  take: TakeNote,
): AsyncGenerator<Buffer> {
  const input = createBlockInput(chunks);
  let streams = 0;
  try {
    while ((await input.fill(4)) > 0) {
      const units = readHeader(input.bits);
      if (units === undefined) {
        take('archive-corrupt', streams > 0 ? 'trailing bytes' : 'bzip2');
        return;
      }
      streams += 1;
      if (!(yield* unpackStream(input, units, take))) return;
    }
  } finally {
    await input.close();
  }
}

type Bits = ReturnType<typeof bitIterator>;

interface BlockInput {
  /** There only after bytes were filled in: the library's reader looks at its first buffer at once. */
  readonly bits: Bits;
  /** Waits until that many bytes are at hand or the input ends; gives how many there are. */
  fill(bytes: number): Promise<number>;
  close(): Promise<void>;
}

function createBlockInput(chunks: AsyncIterable<Buffer>): BlockInput {
  const iterator = chunks[Symbol.asyncIterator]();
  const queue: Buffer[] = [];
  let queued = 0;
  let reader: Bits | undefined;
  const left = (): number => queued - (reader?.bytesRead ?? 0);
  return {
    get bits() {
      reader ??= bitIterator(() => queue.shift());
      return reader;
    },
    async fill(bytes) {
      while (left() < bytes) {
        const next = await iterator.next();
        if (next.done) break;
        if (next.value.length > 0) queue.push(next.value);
        queued += next.value.length;
      }
      return left();
    },
    close: async () => {
      await iterator.return?.();
    },
  };
}

function readHeader(bits: Bits): number | undefined {
  try {
    return bzip2.header(bits);
  } catch {
    return undefined;
  }
}

/** False where the stream is cut or damaged. */
async function* unpackStream(
  input: BlockInput,
  units: number,
  take: TakeNote,
): AsyncGenerator<Buffer, boolean> {
  const work = new Int32Array(units * UNIT_BYTES);
  for (let checksum: number | null = 0; checksum !== null; ) {
    const wanted = units * UNIT_BYTES + SLACK_BYTES;
    const whole = (await input.fill(wanted)) >= wanted;
    const out = createByteSink();
    try {
      checksum = bzip2.decompress(input.bits, out.put, work, work.length, checksum);
    } catch (error) {
      // Bytes behind the end are asked for and are not there: a TypeError of the library.
      const cut = !whole && error instanceof TypeError;
      take(cut ? 'archive-truncated' : 'archive-corrupt', 'bzip2');
      return false;
    }
    yield* out.chunks();
  }
  return true;
}

/** Takes bytes one by one, gives them in chunks. */
function createByteSink(): { put(byte: number): void; chunks(): readonly Buffer[] } {
  const full: Buffer[] = [];
  let open = Buffer.allocUnsafe(OUTPUT_BYTES);
  let length = 0;
  return {
    put(byte) {
      if (length === OUTPUT_BYTES) {
        full.push(open);
        open = Buffer.allocUnsafe(OUTPUT_BYTES);
        length = 0;
      }
      open[length++] = byte;
    },
    chunks: () => (length > 0 ? [...full, open.subarray(0, length)] : full),
  };
}
