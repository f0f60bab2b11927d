import { createRequire } from 'node:module';
import { ReadableStream } from 'node:stream/web';
import type { XzReadableStream as XzStream } from 'xz-decompress';
import type { TakeNote } from '../notes.js';

const XZ_OPTIONS_ERROR = 6;
const XZ_BUF_ERROR = 8;

type XzClass = typeof XzStream & {
  _contextMutex: { acquire(): Promise<void>; release(): void };
};

/**
 * Loaded when the first xz stream is met. The library lets one stream live at a time; an xz member of a
 * tar.xz would wait for its own archive for ever. Ours are as many as archives are nested.
 */
let loaded: XzClass | undefined;
function loadXz(): XzClass {
  // The package is CommonJS in a wrapper whose names ESM cannot see.
  loaded ??= (createRequire(import.meta.url)('xz-decompress') as { XzReadableStream: XzClass })
    .XzReadableStream;
  loaded._contextMutex = { acquire: async () => {}, release: () => {} };
  return loaded;
}

/** Unpacks xz streams, also several in a row. What stands before a cut or damage is given, then noted. */
export async function* unxz(chunks: AsyncIterable<Buffer>, take: TakeNote): AsyncGenerator<Buffer> {
  const iterator = chunks[Symbol.asyncIterator]();
  const input = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await iterator.next();
        if (next.done) controller.close();
        else if (next.value.length > 0) controller.enqueue(next.value);
      },
    },
    { highWaterMark: 0 },
  );
  // The library's types name the web's stream, Node's is the same thing.
  const reader = new (loadXz())(input as never).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      if (value.length > 0) yield Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    const code = Number(/error code (\d+)/.exec(String(error))?.[1] ?? 0);
    if (code === XZ_BUF_ERROR) take('archive-truncated', 'xz');
    else take('archive-corrupt', code === XZ_OPTIONS_ERROR ? 'xz options' : 'xz');
  } finally {
    await reader.cancel().catch(() => {});
    await iterator.return?.();
  }
}
