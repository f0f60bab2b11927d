const RECORD = 512;

/** A tar archive (ustar) with one file. */
export async function* tarOf(
  name: string,
  bytes: number,
  content: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  yield header(name, bytes);
  yield* content;
  yield Buffer.alloc((RECORD - (bytes % RECORD)) % RECORD);
  yield Buffer.alloc(2 * RECORD); // the end of the archive
}

/** Source of the layout: POSIX.1-1988 ustar, as `tar --format=ustar` writes it. */
function header(name: string, bytes: number): Buffer {
  const record = Buffer.alloc(RECORD);
  const octal = (value: number, digits: number): string =>
    `${value.toString(8).padStart(digits, '0')}\0`;
  record.write(name, 0);
  record.write(octal(0o644, 7), 100);
  record.write(octal(0, 7), 108);
  record.write(octal(0, 7), 116);
  record.write(octal(bytes, 11), 124);
  record.write(octal(1_744_700_000, 11), 136);
  record.write('        ', 148);
  record.write('0', 156);
  record.write('ustar\x0000', 257);
  const sum = record.reduce((total, byte) => total + byte, 0);
  record.write(`${octal(sum, 6)} `, 148);
  return record;
}
