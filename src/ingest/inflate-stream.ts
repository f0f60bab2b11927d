import { createInflateRaw } from 'node:zlib';
import type { Inflated, Inflater } from './inflater.js';

/** An inflater by what node documents. Each chunk is memory of its own. */
export function createStreamInflater(outputBytes: number): Inflater {
  const stream = createInflateRaw({ chunkSize: outputBytes });
  let out: Buffer[] = [];
  let settle: (state: Inflated['state']) => void = () => {};
  // Reading by event: these buffers are not dropped when the stream is destroyed by an error.
  stream.on('data', (bytes: Buffer) => out.push(bytes));
  stream.on('end', () => settle('end'));
  stream.on('error', () => settle('corrupt'));
  return {
    async *feed(slice) {
      const before = stream.bytesWritten;
      const state = await new Promise<Inflated['state']>((resolve) => {
        settle = resolve;
        // Behind the end of the deflate stream, node never calls back; `end` comes instead.
        stream.write(slice, (error) => resolve(error ? 'corrupt' : 'more'));
      });
      const used = stream.bytesWritten - before;
      yield* out;
      out = [];
      return { used, state };
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
