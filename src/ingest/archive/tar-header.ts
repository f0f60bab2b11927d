export const BLOCK_BYTES = 512;

/** The fixed header of a tar entry. Source: POSIX.1-2017, pax, "ustar Interchange Format"; GNU tar 1.35, tar.h. */
export interface TarHeader {
  readonly name: string;
  readonly linkName: string;
  /** One character; the empty string for the NUL of old tars. */
  readonly type: string;
  readonly dataBytes: number;
  /** POSIX or GNU, not the old form without magic. */
  readonly magic: boolean;
  /** GNU's old sparse form: another block with the map follows. */
  readonly moreSparseBlocks: boolean;
}

const CHECKSUM_AT = 148;
const CHECKSUM_END = 156;
const MAGIC_AT = 257;

/** `undefined` where the block is no header: its checksum does not hold, or its size makes no sense. */
export function parseTarHeader(block: Buffer): TarHeader | undefined {
  if (block.length < BLOCK_BYTES || !checksumHolds(block)) return undefined;
  const dataBytes = readNumber(block.subarray(124, 136));
  if (dataBytes === undefined) return undefined;
  const magic = block.toString('latin1', MAGIC_AT, MAGIC_AT + 6);
  const type = block[156] === 0 ? '' : String.fromCharCode(block[156] ?? 0);
  // GNU keeps times where POSIX has the start of the name.
  const prefix = magic === 'ustar\0' ? text(block.subarray(345, 500)) : '';
  const name = text(block.subarray(0, 100));
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    linkName: text(block.subarray(157, 257)),
    type,
    dataBytes,
    magic: magic.startsWith('ustar'),
    moreSparseBlocks: type === 'S' && block[482] !== 0,
  };
}

export const isZeroBlock = (block: Buffer): boolean => block.every((byte) => byte === 0);

/** Bytes that fill the last block of an entry. */
export const paddingOf = (bytes: number): number =>
  (BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES;

function checksumHolds(block: Buffer): boolean {
  const told = readNumber(block.subarray(CHECKSUM_AT, CHECKSUM_END));
  if (told === undefined || told === 0) return false;
  let unsigned = 0;
  let signed = 0; // old tars added up signed bytes
  for (let at = 0; at < BLOCK_BYTES; at += 1) {
    const byte = at >= CHECKSUM_AT && at < CHECKSUM_END ? 0x20 : (block[at] ?? 0);
    unsigned += byte;
    signed += byte > 0x7f ? byte - 256 : byte;
  }
  return told === unsigned || told === signed;
}

/** Octal digits between blanks, or GNU's base 256 for what is too large. */
function readNumber(field: Buffer): number | undefined {
  const lead = field[0] ?? 0;
  if (lead === 0x80) {
    let value = 0;
    for (const byte of field.subarray(1)) value = value * 256 + byte;
    return Number.isSafeInteger(value) ? value : undefined;
  }
  const digits = text(field).trim();
  if (digits === '') return 0;
  return /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : undefined;
}

export function text(field: Buffer): string {
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? field.length : end);
}
