import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type LineReader, readLines } from '../../src/ingest/lines.js';
import { type Line, lineBytes } from '../../src/model/line.js';

export const sha256 = (bytes: Buffer | string): string =>
  createHash('sha256').update(bytes).digest('hex');

/** What a line comes to when it is read in the plainest way, from the whole input at once. */
export interface PlainLine {
  readonly no: number;
  readonly cr: boolean;
  readonly bytes: number;
  readonly sha256: string;
}

/** Lines of a buffer, one byte after the other. */
export function naiveLines(input: Buffer): (PlainLine & { readonly content: Buffer })[] {
  const lines: (PlainLine & { readonly content: Buffer })[] = [];
  const hasMark = input.subarray(0, 3).equals(Buffer.of(0xef, 0xbb, 0xbf));
  let from = hasMark ? 3 : 0;
  const add = (end: number, ended: boolean) => {
    const cr = ended && end > from && input[end - 1] === 0x0d;
    const content = input.subarray(from, cr ? end - 1 : end);
    lines.push({
      no: lines.length + 1,
      cr,
      bytes: content.length,
      sha256: sha256(content),
      content,
    });
  };
  for (let at = from; at < input.length; at += 1) {
    if (input[at] !== 0x0a) continue;
    add(at, true);
    from = at + 1;
  }
  if (from < input.length) add(input.length, false);
  return lines;
}

/** The same view of a line as it was read, from `clip` where it was cut. */
export function plain(line: Line): PlainLine {
  const bytes = lineBytes(line.text);
  const { bytes: size, sha256: sha } = line.clip ?? { bytes: bytes.length, sha256: sha256(bytes) };
  return { no: line.no, cr: line.cr, bytes: size, sha256: sha };
}

export async function allLines(reader: LineReader): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const batch of reader) lines.push(...batch);
  return lines;
}

/** Reads bytes cut into chunks at the given places, counted from the end. */
export function readCut(input: Buffer, cuts: readonly number[], maxBytes?: number): LineReader {
  const places = [
    ...new Set([0, ...cuts.map((cut) => input.length - (cut % (input.length + 1))), input.length]),
  ];
  places.sort((a, b) => a - b);
  const chunks = places.slice(1).map((to, index) => input.subarray(places[index], to));
  return readLines('x', Readable.from(chunks), maxBytes === undefined ? {} : { maxBytes });
}
