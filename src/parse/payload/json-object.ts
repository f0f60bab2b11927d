import type { FieldValue } from '../../model/record.js';
import type { MutableFields } from './payload.js';

const MAX_DEPTH = 3;

/** The object a text holds, `undefined` where it holds none or is damaged. Never throws. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A JSON object as flat fields, `undefined` where the text is none. */
export function readJsonObject(text: string): MutableFields | undefined {
  const object = parseObject(text);
  if (object === undefined) return undefined;
  const fields: MutableFields = {};
  for (const key in object) putField(fields, key, object[key], { text, depth: 0 });
  return fields;
}

export interface FlattenFrom {
  /** The JSON text: integers a double cannot hold are read from it again. */
  readonly text: string;
  readonly depth: number;
}

/**
 * Puts one JSON value into flat fields: inner objects with dots (`source.file`), arrays and what lies
 * deeper than three levels as JSON text, integers beyond 2^53 as their digits, null not at all.
 */
export function putField(
  fields: MutableFields,
  key: string,
  value: unknown,
  from: FlattenFrom,
): void {
  if (typeof value === 'string' || typeof value === 'boolean') fields[key] = value;
  else if (typeof value === 'number') fields[key] = exactNumber(key, value, from.text);
  else if (isObject(value) && from.depth < MAX_DEPTH) {
    const inner = { text: from.text, depth: from.depth + 1 };
    for (const name in value) putField(fields, `${key}.${name}`, value[name], inner);
  } else if (value !== null && value !== undefined) fields[key] = JSON.stringify(value);
}

function exactNumber(key: string, value: number, text: string): FieldValue {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return value;
  const name = JSON.stringify(key.slice(key.lastIndexOf('.') + 1));
  const at = text.indexOf(`${name}:`);
  const digits =
    at === -1 ? undefined : /^\s*(-?\d+)\s*[,}\]]/.exec(text.slice(at + name.length + 1));
  return digits?.[1] ?? String(value);
}
