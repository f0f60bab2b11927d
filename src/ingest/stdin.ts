import { createReadStream, fstatSync } from 'node:fs';
import { type OnReadOpts, Socket, type SocketConstructorOpts } from 'node:net';
import { addAbortSignal, type Readable } from 'node:stream';
import type { TakeNote } from './notes.js';
import { failureName, salvage } from './salvage.js';

/** What a pipe of Linux holds: no read gives more. */
const BUFFER_BYTES = 65_536;
/** One that is looked at, those that wait, and one that is written next. */
const BUFFERS = 4;
const MAX_WAITING = BUFFERS - 2;

/** An input that is opened already and can be read once. */
export interface Pipe {
  /**
   * Its bytes; a chunk holds until the next one is asked for. A read that fails becomes the note `unreadable` and the
   * end; only an abort is thrown.
   */
  chunks(take: TakeNote, signal?: AbortSignal): AsyncGenerator<Buffer>;
  /** Nothing more is wanted, even if somebody waits for more. */
  destroy(): void;
}

/**
 * Standard input. A pipe is waited for by the event loop, not by a blocked read, so that the program can end while
 * nothing comes; its buffers are used again, since memory outside the heap that is left to the collector costs more
 * than the reading.
 */
export function openPipe(fd = 0): Pipe {
  const kind = fstatSync(fd);
  if (!kind.isFIFO() && !kind.isSocket()) {
    return pipeOf(createReadStream('', { fd, autoClose: false, highWaterMark: BUFFER_BYTES }));
  }
  let socket: Socket | undefined;
  return {
    async *chunks(take, signal) {
      const pipe = receive(fd, take, signal);
      socket = pipe.socket;
      yield* pipe.chunks();
    },
    destroy: () => void socket?.destroy(),
  };
}

export const pipeOf = (stream: Readable): Pipe => ({
  chunks: (take, signal) => salvage(signal ? addAbortSignal(signal, stream) : stream, take),
  destroy: () => void stream.destroy(),
});

function receive(fd: number, take: TakeNote, signal?: AbortSignal) {
  const buffers = Array.from({ length: BUFFERS }, () => Buffer.allocUnsafeSlow(BUFFER_BYTES));
  const waiting: Buffer[] = [];
  let written = 0;
  let isOver = false;
  let wake = (): void => {};
  const onread: OnReadOpts = {
    buffer: () => buffers[written % BUFFERS] ?? Buffer.alloc(0),
    callback(bytes, buffer) {
      waiting.push(Buffer.from(buffer.buffer, buffer.byteOffset, bytes));
      written += 1;
      wake();
      return waiting.length < MAX_WAITING;
    },
  };
  // The types know `onread` only where a socket connects.
  const options: SocketConstructorOpts = Object.assign({ fd, readable: true }, { onread });
  const socket = new Socket({ ...options, writable: false });
  const end = (): void => {
    isOver = true;
    wake();
  };
  const abort = (): void => void socket.destroy();
  socket.on('error', (error) => take('unreadable', failureName(error)));
  socket.on('end', end);
  socket.on('close', end);
  signal?.addEventListener('abort', abort);

  async function* chunks(): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        signal?.throwIfAborted();
        const chunk = waiting.shift();
        if (chunk) {
          // Reading has stopped where too much was waiting.
          socket.resume();
          yield chunk;
        } else if (isOver) return;
        else {
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        }
      }
    } finally {
      signal?.removeEventListener('abort', abort);
      socket.destroy();
    }
  }
  return { socket, chunks };
}
