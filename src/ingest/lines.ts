import { pipeline, type Readable } from 'node:stream';
import type { Line } from '../model/line.js';
import type { CoverageNote } from '../model/report.js';
import { type Block, wholeLines } from './bytes.js';
import { createFramer } from './framer.js';
import { unzip } from './gunzip.js';
import { createNotes, type Notes } from './notes.js';
import { salvage } from './salvage.js';
import { textOnly } from './text.js';

export const MAX_LINE_BYTES = 1_048_576;

/**
 * The lines of one source, in batches of about a chunk; to be read once. The figures speak of what was
 * given so far. A failure is a note and the end; only an abort (and a bug) is thrown.
 * Leaving the loop early closes the source.
 */
export interface LineReader extends AsyncIterable<readonly Line[]> {
  readonly lines: number;
  readonly clipped: number;
  /** Bytes of text: decompressed, in UTF-8, without byte order mark. */
  readonly bytes: number;
  /** Each at most once, ordered by code. */
  readonly notes: readonly CoverageNote[];
}

export interface ReadOptions {
  /** Bytes of a line that are kept, default 1 MiB. */
  readonly maxBytes?: number;
  /** What is known of the source already, to be continued. */
  readonly notes?: Notes;
  /** The bytes are decompressed already. */
  readonly unpacked?: boolean;
}

/** Bytes to numbered lines. Gzip is unpacked, whatever the name says. */
export function readLines(name: string, bytes: Readable, options: ReadOptions = {}): LineReader {
  return createLineReader(name, () => bytes, options);
}

/** Like `readLines`, for bytes that are opened when the first line is asked for. */
export function createLineReader(
  name: string,
  open: () => Readable,
  { maxBytes = MAX_LINE_BYTES, notes = createNotes(), unpacked = false }: ReadOptions = {},
): LineReader {
  const framer = createFramer(name, notes.take);
  let bytes = 0;

  async function* counted(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      yield chunk;
    }
    if (bytes === 0 && notes.list().length === 0) notes.take('empty');
  }

  async function* batches(): AsyncGenerator<readonly Line[]> {
    const source = open();
    const lines = pipeline(
      salvage(source, notes.take),
      (chunks: AsyncIterable<Buffer>) =>
        unpacked ? chunks : unzip(unzip(chunks, notes.take), notes.take),
      (chunks: AsyncIterable<Buffer>) => counted(textOnly(chunks, notes.take)),
      (chunks: AsyncIterable<Buffer>) => wholeLines(chunks, maxBytes),
      // The sieve will stand here: a block is whole lines, so it may drop lines and leave their count.
      (blocks: AsyncIterable<Block>) => framer.encode(blocks),
      framer.split,
      () => {}, // a failure rejects the loop below
    );
    try {
      yield* lines;
    } finally {
      source.destroy();
    }
  }

  return {
    [Symbol.asyncIterator]: batches,
    get lines() {
      return framer.lines;
    },
    get clipped() {
      return framer.clipped;
    },
    get bytes() {
      return bytes;
    },
    get notes() {
      return notes.list();
    },
  };
}
