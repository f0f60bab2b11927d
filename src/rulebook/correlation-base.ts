import type { CorrelationRule } from '../model/rule.js';
import type { CorrelationType, ShapeOf } from './correlation-shape.js';
import type { FieldLookup } from './field-lookup.js';
import { toFieldTests } from './field-test.js';
import type { Complain, RulePath } from './mistake.js';
import { suggestion } from './suggest.js';
import type { Draft, Symbols } from './symbols.js';

/** What correlations of all types have. */
export type Base = Omit<Extract<CorrelationRule, { type: 'temporal' }>, 'type'>;

export interface Setting {
  readonly complain: Complain;
  readonly symbols: Symbols;
  readonly fields: FieldLookup;
}

/** Reads the part that all types share, and checks every name in it. */
export function readBase(shape: ShapeOf<CorrelationType>, draft: Draft, setting: Setting): Base {
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
    window: 'window_kind' in shape ? shape.window_kind : 'sliding',
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

export function expectField(base: Base, field: string, path: RulePath, { fields }: Setting): void {
  for (const signal of base.signals) fields.expect(signal, field, path);
}
