import type { FieldValue } from '../model/record.js';
import type {
  Comparison,
  CorrelationRule,
  FieldType,
  NumericCondition,
  Threshold,
} from '../model/rule.js';
import {
  COMPARISONS,
  CORRELATION_SHAPES,
  type CorrelationType,
  type ShapeOf,
} from './correlation-shape.js';
import { createFieldLookup, type FieldLookup } from './field-lookup.js';
import { toFieldTests } from './field-test.js';
import type { Complain, RulePath } from './mistake.js';
import { readShape, show } from './shape.js';
import { suggestion } from './suggest.js';
import type { Draft, Symbols } from './symbols.js';
import { toComparable, toField } from './values.js';

type Base = Omit<Extract<CorrelationRule, { type: 'temporal' }>, 'type'>;

interface Setting {
  readonly complain: Complain;
  readonly symbols: Symbols;
  readonly fields: FieldLookup;
}

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

function readBase(shape: ShapeOf<CorrelationType>, draft: Draft, setting: Setting): Base {
  const { complain, symbols, fields } = setting;
  const listed = [
    ...named(shape.signals, 'signals'),
    ...('unless_between' in shape ? named(shape.unless_between, 'unless_between') : []),
    ...('absent' in shape ? named(shape.absent, 'absent') : []),
  ];
  const known = listed.filter(({ name, path }) =>
    symbols.expect(name, ['signal', 'correlation'], path, complain),
  );
  for (const { name, path } of named(shape.loss_aware, 'loss_aware'))
    symbols.expect(name, ['signal'], path, complain);
  for (const [index, field] of shape.group_by.entries())
    for (const { name } of known) fields.expect(name, field, ['group_by', index]);
  return {
    kind: 'correlation',
    name: shape.name,
    signals: shape.signals,
    filter: readFilter(shape.filter, new Set(listed.map(({ name }) => name)), setting),
    groupBy: shape.group_by,
    windowMs: shape.window,
    minDurationMs: shape.min_duration,
    latenessMs: shape.lateness,
    window: shape.window_kind,
    lossAware: shape.loss_aware,
    ...(shape.baseline
      ? { baseline: { perMinute: shape.baseline.per_minute, why: shape.baseline.why } }
      : {}),
    ...(shape.why === undefined ? {} : { why: shape.why }),
    place: draft.place,
  };
}

const named = (names: readonly string[], key: string) =>
  names.map((name, index) => ({ name, path: [key, index] }));

function readFilter(
  raw: ShapeOf<'temporal'>['filter'],
  listed: ReadonlySet<string>,
  { complain, fields }: Setting,
): Base['filter'] {
  const entries = Object.entries(raw).map(([signal, tests]) => {
    const path = ['filter', signal];
    if (!listed.has(signal))
      complain(path, `unknown signal '${signal}' under 'filter'`, suggestion(signal, listed));
    else
      for (const key of Object.keys(tests))
        fields.expect(signal, key.split('|')[0] ?? '', [...path, key]);
    const typeOf = (field: string) => fields.typeOf([signal], field);
    return [signal, toFieldTests(tests, { path, complain, typeOf })] as const;
  });
  return Object.fromEntries(entries);
}

function expectField(base: Base, field: string, path: RulePath, { fields }: Setting): void {
  for (const signal of base.signals) fields.expect(signal, field, path);
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

const NUMERIC_TYPES: ReadonlySet<FieldType> = new Set([
  'int',
  'float',
  'duration',
  'bytes',
  'time',
]);

function readThreshold(
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

function readCondition(
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
function readRight(
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
