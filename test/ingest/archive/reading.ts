import { Readable } from 'node:stream';
import { type OpeningOptions, openSources } from '../../support/open-sources.js';
import { allLines } from '../naive.js';

/** What each source gives, by name: its texts, then its notes as `code` or `code: detail`. */
export type Contents = Record<string, string[]>;

export async function readAll(
  paths: readonly string[],
  options: OpeningOptions = {},
): Promise<Contents> {
  const seen: Contents = {};
  for await (const source of openSources(paths, options)) {
    const reader = source.open();
    const texts = (await allLines(reader)).map((line) => line.text);
    if (source.name in seen) throw new Error(`${source.name} comes twice`);
    seen[source.name] = [...texts, ...reader.notes.map(noteText)];
  }
  return seen;
}

const noteText = ({ code, detail }: { readonly code: string; readonly detail?: string }): string =>
  detail === undefined ? `<${code}>` : `<${code}: ${detail}>`;

/** Reads bytes from the pipe, in small chunks, so that no border is where a format has one. */
export const readBytes = (bytes: Buffer, options: OpeningOptions = {}): Promise<Contents> =>
  readAll(['-'], { ...options, stdin: Readable.from(chunksOf(bytes)) });

function* chunksOf(bytes: Buffer): Generator<Buffer> {
  const size = bytes.length > 1_000_000 ? 65_536 : 997;
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
