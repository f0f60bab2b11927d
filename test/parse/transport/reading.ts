import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Line } from '../../../src/model/line.js';
import type { Envelope } from '../../../src/parse/envelope.js';
import { decodeBytes } from '../../../src/parse/transport/bytes.js';
import { createTransports } from '../../../src/parse/transports.js';

export interface Reading {
  readonly envelopes: readonly Envelope[];
  readonly unparsed: number;
  readonly format: string;
}

/** Lines of a text, numbered, CR apart. */
export function linesOf(bytes: Buffer, source = 'x'): Line[] {
  const lines: Line[] = [];
  for (let from = 0; from < bytes.length; ) {
    const found = bytes.indexOf(0x0a, from);
    const end = found < 0 ? bytes.length : found;
    const cr = end > from && bytes[end - 1] === 0x0d;
    const text = decodeBytes(bytes.subarray(from, cr ? end - 1 : end));
    lines.push({ source, no: lines.length + 1, text, cr });
    from = end + 1;
  }
  return lines;
}

export function readLines(lines: readonly Line[], source = 'x'): Reading {
  const envelopes: Envelope[] = [];
  const reader = createTransports(source, (envelope) => envelopes.push(envelope));
  for (const line of lines) reader.push(line);
  reader.end();
  return { envelopes, unparsed: reader.unparsed, format: reader.format };
}

export const read = (text: string, source = 'x'): Reading =>
  readLines(linesOf(Buffer.from(text), source), source);

/** The bytes of a file under test/data. */
export function dataBytes(path: string): Buffer {
  const bytes = readFileSync(`test/data/${path}`);
  return path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
}

export const readData = (path: string): Reading => readLines(linesOf(dataBytes(path), path), path);
