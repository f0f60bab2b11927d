import type { CorrelationClause } from '../model/explanation.js';
import type { Lang } from '../model/report.js';
import type { NumericCondition } from '../model/rule.js';
import { amountText } from '../report/explain-amount.js';

const BOUNDS = ['gte', 'gt', 'lte', 'lt', 'eq', 'neq'] as const;

/** The number that the best value is held against; absent: there is none. */
export function limitOf({
  threshold,
  condition,
  type,
  inputs,
}: CorrelationClause): number | undefined {
  if (threshold) return threshold.raise;
  if (type === 'temporal') return inputs.length;
  return condition && boundOf(condition);
}

const boundOf = (condition: NumericCondition): number | undefined =>
  BOUNDS.map((name) => condition[name]).find((bound) => bound !== undefined);

/** As it stands beside the bar: `5.9 s`, `230`. */
export const shortAmount = (value: number, { unit }: CorrelationClause, lang: Lang): string =>
  amountText(value, unit, lang);
