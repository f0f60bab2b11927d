import type { Fields } from '../model/record.js';

/** Fields that were the same in every observation so far; narrowed one observation at a time. */
export interface Common {
  readonly first: Fields;
  /** Names of what of the first ones is left; `undefined`: all of them. */
  keys: string[] | undefined;
  /** Last narrowed by these: the same object again changes nothing. */
  last: Fields;
}

export const startCommon = (fields: Fields): Common => ({
  first: fields,
  keys: undefined,
  last: fields,
});

/** Drops what differs or is missing in `fields`. */
export function narrowCommon(common: Common, fields: Fields): void {
  if (common.last === fields) return;
  common.last = fields;
  const { first } = common;
  const keys = common.keys ?? Object.keys(first);
  for (let index = keys.length - 1; index >= 0; index -= 1) {
    const key = keys[index];
    if (key !== undefined && Object.hasOwn(fields, key) && fields[key] === first[key]) continue;
    keys.splice(index, 1);
  }
  common.keys = keys;
}

export const commonFields = ({ first, keys }: Common): Fields =>
  keys ? Object.fromEntries(keys.map((key) => [key, first[key] ?? ''])) : first;
