import type { FieldValue } from '../model/record.js';
import type { Comparison, NumericCondition, Threshold } from '../model/rule.js';
import type { Extreme } from './interval.js';

/** When a measured number begins to hold and when it goes on holding. */
export interface Judge {
  raises(value: number): boolean;
  holds(value: number): boolean;
  /** Which end is the peak. */
  readonly extreme: Extreme;
  /** More observations never end it. */
  readonly growing: boolean;
}

const COMPARE: Readonly<Record<Comparison, (left: number, right: number) => boolean>> = {
  gte: (left, right) => left >= right,
  gt: (left, right) => left > right,
  lte: (left, right) => left <= right,
  lt: (left, right) => left < right,
  eq: (left, right) => left === right,
  neq: (left, right) => left !== right,
};

/** All comparisons hold. */
export function meets(condition: NumericCondition, value: number): boolean {
  for (const [name, bound] of Object.entries(condition)) {
    // Object.entries widens the keys; a condition has no others
    if (bound !== undefined && !COMPARE[name as Comparison](value, bound)) return false;
  }
  return true;
}

export const thresholdJudge = ({ raise, clear }: Threshold): Judge => ({
  raises: (value) => value >= raise,
  holds: (value) => value >= clear,
  extreme: 'highest',
  growing: true,
});

export function conditionJudge(condition: NumericCondition): Judge {
  const holds = (value: number) => meets(condition, value);
  const { gte, gt, lte, lt } = condition;
  const lowest = gte === undefined && gt === undefined && (lte !== undefined || lt !== undefined);
  return { raises: holds, holds, extreme: lowest ? 'lowest' : 'highest', growing: false };
}

const asNumber = (value: FieldValue): number => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
};

/**
 * Compares two values: as numbers where both are (or read as) numbers, else equal or not as text.
 * `undefined` where the comparison makes no sense (`lt` of two words).
 */
export function compareValues(
  left: FieldValue,
  op: Comparison,
  right: FieldValue,
): boolean | undefined {
  const [a, b] = [asNumber(left), asNumber(right)];
  if (!Number.isNaN(a) && !Number.isNaN(b)) return COMPARE[op](a, b);
  if (op === 'eq') return String(left) === String(right);
  if (op === 'neq') return String(left) !== String(right);
  return undefined;
}
