import { PassThrough, type Readable } from 'node:stream';
import type { TakeNote } from './notes.js';

const QUEUE_CHUNKS = 2;

/** What a failed read is called in a note: the system's code (`EACCES`), or the message. */
export function failureName(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}

/**
 * The chunks of a stream. A read that fails becomes the note `unreadable` and the end, and what came
 * before it is still given; only an abort is thrown. Leaving early destroys the stream.
 */
export async function* salvage(bytes: Readable, take: TakeNote): AsyncGenerator<Buffer> {
  const queue = new PassThrough({ objectMode: true, highWaterMark: QUEUE_CHUNKS });
  const fail = (error: Error): void => {
    if (error.name === 'AbortError') queue.destroy(error);
    else take('unreadable', failureName(error));
  };
  bytes.on('error', fail);
  bytes.on('close', () => queue.end());
  if (bytes.errored) fail(bytes.errored);
  if (bytes.destroyed || bytes.readableEnded) queue.end();
  // Not `pipeline`: it destroys the queue on an error, and with it the chunks nobody has read yet.
  else bytes.pipe(queue);
  try {
    for await (const chunk of queue) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
  } finally {
    bytes.destroy();
  }
}
