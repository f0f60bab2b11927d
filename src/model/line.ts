/** What was cut out of an overlong line: its true length and the SHA-256 of all its bytes. */
export interface Clip {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * One line of a source, as it stood. `no` counts from 1, one per LF of the decompressed bytes.
 * `text` is without LF and without the CR before it (`cr` tells). A byte that is not valid UTF-8
 * stands as U+10FF00 + byte, so that `lineBytes` gives back exactly what was read.
 *
 * `aside`: not one of the lines from which it is told who speaks in the source (its beginning, and two lines of
 * each region behind that). Those are the same whether or not the sieve leaves lines out.
 */
export interface Line {
  readonly source: string;
  readonly no: number;
  readonly text: string;
  readonly cr: boolean;
  readonly aside?: boolean;
  readonly clip?: Clip;
}

const RAW_HIGH = 0xdbff;
const RAW_LOW = 0xdf00;
const RAW_BYTE = /\uDBFF[\uDF00-\uDFFF]/g;

/** The code point that stands for one byte of invalid UTF-8. */
export const rawByte = (byte: number): number => 0x10ff00 + byte;

/** Exactly the bytes of the text as read, invalid UTF-8 included. */
export function lineBytes(text: string): Buffer {
  if (!text.includes('\uDBFF')) return Buffer.from(text, 'utf8');
  const parts: Buffer[] = [];
  let from = 0;
  for (const match of text.matchAll(RAW_BYTE)) {
    parts.push(Buffer.from(text.slice(from, match.index), 'utf8'));
    parts.push(Buffer.of(text.charCodeAt(match.index + 1) - RAW_LOW));
    from = match.index + 2;
  }
  parts.push(Buffer.from(text.slice(from), 'utf8'));
  return Buffer.concat(parts);
}

/** The text for people: bytes of invalid UTF-8 become U+FFFD. */
export function shownText(text: string): string {
  return text.includes(String.fromCharCode(RAW_HIGH)) ? text.replace(RAW_BYTE, '\uFFFD') : text;
}
