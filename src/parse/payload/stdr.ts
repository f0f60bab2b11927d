import type { Level } from '../../model/record.js';
import { findQuoteEnd, unquoteGo } from './go-quote.js';
import { typedValue } from './pairs.js';
import { type MutableFields, type PayloadFormat, withoutLineEnd } from './payload.js';

/** What a line with quoted keys says. `name` is the logger before the keys. */
export interface QuotedKeys {
  readonly name: string;
  readonly message: string;
  readonly level: Level | undefined;
  readonly fields: MutableFields;
}

const MAX_NAME = 80;

/**
 * Reads `p2p: "level"=0 "msg"="no bootstrap nodes found" "error"="…"`: logr's funcr, and klogr before it.
 * A line without `"level"` is an error, level 0 is info, more is a V(n) without a level of its own.
 * Source: https://github.com/go-logr/logr funcr/funcr.go
 */
export function readQuotedKeys(text: string): QuotedKeys | undefined {
  const start = text.indexOf('"');
  if (
    start === -1 ||
    start > MAX_NAME ||
    !/^"(?:level|msg|ts|caller|logger)"=/.test(text.slice(start, start + 12))
  ) {
    return undefined;
  }
  const fields: MutableFields = {};
  let at = start;
  while (text.charCodeAt(at) === 0x22) {
    const keyEnd = findQuoteEnd(text, at + 1);
    if (keyEnd === -1 || text.charCodeAt(keyEnd + 1) !== 0x3d) break;
    at = readValue(text, keyEnd + 2, text.slice(at + 1, keyEnd), fields);
  }
  const { msg, level: verbosity, ...rest } = fields;
  if (msg === undefined) return undefined;
  const level = verbosity === undefined ? 'error' : verbosity === 0 ? 'info' : undefined;
  const name = text.slice(0, start).trim().replace(/:$/, '');
  return { name, message: withoutLineEnd(String(msg)), level, fields: rest };
}

/** Puts one value into the fields and gives the index of the next key. */
function readValue(text: string, from: number, key: string, fields: MutableFields): number {
  let end: number;
  if (text.charCodeAt(from) === 0x22) {
    const close = findQuoteEnd(text, from + 1);
    end = close === -1 ? text.length : close + 1;
    fields[key] = unquoteGo(text.slice(from + 1, close === -1 ? text.length : close));
  } else {
    const next = text.indexOf(' "', from);
    end = next === -1 ? text.length : next;
    fields[key] = typedValue(text.slice(from, end).trim());
  }
  while (text.charCodeAt(end) === 0x20) end += 1;
  return end;
}

/** The same without a stamp before it, as other log shippers hand it on. */
export const stdrFormat: PayloadFormat = {
  id: 'stdr',
  sample: 'p2p: "level"=0 "msg"="no bootstrap nodes found"',
  read(text) {
    if (!text.includes('"msg"="')) return undefined;
    const read = readQuotedKeys(text);
    if (read === undefined) return undefined;
    const { name, message, level, fields } = read;
    if (name !== '') fields.logger = name;
    return { layer: 'stdr', message, level, fields, stamp: undefined, nested: false };
  },
};
