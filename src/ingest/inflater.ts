import { createInflateRaw } from 'node:zlib';

/** Node's own 16 KiB cost more than twice the time. */
const OUTPUT_BYTES = 262_144;

export interface Inflated {
  readonly out: readonly Buffer[];
  /** Bytes of the slice that belong to the deflate stream: all of them, but at its end. */
  readonly used: number;
  readonly state: 'more' | 'end' | 'corrupt';
}

export interface Inflater {
  feed(slice: Buffer): Promise<Inflated>;
  /** To be asked where no bytes are left: true if the stream ended with the last of them. */
  isComplete(): Promise<boolean>;
  close(): void;
}

/** One deflate stream, inflated slice by slice; what a slice gave is kept also where the next one fails. */
export function createInflater(): Inflater {
  const stream = createInflateRaw({ chunkSize: OUTPUT_BYTES });
  let out: Buffer[] = [];
  let settle: (state: Inflated['state']) => void = () => {};
  // Reading by event: these buffers are not dropped when the stream is destroyed by an error.
  stream.on('data', (bytes: Buffer) => out.push(bytes));
  stream.on('end', () => settle('end'));
  stream.on('error', () => settle('corrupt'));
  return {
    async feed(slice) {
      const before = stream.bytesWritten;
      const state = await new Promise<Inflated['state']>((resolve) => {
        settle = resolve;
        // Behind the end of the deflate stream, node never calls back; `end` comes instead.
        stream.write(slice, (error) => resolve(error ? 'corrupt' : 'more'));
      });
      const inflated = { out, used: stream.bytesWritten - before, state };
      out = [];
      return inflated;
    },
    async isComplete() {
      const state = await new Promise<Inflated['state']>((resolve) => {
        settle = resolve;
        stream.end();
      });
      return state === 'end';
    },
    close: () => {
      stream.destroy();
    },
  };
}
