import type { Best, CorrelationClause, Stretch } from '../model/explanation.js';
import type { NumericCondition } from '../model/rule.js';
import { COMPARISONS } from './why-signs.js';
import type { WhyWords } from './words/why.js';

/** The number that the value is held against, and its text (`≥ 60`); absent: there is none. */
export interface Limit {
  readonly value: number;
  readonly text: string;
}

const unitOf = ({ type, unit }: CorrelationClause): string => {
  if (type === 'temporal_ordered' || type === 'absent_after') return 'ms';
  return unit ?? '';
};

export function limitOf(clause: CorrelationClause, say: WhyWords): Limit | undefined {
  const { threshold, condition, type, inputs } = clause;
  const amount = (value: number): string => say.amount(value, unitOf(clause));
  if (threshold)
    return { value: threshold.raise, text: `${say.sign.gte} ${amount(threshold.raise)}` };
  if (type === 'temporal') return { value: inputs.length, text: amount(inputs.length) };
  const bounds = condition === undefined ? [] : boundsOf(condition);
  const [first] = bounds;
  if (first === undefined) return undefined;
  const text = bounds.map(([op, value]) => `${say.sign[op]} ${amount(value)}`).join(' ');
  return { value: first[1], text };
}

const boundsOf = (condition: NumericCondition) =>
  COMPARISONS.flatMap((op) => {
    const value = condition[op];
    return value === undefined ? [] : [[op, value] as const];
  });

/** `≥ 60 records within 1 min, for at least 3 min`. */
export function needText(clause: CorrelationClause, say: WhyWords): string {
  const { windowMs, minDurationMs, minCount, elapsedMs } = clause;
  const spans = (elapsedMs ?? []).map(
    ([from, to]) => `${say.duration(from)} – ${say.duration(to)}`,
  );
  return [
    say.within(subjectText(clause, say), say.duration(windowMs)),
    ...(minDurationMs > 0 ? [say.lasting(say.duration(minDurationMs))] : []),
    ...(minCount === undefined ? [] : [say.atLeast(minCount)]),
    ...(spans.length > 0 ? [say.elapsed(spans.join(say.list))] : []),
  ].join(say.comma);
}

function subjectText(clause: CorrelationClause, say: WhyWords): string {
  const { type, field = '', percentile = 0, inputs, compare } = clause;
  const limit = limitOf(clause, say)?.text ?? '';
  switch (type) {
    case 'event_count':
      return say.need.event_count(limit);
    case 'value_count':
      return say.need.value_count(limit, field);
    case 'value_percentile':
      return say.need.value_percentile(limit, field, percentile);
    case 'temporal':
      return say.need.temporal(inputs.length);
    case 'temporal_ordered':
      return say.need.temporal_ordered;
    case 'absent_after':
      return say.need.absent_after;
    case 'field_compare':
      return say.need.field_compare(compare?.quantifier !== 'any', compareText(compare, say));
    case 'peer_ratio':
      return say.need.peer_ratio(limit);
    default:
      return say.need.other(limit);
  }
}

function compareText(compare: CorrelationClause['compare'], say: WhyWords): string {
  if (compare === undefined) return '';
  const { left, op, right } = compare;
  const other = 'field' in right ? right.field : String(right.value);
  return `${left} ${say.sign[op]} ${other}`;
}

/** `226, needs ≥ 60`; what kept it from holding is told behind. */
export function bestText(clause: CorrelationClause, best: Best, say: WhyWords): string {
  const { type, minDurationMs, minCount } = clause;
  const value =
    type === 'field_compare'
      ? say.amount(Math.round(best.value * 100), '%')
      : say.amount(best.value, unitOf(clause));
  const parts = [say.nearest(value, limitOf(clause, say)?.text ?? '')];
  if (best.tooFew !== undefined)
    parts.push(
      say.nearest(say.tooFew(best.tooFew), minCount === undefined ? '' : String(minCount)),
    );
  if (best.lastedMs !== undefined)
    parts.push(say.nearest(say.lasted(say.duration(best.lastedMs)), say.duration(minDurationMs)));
  return parts.join(' · ');
}

/** The values that make a group: `server1, 10.0.0.12`. */
export const groupText = ({ group }: Best | Stretch, say: WhyWords): string =>
  Object.values(group).map(String).join(say.list);
