import { createReadStream, fstatSync } from 'node:fs';
import { Socket } from 'node:net';
import type { Readable } from 'node:stream';

const CHUNK_BYTES = 65_536;

/**
 * Standard input for a thread that has no `process.stdin` of its own. A pipe is waited for by the event loop, not by
 * a blocked read, so that the program can end while nothing comes.
 */
export function openStdin(fd = 0): Readable {
  const kind = fstatSync(fd);
  if (kind.isFIFO() || kind.isSocket()) {
    return new Socket({ fd, readable: true, writable: false });
  }
  return createReadStream('', { fd, autoClose: false, highWaterMark: CHUNK_BYTES });
}
