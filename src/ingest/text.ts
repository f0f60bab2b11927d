import { isCleanText, refusal, SAMPLE_BYTES } from './content.js';
import type { Chunks, Feed } from './feed.js';
import { createIntake } from './intake.js';
import type { TakeNote } from './notes.js';

const PREVIEW_BYTES = 1024;

/**
 * Text in UTF-8 without byte order mark, or nothing and a note where the bytes are no text.
 *
 * The first KiB decides where it is plainly text, so that a live pipe need not wait; else the first
 * 64 KiB. The rest of a refused source is not read.
 */
export async function openText(chunks: Chunks, take: TakeNote, live = false): Promise<Feed> {
  const intake = createIntake(chunks, live);
  const preview = await intake.peek(PREVIEW_BYTES);
  const encoding = utf16Encoding(preview);
  if (encoding !== undefined) {
    take('utf16');
    return { ...createIntake(transcode(intake.rest(), encoding), live), close: intake.close };
  }
  if (!isCleanText(preview)) {
    const refused = refusal(await intake.peek(SAMPLE_BYTES));
    if (refused !== undefined) {
      take(refused.code, refused.detail);
      return { ...intake, ready: async () => {}, read: () => 0, readAhead: () => undefined };
    }
  }
  if (preview[0] === 0xef && preview[1] === 0xbb && preview[2] === 0xbf) intake.skip(3);
  return intake;
}

function utf16Encoding(head: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  return undefined;
}

async function* transcode(chunks: AsyncIterable<Buffer>, encoding: string): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding); // drops the mark itself
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}
