import type { Transform } from 'node:stream';
import split2 from 'split2';
import { type Clip, type Line, rawByte } from '../model/line.js';
import type { Block } from './bytes.js';
import type { TakeNote } from './notes.js';
import { repairUtf8 } from './utf8.js';

const CR = 0x0d;
// An ASCII byte is never invalid UTF-8, so its stand-in is free to tell the mapper behind split2 something.
const CLIPPED = String.fromCodePoint(rawByte(0));
const LONE_CR = String.fromCodePoint(rawByte(1));

/** Frames blocks of whole lines with split2, numbers the lines and takes off their ends. */
export interface Framer {
  /** The bytes that `split` is to be fed with. */
  encode(blocks: AsyncIterable<Block>): AsyncGenerator<Buffer>;
  /** Gives a batch of lines for each block, to be joined with `encode` by `pipeline`. */
  readonly split: Transform;
  readonly lines: number;
  readonly clipped: number;
}

export function createFramer(source: string, take: TakeNote): Framer {
  const clips: Clip[] = []; // of clipped lines on their way through split2
  let batch: Line[] | undefined;
  let no = 0;
  let clipped = 0;

  function toLine(raw: string): Line {
    no += 1;
    const cr = raw.charCodeAt(raw.length - 1) === CR;
    const text = cr ? raw.slice(0, -1) : raw;
    if (text.endsWith(LONE_CR)) return { source, no, text: text.slice(0, -LONE_CR.length), cr };
    const clip = clips.length > 0 && text.endsWith(CLIPPED) ? clips.shift() : undefined;
    if (clip === undefined) return { source, no, text, cr };
    clipped += 1;
    return { source, no, text: text.slice(0, -CLIPPED.length), cr, clip };
  }

  // Only the first line of a batch returns something, so that split2 hands on arrays: a hop per line costs 1 us.
  function gather(raw: string): Line[] | undefined {
    const line = toLine(raw);
    if (batch !== undefined) {
      batch.push(line);
      return undefined;
    }
    batch = [line];
    return batch;
  }

  async function* encode(blocks: AsyncIterable<Block>): AsyncGenerator<Buffer> {
    for await (const block of blocks) {
      yield blockText(block);
      // Asked for more: split2 is done with this block, and the batch may be in use by the reader.
      batch = undefined;
    }
  }

  function blockText({ bytes, cut }: Block): Buffer {
    if (bytes.includes(0)) take('nul-bytes');
    const text = repairUtf8(bytes);
    if (text !== bytes) take('invalid-utf8');
    if (cut === undefined) return withLoneCr(text);
    clips.push(cut.clip);
    return Buffer.concat([text, Buffer.from(CLIPPED + cut.end)]);
  }

  return {
    encode,
    // One block at a time, and none while a batch waits for the reader.
    split: split2('\n', gather, { writableHighWaterMark: 1, readableHighWaterMark: 1 }),
    get lines() {
      return no;
    },
    get clipped() {
      return clipped;
    },
  };
}

/** A CR at the very end, with no LF behind it, belongs to the line: the mapper must not take it off. */
function withLoneCr(text: Buffer): Buffer {
  return text.at(-1) === CR ? Buffer.concat([text, Buffer.from(LONE_CR)]) : text;
}
