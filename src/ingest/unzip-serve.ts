import type { MessagePort } from 'node:worker_threads';
import type { CoverageNoteCode } from '../model/report.js';
import { readFileChunks } from './file-chunks.js';
import { unzip } from './gunzip.js';
import { createRingWriter, type Ring } from './ring.js';

/** What such a thread has to know; it goes with its start. */
export interface UnzipJob {
  readonly path: string;
  readonly ring: Ring;
}

/** `more`: there are chunks in the ring again. */
export type FromUnzipper =
  | { readonly kind: 'more' | 'end' }
  | {
      readonly kind: 'note';
      readonly code: CoverageNoteCode;
      readonly detail?: string | undefined;
    };

/** Unpacks a gzip file into a ring, until no more is wanted. Bugs crash the thread, with their stack. */
export async function serveUnzip(port: MessagePort, { path, ring }: UnzipJob): Promise<void> {
  const tell = (message: FromUnzipper): void => port.postMessage(message);
  const take = (code: CoverageNoteCode, detail?: string): void =>
    tell({ kind: 'note', code, detail });
  const writer = createRingWriter(ring, () => tell({ kind: 'more' }));
  for await (const chunk of unzip(readFileChunks(path, take), take, writer.room)) {
    if (!writer.add(chunk)) return;
  }
  writer.flush();
  tell({ kind: 'end' });
}
