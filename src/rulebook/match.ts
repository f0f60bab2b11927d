import type { FieldValue } from '../model/record.js';
import type { FieldTest } from '../model/rule.js';
import { parseCidr } from './ip.js';
import { toComparable } from './values.js';

type Network = (ip: string) => boolean;
const networksOf = new WeakMap<FieldTest, readonly Network[]>();

/**
 * Whether a value passes the test: one of `values` is enough, unless `all`. `neq` means none of the
 * values. A missing value passes nothing but `exists: false`. Texts are compared with their case.
 */
export function testValue(test: FieldTest, value: FieldValue | undefined): boolean {
  if (test.modifier === 'exists') return test.values.includes(value !== undefined);
  if (value === undefined) return false;
  switch (test.modifier) {
    case 're': {
      const text = String(value);
      return some(test, test.patterns, (pattern) => pattern.test(text));
    }
    case 'cidr': {
      const text = String(value);
      return some(test, networks(test), (holds) => holds(text));
    }
    case 'neq':
      return test.values.every((expected) => !isSame(expected, value));
    default: {
      const { modifier } = test;
      return some(test, test.values, (expected) => COMPARE[modifier](value, expected));
    }
  }
}

function some<T>(test: FieldTest, options: readonly T[], holds: (option: T) => boolean): boolean {
  return test.all ? options.every(holds) : options.some(holds);
}

type Compare = (value: FieldValue, expected: FieldValue) => boolean;

const COMPARE: Readonly<
  Record<Exclude<FieldTest['modifier'], 're' | 'cidr' | 'neq' | 'exists'>, Compare>
> = {
  equals: (value, expected) => isSame(expected, value),
  contains: (value, expected) => String(value).includes(String(expected)),
  startswith: (value, expected) => String(value).startsWith(String(expected)),
  endswith: (value, expected) => String(value).endsWith(String(expected)),
  gte: numeric((value, expected) => value >= expected),
  gt: numeric((value, expected) => value > expected),
  lte: numeric((value, expected) => value <= expected),
  lt: numeric((value, expected) => value < expected),
};

function numeric(holds: (value: number, expected: number) => boolean): Compare {
  return (value, expected) => {
    const left = toComparable(value);
    const right = toComparable(expected);
    return left !== undefined && right !== undefined && holds(left, right);
  };
}

/** `5` in a rule and `"5"` in a log are the same; so are `1000` (converted from `1s`) and `"1s"`. */
function isSame(expected: FieldValue, value: FieldValue): boolean {
  if (typeof expected === 'number' && typeof value === 'string')
    return toComparable(value) === expected;
  return String(expected) === String(value);
}

function networks(test: FieldTest): readonly Network[] {
  const known = networksOf.get(test);
  if (known) return known;
  const parsed = test.values.map((text) => parseCidr(String(text)) ?? (() => false));
  networksOf.set(test, parsed);
  return parsed;
}
