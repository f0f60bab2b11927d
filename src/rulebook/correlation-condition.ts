import type { FieldValue } from '../model/record.js';
import type { Comparison, FieldType, NumericCondition, Threshold } from '../model/rule.js';
import type { Base, Setting } from './correlation-base.js';
import { COMPARISONS } from './correlation-shape.js';
import type { Complain } from './mistake.js';
import { show } from './shape.js';
import { toComparable, toField } from './values.js';

/** Types of which a percentile makes sense. */
export const NUMERIC_TYPES: ReadonlySet<FieldType> = new Set([
  'int',
  'float',
  'duration',
  'bytes',
  'time',
]);

/** Clears where it raises if the rule says nothing else. */
export function readThreshold(
  { raise, clear = raise }: { readonly raise: number; readonly clear?: number },
  complain: Complain,
): Threshold {
  if (clear > raise)
    complain(
      ['threshold', 'clear'],
      `'clear' (${clear}) is above 'raise' (${raise})`,
      'it would clear as soon as it is raised',
    );
  return { raise, clear };
}

/** The bounds, in the unit of a field of that type. */
export function readCondition(
  raw: Readonly<Partial<Record<Comparison, FieldValue>>>,
  type: FieldType | undefined,
  complain: Complain,
): NumericCondition {
  const condition: Partial<Record<Comparison, number>> = {};
  for (const comparison of COMPARISONS) {
    const value = raw[comparison];
    if (value === undefined) continue;
    const bare = typeof value === 'number' && (type !== 'duration' || value === 0);
    const converted = bare
      ? value
      : type === undefined
        ? toComparable(value)
        : withUnit(type, value);
    if (typeof converted === 'number') condition[comparison] = converted;
    else
      complain(
        ['condition', comparison],
        `'${comparison}' must be ${type === 'duration' ? 'a duration' : 'a number'}, not ${show(value)}`,
      );
  }
  if (Object.keys(raw).length === 0)
    complain(
      ['condition'],
      'the condition compares with nothing',
      `known: ${COMPARISONS.join(', ')}`,
    );
  return condition;
}

/** A number without a unit is no duration. */
const withUnit = (type: FieldType, value: FieldValue): FieldValue | undefined =>
  typeof value === 'number' ? undefined : toField(type, value);

/** A bare text is a field, or a constant where the type of `left` can read it. */
export function readRight(
  raw: FieldValue | { readonly value: FieldValue },
  base: Base,
  left: string,
  { complain, fields }: Setting,
): { readonly field: string } | { readonly value: FieldValue } {
  const type = fields.typeOf(base.signals, left);
  const path = ['condition', 'right'];
  const constant = typeof raw === 'object' ? raw.value : raw;
  const converted = type === undefined ? constant : toField(type, constant);
  if (typeof raw === 'object' || typeof raw !== 'string') {
    if (converted === undefined)
      complain(path, `${show(constant)} is not of the type ${type} of '${left}'`);
    return { value: converted ?? constant };
  }
  const readable = type !== undefined && type !== 'keyword' && converted !== undefined;
  if (readable && !fields.has(base.signals, raw)) return { value: converted };
  for (const signal of base.signals) fields.expect(signal, raw, path);
  return { field: raw };
}
