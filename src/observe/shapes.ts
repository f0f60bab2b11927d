import type { Observation, Shape, Subject } from '../model/observation.js';
import type { Fields, FieldValue } from '../model/record.js';
import { ownText } from '../model/text.js';
import type { Memo } from './memo.js';

/** Numbers stored beside each observation; further ones belong to the shape. */
export const NUMBERS = 2;
/** Distinct shapes kept whole; beyond them texts are dropped from the observation (not from the count). */
const MAX_SHAPES = 200_000;

/** The shapes of sources that another thread read. */
export interface TakenShapes {
  readonly shapes: readonly Shape[];
  /** How often each was looked up: so many lose their texts where it finds no room. */
  readonly asked: readonly number[];
  readonly overflowed: number;
}

/** Gives equal observations the same small number, so that a storm costs a few bytes a record. */
export interface ShapeTable {
  readonly shapes: readonly Shape[];
  /** Index of the shape; the numbers are left in `numbers`. */
  intern(observation: Observation, numbers: Float64Array, memo?: Memo): number;
  readonly overflowed: number;
  take(): TakenShapes;
  /** The index of each taken shape, as if their sources had been read here; no other has the same subjects. */
  absorb(taken: TakenShapes): Uint32Array;
}

export function createShapeTable(maxShapes = MAX_SHAPES): ShapeTable {
  const shapes: Shape[] = [];
  const asked: number[] = [];
  const bySubject = new Map<Subject, Map<string, number>>();
  let overflowed = 0;
  let last: Observation | undefined;
  let lastIndex = 0;

  const add = (key: string, subject: Subject, shape: Shape): number => {
    const known = bySubject.get(subject) ?? new Map<string, number>();
    bySubject.set(subject, known);
    const index = shapes.push({ ...shape, fields: ownFields(shape.fields) }) - 1;
    asked.push(1);
    known.set(ownText(key), index);
    return index;
  };

  const find = (key: string, shape: Shape): number => {
    const { subject } = shape;
    const index = bySubject.get(subject)?.get(key);
    if (index !== undefined) {
      asked[index] = (asked[index] ?? 0) + 1;
      return index;
    }
    if (shapes.length < maxShapes) return add(key, subject, shape);
    const plain = plainKey(shape);
    if (key !== plain) overflowed += 1;
    return bySubject.get(subject)?.get(plain) ?? add(plain, subject, { ...shape, fields: {} });
  };

  /** The index that was found for the match before. */
  const recall = ({ subject, fields }: Observation, numbers: Float64Array, memo: Memo) => {
    if (memo.shape?.subject !== subject) return undefined;
    const { index } = memo.shape;
    const names = shapes[index]?.numbers ?? [];
    for (let at = 0; at < names.length; at += 1) numbers[at] = Number(fields[names[at] ?? '']);
    asked[index] = (asked[index] ?? 0) + 1;
    last = undefined;
    return index;
  };

  return {
    shapes,
    get overflowed() {
      return overflowed;
    },
    intern(observation, numbers, memo) {
      const { signal, subject, fields } = observation;
      const known = memo && recall(observation, numbers, memo);
      if (known !== undefined) return known;
      const isRepeated =
        last?.fields === fields && last.subject === subject && last.signal === signal;
      if (isRepeated) return lastIndex; // the numbers are still in place
      last = observation;
      const kept: Record<string, string | number | boolean> = {};
      const names: string[] = [];
      let key = signal;
      for (const name in fields) {
        const value = fields[name];
        if (typeof value === 'number' && names.length < NUMBERS) {
          numbers[names.length] = value;
          names.push(name);
          key += `\u0001${name}`;
        } else if (value !== undefined) {
          kept[name] = value;
          key += `\u0002${name}\u0003${value}`;
        }
      }
      lastIndex = find(key, { signal, subject, fields: kept, numbers: names });
      if (memo?.varying.every((name) => names.includes(name)) && shapes.length < maxShapes) {
        memo.shape = { subject, index: lastIndex };
      }
      return lastIndex;
    },
    take: () => ({ shapes, asked, overflowed }),
    absorb(taken) {
      overflowed += taken.overflowed;
      const plain = new Map<Subject, Map<string, number>>();
      return Uint32Array.from(taken.shapes, (shape, theirs) => {
        const ofSubject = plain.get(shape.subject) ?? new Map<string, number>();
        plain.set(shape.subject, ofSubject);
        const isPlain = hasNone(shape.fields);
        const hasRoom = shapes.length < maxShapes;
        const key = plainKey(shape);
        const known = ofSubject.get(key);
        const count = taken.asked[theirs] ?? 0;
        if (!hasRoom && !isPlain) overflowed += count;
        if (!hasRoom && known !== undefined) return known;
        asked.push(count);
        const index = shapes.push(hasRoom ? shape : { ...shape, fields: {} }) - 1;
        if (isPlain || !hasRoom) ofSubject.set(key, index);
        return index;
      });
    },
  };
}

/** The shape without its texts. */
const plainKey = ({ signal, numbers }: Shape): string => [signal, ...numbers].join('\u0001');

function hasNone(fields: Fields): boolean {
  for (const _name in fields) return false;
  return true;
}

/** The fields with texts of their own. */
export function ownFields(fields: Fields): Fields {
  const own: Record<string, FieldValue> = {};
  for (const name in fields) {
    const value = fields[name];
    if (value !== undefined) own[name] = typeof value === 'string' ? ownText(value) : value;
  }
  return own;
}
