import { Buffer } from 'node:buffer';
import { crc32, deflateRawSync } from 'node:zlib';

export interface TarPart {
  readonly name: string;
  readonly data?: string | Buffer;
  readonly type?: string;
  readonly link?: string;
  /** Told in the header in place of the true one. */
  readonly size?: number;
  readonly prefix?: string;
}

const pad = (bytes: number): Buffer => Buffer.alloc((512 - (bytes % 512)) % 512);

/** One entry: header, data, filled up to blocks. */
export function tarEntry({ name, data = '', type = '0', link = '', ...rest }: TarPart): Buffer {
  const body = Buffer.from(data);
  const header = Buffer.alloc(512);
  header.write(name, 0, 100);
  header.write('0000644\0', 100);
  header.write(`${(rest.size ?? body.length).toString(8).padStart(11, '0')} `, 124, 'latin1');
  header.write('00000000000 ', 136);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write('ustar\x0000', 257);
  header.write(rest.prefix ?? '', 345, 155);
  signHeader(header);
  return Buffer.concat([header, body, pad(body.length)]);
}

export function signHeader(header: Buffer): void {
  header.write('        ', 148);
  let sum = 0;
  for (const byte of header.subarray(0, 512)) sum += byte;
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
}

export const tarEnd: Buffer = Buffer.alloc(1024);

export const tar = (...parts: readonly TarPart[]): Buffer =>
  Buffer.concat([...parts.map(tarEntry), tarEnd]);

/** The data of a pax header. */
export function pax(records: Readonly<Record<string, string>>): string {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    const bytes = Buffer.byteLength(rest);
    const length = bytes + String(bytes + String(bytes).length).length;
    return `${length}${rest}`;
  });
  return lines.join('');
}

export interface ZipPart {
  readonly name: string | Buffer;
  readonly data?: string | Buffer;
  readonly method?: number;
  readonly flags?: number;
  /** Unix mode, such as 0o120777 for a link. */
  readonly mode?: number;
  /** Sizes and checksum stand behind the data only. */
  readonly streamed?: boolean;
  readonly zip64?: boolean;
  readonly crc?: number;
}

/** A zip of these members; `overlap` adds directory entries that point at the first member once more. */
export function zip(parts: readonly ZipPart[], { overlap = [] as readonly string[] } = {}): Buffer {
  const local: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let first: ((name: string) => Buffer) | undefined;
  for (const part of parts) {
    const { bytes, listed } = zipMember(part, offset);
    local.push(bytes);
    directory.push(listed(Buffer.from(part.name)));
    first ??= (name) => listed(Buffer.from(name));
    offset += bytes.length;
  }
  for (const name of overlap) if (first) directory.push(first(name));
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, list, end]);
}

function zipMember(part: ZipPart, offset: number) {
  const { method = 8, flags = 0x800, mode = 0o100644, streamed = false, zip64 = false } = part;
  const data = Buffer.from(part.data ?? '');
  const packed = method === 8 ? deflateRawSync(data) : data;
  const name = Buffer.from(part.name);
  const crc = part.crc ?? crc32(data);
  const allFlags = flags | (streamed ? 8 : 0);
  const sizes = (to: Buffer, at: number, hide: boolean) => {
    to.writeUInt32LE(hide ? 0 : crc, at);
    to.writeUInt32LE(hide ? 0 : zip64 ? 0xffffffff : packed.length, at + 4);
    to.writeUInt32LE(hide ? 0 : zip64 ? 0xffffffff : data.length, at + 8);
  };
  const extra = Buffer.alloc(zip64 ? 20 : 0);
  if (zip64) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(16, 2);
    extra.writeBigUInt64LE(BigInt(data.length), 4);
    extra.writeBigUInt64LE(BigInt(packed.length), 12);
  }
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(allFlags, 6);
  header.writeUInt16LE(method, 8);
  sizes(header, 14, streamed);
  header.writeUInt16LE(name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  const behind = Buffer.alloc(streamed ? 16 : 0);
  if (streamed) {
    behind.writeUInt32LE(0x08074b50, 0);
    sizes(behind, 4, false);
  }
  const listed = (listedName: Buffer): Buffer => {
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE((3 << 8) | 20, 4);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(allFlags, 8);
    entry.writeUInt16LE(method, 10);
    sizes(entry, 16, false);
    entry.writeUInt16LE(listedName.length, 28);
    entry.writeUInt16LE(extra.length, 30);
    entry.writeUInt32LE((mode << 16) >>> 0, 38);
    entry.writeUInt32LE(offset, 42);
    return Buffer.concat([entry, listedName, extra]);
  };
  return { bytes: Buffer.concat([header, name, extra, packed, behind]), listed };
}
