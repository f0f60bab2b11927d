import type { FieldValue } from '../model/record.js';
import type { FieldType } from '../model/rule.js';
import { namedPlace } from './probes.js';
import type { FieldPart } from './template.js';

/** A field as each of the texts has it. */
export interface Seen {
  readonly text: string;
  readonly value: FieldValue | undefined;
}

export interface FieldSeen {
  readonly name: string;
  readonly type: FieldType;
  /** In texts that differ in their digits. */
  readonly all: readonly Seen[];
  /** In the probes alone. */
  readonly probes: readonly Seen[];
}

/** Of larger numbers it hangs on the digits whether they are read as a number. */
const MAX_NUMBER_CHARS = 15;

export const isConstant = (all: readonly Seen[]): boolean =>
  all.every(({ value }) => value === all[0]?.value);

/** Where the field stands in all of the texts; `undefined` where it does not stand there as it is. */
export function findPart(
  { name, type, all, probes }: FieldSeen,
  places: readonly number[],
): FieldPart | undefined {
  const isNumber = typeof all[0]?.value === 'number';
  if (!all.every(({ value }) => typeof value === (isNumber ? 'number' : 'string')))
    return undefined;
  const taken = probes.map(({ value }) => String(value));
  const { length } = taken[0] ?? '';
  if (isNumber && length > MAX_NUMBER_CHARS) return undefined;
  if (!taken.every((text) => text.length === length)) return undefined;
  for (let at = 0; at < length; at += 1) {
    const place = namedPlace(taken, at, places);
    if (place === undefined || place < at) continue;
    const part = { name, type, isNumber, from: place - at, to: place - at + length };
    if (all.every(({ text, value }) => readPart(part, text) === value)) return part;
  }
  return undefined;
}

/** The field of a line as its record would have it. */
const readPart = (part: FieldPart, text: string): FieldValue =>
  readRaw(part, text.slice(part.from, part.to));

/** The same from the text of the part. */
export const readRaw = ({ isNumber }: FieldPart, raw: string): FieldValue =>
  isNumber ? Number(raw) : raw;
