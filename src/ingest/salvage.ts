import { PassThrough, type Readable } from 'node:stream';
import type { TakeNote } from './notes.js';

const QUEUE_BYTES = 1_048_576;

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
  if (bytes.errored) take('unreadable', failureName(bytes.errored));
  if (bytes.destroyed || bytes.readableEnded) return;
  const queue = new PassThrough({ highWaterMark: QUEUE_BYTES });
  bytes.on('error', (error) => {
    if (error.name === 'AbortError') queue.destroy(error);
    else take('unreadable', failureName(error));
  });
  bytes.on('close', () => queue.end());
  // Not `pipeline`: it destroys the queue on an error, and with it the chunks nobody has read yet.
  bytes.pipe(queue);
  try {
    yield* queue;
  } finally {
    bytes.destroy();
  }
}
