import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Citation } from '../../src/model/observation.js';

const LF = 0x0a;
const CR = 0x0d;

/** The lines of a file as an editor counts them, bytes without LF and the CR before it. */
export function fileLines(path: string): readonly Buffer[] {
  const raw = readFileSync(path);
  const bytes = raw[0] === 0x1f && raw[1] === 0x8b ? gunzipSync(raw) : raw;
  const lines: Buffer[] = [];
  for (let from = 0; from < bytes.length; ) {
    const at = bytes.indexOf(LF, from);
    const to = at === -1 ? bytes.length : at;
    const line = bytes.subarray(from, to);
    lines.push(line.at(-1) === CR ? line.subarray(0, -1) : line);
    from = to + 1;
  }
  return lines;
}

/** What is wrong with a citation, read back from its source; `undefined`: it is true. */
export function falseCitation(
  { source, line, sha256, text }: Citation,
  linesOf: (source: string) => readonly Buffer[] = fileLines,
): string | undefined {
  const found = linesOf(source)[line - 1];
  if (!found) return `${source}:${line} does not exist`;
  if (createHash('sha256').update(found).digest('hex') !== sha256) {
    return `${source}:${line} has another hash`;
  }
  if (text.length < 1900 && text !== found.toString('utf8'))
    return `${source}:${line} reads otherwise`;
  return undefined;
}
