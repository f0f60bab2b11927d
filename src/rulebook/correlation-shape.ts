import * as v from 'valibot';
import { fieldTests } from './field-test.js';
import { duration, mapping, name, nonEmpty, oneOf, scalar, words } from './shape.js';

export const COMPARISONS = ['gte', 'gt', 'lte', 'lt', 'eq', 'neq'] as const;

const names = nonEmpty(words);
const count = v.pipe(
  v.number(),
  v.integer('must be a whole number'),
  v.minValue(1, 'must be at least 1'),
);
const window = v.pipe(
  duration,
  v.check((ms) => ms > 0, 'must be longer than nothing'),
);

const base = {
  kind: v.literal('correlation'),
  name,
  type: v.string(),
  signals: names,
  filter: v.optional(v.record(v.string(), fieldTests), {}),
  group_by: v.optional(v.array(words), []),
  window,
  min_duration: v.optional(duration, '0s'),
  lateness: v.optional(duration, '5s'),
  loss_aware: v.optional(v.array(words), []),
  baseline: v.exactOptional(
    mapping({ per_minute: v.pipe(v.number(), v.minValue(0, 'must not be negative')), why: words }),
  ),
};

/** Keys of the types that can measure other windows than sliding ones. */
const windowed = {
  ...base,
  window_kind: v.optional(oneOf('window kind', ['sliding', 'tumbling', 'session']), 'sliding'),
};

const threshold = mapping({
  raise: v.pipe(
    v.number(),
    v.check((value) => value > 0, 'must be above 0'),
  ),
  clear: v.exactOptional(v.pipe(v.number(), v.minValue(0, 'must not be negative'))),
});
const bound = v.exactOptional(scalar);
const bounds = { gte: bound, gt: bound, lte: bound, lt: bound, eq: bound, neq: bound };
const why = words;
const noThreshold = { why: v.exactOptional(words) };

/** One schema per type: a key that another type has is unknown here. */
export const CORRELATION_SHAPES = {
  event_count: mapping({ ...windowed, threshold, why }),
  value_count: mapping({
    ...windowed,
    field: words,
    threshold: v.exactOptional(threshold),
    condition: v.exactOptional(mapping(bounds)),
    min_count: v.optional(count, 1),
    why,
  }),
  value_percentile: mapping({
    ...windowed,
    field: words,
    condition: mapping({
      percentile: v.pipe(
        v.number(),
        v.minValue(0, 'must be 0 to 100'),
        v.maxValue(100, 'must be 0 to 100'),
      ),
      ...bounds,
    }),
    min_count: v.optional(count, 1),
    why,
  }),
  temporal: mapping({ ...windowed, ...noThreshold }),
  temporal_ordered: mapping({
    ...base,
    unless_between: v.optional(v.array(words), []),
    condition: v.exactOptional(
      mapping({ elapsed: nonEmpty(v.tuple([duration, duration], 'must be two durations')) }),
    ),
    why: v.exactOptional(words),
  }),
  absent_after: mapping({ ...base, absent: names, ...noThreshold }),
  field_compare: mapping({
    ...windowed,
    condition: mapping({
      left: words,
      op: oneOf('comparison', COMPARISONS),
      right: v.union([scalar, mapping({ value: scalar })]),
      quantifier: oneOf('quantifier', ['all', 'any']),
    }),
    min_count: v.optional(count, 1),
    why,
  }),
  peer_ratio: mapping({
    ...base,
    condition: mapping(bounds),
    min_count: v.optional(count, 1),
    why,
  }),
} as const;

export type CorrelationType = keyof typeof CORRELATION_SHAPES;
export type ShapeOf<T extends CorrelationType> = v.InferOutput<(typeof CORRELATION_SHAPES)[T]>;
