import type { Fields, FieldValue } from '../model/record.js';

/** Fields that were the same in every observation so far; narrowed one observation at a time. */
export interface Common {
  readonly keys: string[];
  readonly values: FieldValue[];
  /** Last narrowed by these: the same object again changes nothing. */
  last: Fields;
}

export const startCommon = (fields: Fields): Common => ({
  keys: Object.keys(fields),
  values: Object.values(fields),
  last: fields,
});

/** Drops what differs or is missing in `fields`. */
export function narrowCommon(common: Common, fields: Fields): void {
  if (common.last === fields) return;
  common.last = fields;
  const { keys, values } = common;
  for (let index = keys.length - 1; index >= 0; index -= 1) {
    const key = keys[index];
    if (key !== undefined && Object.hasOwn(fields, key) && fields[key] === values[index]) continue;
    keys.splice(index, 1);
    values.splice(index, 1);
  }
}

export const commonFields = ({ keys, values }: Common): Fields =>
  Object.fromEntries(keys.map((key, index) => [key, values[index] ?? '']));
