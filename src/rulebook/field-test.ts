import * as v from 'valibot';
import type { FieldValue } from '../model/record.js';
import type { FieldTest, FieldType, Modifier } from '../model/rule.js';
import { parseCidr } from './ip.js';
import type { Complain, RulePath } from './mistake.js';
import { checkPattern } from './pattern.js';
import { oneOrMore, scalar, show } from './shape.js';
import { suggestion } from './suggest.js';
import { toComparable, toField } from './values.js';

const MODIFIERS: readonly Modifier[] = [
  'equals',
  'contains',
  'startswith',
  'endswith',
  're',
  'gte',
  'gt',
  'lte',
  'lt',
  'neq',
  'cidr',
  'exists',
];
const NUMERIC: ReadonlySet<Modifier> = new Set(['gte', 'gt', 'lte', 'lt']);
const TEXTUAL: ReadonlySet<Modifier> = new Set([
  'contains',
  'startswith',
  'endswith',
  're',
  'cidr',
]);

/** `field|modifier|all: value or values`, at least one. */
export const fieldTests = v.pipe(
  v.record(v.string(), oneOrMore(scalar)),
  v.check((tests) => Object.keys(tests).length > 0, 'must not be empty'),
);
type RawTests = v.InferOutput<typeof fieldTests>;

interface Setting {
  readonly path: RulePath;
  readonly complain: Complain;
  /** The declared type of a field; its values are brought to it. */
  typeOf(field: string): FieldType | undefined;
}

export function toFieldTests(raw: RawTests, setting: Setting): readonly FieldTest[] {
  const tests: FieldTest[] = [];
  for (const [key, values] of Object.entries(raw)) {
    const path = [...setting.path, key];
    const head = splitKey(key);
    if ('unknown' in head) {
      const hint = suggestion(head.unknown, [...MODIFIERS, 'all']);
      setting.complain(path, `unknown modifier '${head.unknown}' in '${key}'`, hint);
      continue;
    }
    const complain = (what: string, hint?: string) => setting.complain(path, what, hint);
    tests.push(toFieldTest(head, values, setting.typeOf(head.field), complain));
  }
  return tests;
}

interface Head {
  readonly field: string;
  readonly modifier: Modifier;
  readonly all: boolean;
}

function splitKey(key: string): Head | { readonly unknown: string } {
  const [field = '', ...words] = key.split('|');
  const unknown = words.find((word) => word !== 'all' && !isModifier(word));
  if (unknown !== undefined || field === '') return { unknown: unknown ?? '' };
  const modifiers = words.filter(isModifier);
  const [modifier = 'equals', second] = modifiers;
  if (second !== undefined) return { unknown: modifiers.join('|') };
  // "not equal to any of these" is what a list under `neq` means
  return { field, modifier, all: words.includes('all') || modifier === 'neq' };
}

const isModifier = (word: string): word is Modifier => MODIFIERS.some((known) => known === word);

function toFieldTest(
  head: Head,
  raw: readonly FieldValue[],
  type: FieldType | undefined,
  complain: (what: string, hint?: string) => void,
): FieldTest {
  const values: FieldValue[] = [];
  const patterns: RegExp[] = [];
  for (const value of raw) {
    const fault = faultOf(head.modifier, value);
    if (fault) {
      complain(`'${head.field}|${head.modifier}' ${fault.what}`, fault.hint);
      continue;
    }
    if (head.modifier === 're') {
      const complaint = checkPattern(String(value));
      if (complaint !== undefined) complain(`bad pattern ${show(value)}`, complaint);
      else patterns.push(new RegExp(String(value)));
    }
    const converted = convert(head.modifier, value, type);
    if (converted === undefined)
      complain(
        `${show(value)} is not of the type ${type ?? 'number'} of '${head.field}'`,
        type === 'duration' ? 'such as 500ms, 1s, 2m, 1h' : undefined,
      );
    else values.push(converted);
  }
  return { ...head, values, patterns };
}

function faultOf(
  modifier: Modifier,
  value: FieldValue,
): { readonly what: string; readonly hint?: string } | undefined {
  if (modifier === 'exists' && typeof value !== 'boolean')
    return { what: `must be true or false, not ${show(value)}` };
  if (TEXTUAL.has(modifier) && typeof value !== 'string')
    return { what: `must be a text, not ${show(value)}`, hint: 'put it in quotes' };
  if (TEXTUAL.has(modifier) && value === '') return { what: 'must not be empty' };
  if (modifier === 'cidr' && !parseCidr(String(value)))
    return { what: `has a bad network ${show(value)}`, hint: 'such as 10.0.0.0/8 or fd00::/8' };
  if (NUMERIC.has(modifier) && toComparable(value) === undefined)
    return { what: `needs a number, a duration or a size, not ${show(value)}` };
  return undefined;
}

/** Values that are compared take the type of the field; the others stay texts. */
function convert(
  modifier: Modifier,
  value: FieldValue,
  type: FieldType | undefined,
): FieldValue | undefined {
  if (TEXTUAL.has(modifier) || modifier === 'exists') return value;
  if (type === 'duration' && typeof value === 'number' && value !== 0) return undefined;
  if (type !== undefined) return toField(type, value);
  return NUMERIC.has(modifier) ? toComparable(value) : value;
}
