import type { Intake } from '../intake.js';
import { BLOCK_BYTES, paddingOf, text } from './tar-header.js';

const MAX_EXTRA_BYTES = 2 ** 20;

/** What pax and GNU headers say about the entry that follows them. */
export interface Extra {
  readonly path?: string;
  readonly linkPath?: string;
  readonly dataBytes?: number;
  readonly sparse?: 'map in header' | 'map in data';
}

/** The data of a header entry, or nothing where it is too long to be one; then it is not read either. */
export async function readExtra(intake: Intake, bytes: number): Promise<Buffer | undefined> {
  if (bytes > MAX_EXTRA_BYTES) return undefined;
  const found = await intake.peek(bytes + paddingOf(bytes));
  const data = Buffer.from(found.subarray(0, bytes));
  intake.skip(found.length);
  return data.length < bytes ? undefined : data;
}

/** The entry's type is one of `L` and `K` (GNU's long names), `x` and `X` (pax). */
export function parseExtra(type: string, data: Buffer): Extra {
  if (type === 'L') return { path: text(data) };
  if (type === 'K') return { linkPath: text(data) };
  const records = parsePax(data);
  const path = records.get('GNU.sparse.name') ?? records.get('path');
  const linkPath = records.get('linkpath');
  const size = records.get('size');
  const inData = records.get('GNU.sparse.major') === '1';
  const inHeader = records.has('GNU.sparse.map') || records.has('GNU.sparse.numblocks');
  return {
    ...(path === undefined ? {} : { path }),
    ...(linkPath === undefined ? {} : { linkPath }),
    ...(size !== undefined && /^\d{1,15}$/.test(size) ? { dataBytes: Number(size) } : {}),
    ...(inData || inHeader ? { sparse: inData ? 'map in data' : 'map in header' } : {}),
  };
}

/** Records `<length> <key>=<value>\n`, the length over all of it. Ends at the first that is none. */
function parsePax(data: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < data.length; ) {
    const blank = data.indexOf(0x20, at);
    const length = Number(data.toString('latin1', at, blank === -1 ? at : blank));
    if (!Number.isInteger(length) || length < 5 || at + length > data.length) break;
    const record = data.toString('utf8', blank + 1, at + length - 1);
    const equals = record.indexOf('=');
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}

/**
 * Skips the map before the data of a sparse entry: decimal numbers, one a line, first how many pairs
 * follow, filled up to whole blocks. Gives the bytes it took, or nothing where it is damaged.
 * Source: GNU tar 1.35 manual, "PAX Format, Version 1.0".
 */
export async function skipSparseMap(
  intake: Intake,
  dataBytes: number,
): Promise<number | undefined> {
  let map = '';
  for (let taken = 0; taken + BLOCK_BYTES <= Math.min(dataBytes, MAX_EXTRA_BYTES); ) {
    const block = await intake.peek(BLOCK_BYTES);
    if (block.length < BLOCK_BYTES) return undefined;
    map += block.toString('latin1');
    intake.skip(BLOCK_BYTES);
    taken += BLOCK_BYTES;
    const lines = map.split('\n');
    const wanted = 1 + 2 * Number(lines[0]);
    if (lines.length > 1 && !Number.isInteger(wanted)) return undefined;
    if (lines.length > wanted) return taken;
  }
  return undefined;
}
