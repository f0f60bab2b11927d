import type { CorrelationRule } from '../model/rule.js';
import { type Base, expectField, readBase, type Setting } from './correlation-base.js';
import { NUMERIC_TYPES, readCondition, readRight, readThreshold } from './correlation-condition.js';
import { CORRELATION_SHAPES, type CorrelationType, type ShapeOf } from './correlation-shape.js';
import { createFieldLookup } from './field-lookup.js';
import { readShape, show } from './shape.js';
import { suggestion } from './suggest.js';
import type { Draft, Symbols } from './symbols.js';

/** Reads a correlation; mistakes go to the draft. Returns `undefined` if its shape is wrong. */
export function readCorrelation(draft: Draft, symbols: Symbols): CorrelationRule | undefined {
  const { raw, complain } = draft;
  const type = raw.type;
  if (type === undefined) {
    complain([], `missing key 'type'`, suggestion('', Object.keys(CORRELATION_SHAPES)));
    return undefined;
  }
  const reader = Object.entries(READERS).find(([known]) => known === type)?.[1];
  if (reader) return reader(draft, symbols);
  const hint = suggestion(String(type), Object.keys(CORRELATION_SHAPES));
  complain(['type'], `unknown type ${show(type)}`, hint);
  return undefined;
}

/** Puts the part that all types share and the part of one type together. */
function reading<T extends CorrelationType>(
  type: T,
  finish: (shape: ShapeOf<T>, base: Base, setting: Setting) => CorrelationRule,
) {
  return (draft: Draft, symbols: Symbols): CorrelationRule | undefined => {
    const { complain, raw } = draft;
    const shape: ShapeOf<T> | undefined = readShape(CORRELATION_SHAPES[type], raw, complain);
    if (!shape) return undefined;
    const setting = { complain, symbols, fields: createFieldLookup(symbols, complain) };
    return finish(shape, readBase(shape, draft, setting), setting);
  };
}

const READERS = {
  event_count: reading('event_count', (shape, base, setting) => ({
    ...base,
    type: 'event_count',
    threshold: readThreshold(shape.threshold, setting.complain),
  })),

  value_count: reading('value_count', (shape, base, setting) => {
    const { threshold, condition } = shape;
    expectField(base, shape.field, ['field'], setting);
    if (threshold && condition)
      setting.complain(['condition'], `'threshold' and 'condition' exclude each other`);
    if (!threshold && !condition) setting.complain([], `needs either 'threshold' or 'condition'`);
    return {
      ...base,
      type: 'value_count',
      field: shape.field,
      minCount: shape.min_count,
      ...(threshold ? { threshold: readThreshold(threshold, setting.complain) } : {}),
      ...(condition ? { condition: readCondition(condition, 'int', setting.complain) } : {}),
    };
  }),

  value_percentile: reading('value_percentile', (shape, base, setting) => {
    expectField(base, shape.field, ['field'], setting);
    const type = setting.fields.typeOf(base.signals, shape.field);
    const ranked = type === undefined || NUMERIC_TYPES.has(type);
    if (!ranked) setting.complain(['field'], `no percentile of '${shape.field}' of type ${type}`);
    const { percentile, ...bounds } = shape.condition;
    const condition = ranked ? readCondition(bounds, type, setting.complain) : {};
    return {
      ...base,
      type: 'value_percentile',
      field: shape.field,
      percentile,
      condition,
      minCount: shape.min_count,
    };
  }),

  temporal: reading('temporal', (shape, base, setting) => {
    if (new Set(shape.signals).size < 2)
      setting.complain(['signals'], 'needs at least two different signals');
    return { ...base, type: 'temporal' };
  }),

  temporal_ordered: reading('temporal_ordered', (shape, base, setting) => {
    if (shape.signals.length < 2) setting.complain(['signals'], 'needs at least two signals');
    const elapsedMs = shape.condition?.elapsed ?? [];
    if (shape.condition && shape.why === undefined)
      setting.complain([], `missing key 'why'`, 'a condition carries its reason');
    for (const [index, [least, most]] of elapsedMs.entries()) {
      const path = ['condition', 'elapsed', index];
      if (least > most) setting.complain(path, 'the interval ends before it begins');
      else if (least > base.windowMs) setting.complain(path, `the interval lies beyond 'window'`);
    }
    return { ...base, type: 'temporal_ordered', unlessBetween: shape.unless_between, elapsedMs };
  }),

  absent_after: reading('absent_after', (shape, base, setting) => {
    if (shape.signals.length > 1)
      setting.complain(['signals', 1], `needs exactly one signal; the missing ones go to 'absent'`);
    return { ...base, type: 'absent_after', absent: shape.absent };
  }),

  field_compare: reading('field_compare', (shape, base, setting) => {
    const { left, op, right, quantifier } = shape.condition;
    expectField(base, left, ['condition', 'left'], setting);
    return {
      ...base,
      type: 'field_compare',
      left,
      op,
      right: readRight(right, base, left, setting),
      quantifier,
      minCount: shape.min_count,
    };
  }),

  peer_ratio: reading('peer_ratio', (shape, base, setting) => {
    if (base.groupBy.length === 0)
      setting.complain([], `missing key 'group_by'`, 'a group is compared with the other groups');
    const condition = readCondition(shape.condition, 'float', setting.complain);
    return { ...base, type: 'peer_ratio', condition, minCount: shape.min_count };
  }),
};
