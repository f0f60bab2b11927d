import * as v from 'valibot';
import type { FactExpression, FactRule } from '../model/rule.js';
import { COMPONENTS } from './components.js';
import { createFieldLookup } from './field-lookup.js';
import type { RulePath } from './mistake.js';
import {
  duration,
  mapping,
  name,
  nonEmpty,
  oneOf,
  readShape,
  scalar,
  show,
  words,
} from './shape.js';
import { suggestion } from './suggest.js';
import type { Draft, Symbols } from './symbols.js';

export const PRODUCTS = ['k3s', 'rke2', 'k0s', 'spegel', 'etcd', 'kubernetes'] as const;

/** Expressions in code, called by name, with the arguments each takes. */
const OPERATORS: ReadonlyMap<string, readonly string[]> = new Map([
  ['graph_cycle', ['signal', 'field', 'length', 'min_length', 'self_per_minute']],
  ['graph_client', ['signal', 'field', 'self_per_minute']],
  ['configured_end', []],
  ['configured_ring', []],
]);

const config = v.pipe(
  mapping({
    key: words,
    file: v.exactOptional(words),
    equals: v.exactOptional(scalar),
    exists: v.exactOptional(v.boolean()),
  }),
  v.check(
    ({ equals, exists }) => (equals === undefined) !== (exists === undefined),
    "needs either 'equals' or 'exists'",
  ),
);
const leaves = {
  config: v.exactOptional(config),
  unit_argument: v.exactOptional(words),
  version: v.exactOptional(mapping({ product: oneOf('product', PRODUCTS), range: words })),
  signal: v.exactOptional(words),
  correlation: v.exactOptional(words),
  file: v.exactOptional(words),
  peer_without: v.exactOptional(
    mapping({
      correlation: words,
      component: nonEmpty(oneOf('component', COMPONENTS)),
      for: duration,
    }),
  ),
  operator: v.exactOptional(v.looseObject({ name: words })),
};
type RawExpression = v.InferOutput<v.ObjectSchema<typeof leaves, undefined>> & {
  readonly any?: readonly RawExpression[];
  readonly all?: readonly RawExpression[];
  readonly not?: RawExpression;
};
const expression: v.GenericSchema<unknown, RawExpression> = v.lazy(() => mapping(branches));
const branches = {
  ...leaves,
  any: v.exactOptional(nonEmpty(expression)),
  all: v.exactOptional(nonEmpty(expression)),
  not: v.exactOptional(expression),
};
const FORMS = Object.keys(branches);
const schema = mapping({ kind: v.literal('fact'), name, ...branches });

/** Reads a fact; mistakes go to the draft. Returns `undefined` if its shape is wrong. */
export function readFact(draft: Draft, symbols: Symbols): FactRule | undefined {
  const shape = readShape(schema, draft.raw, draft.complain);
  if (!shape) return undefined;
  const { kind, name: factName, ...question } = shape;
  const when = readExpression(question, [], draft, symbols);
  return when && { kind, name: factName, when, place: draft.place };
}

function readExpression(
  raw: RawExpression,
  path: RulePath,
  draft: Draft,
  symbols: Symbols,
): FactExpression | undefined {
  const [form, second] = Object.keys(raw);
  if (form === undefined || second !== undefined) {
    const what =
      form === undefined ? 'the fact asks nothing' : `'${form}' and '${second}' side by side`;
    draft.complain(
      second ? [...path, second] : path,
      what,
      form === undefined ? `known: ${FORMS.join(', ')}` : "join them with 'all' or 'any'",
    );
    return undefined;
  }
  const { complain } = draft;
  const inner = (key: 'any' | 'all') =>
    raw[key]
      ?.map((item, index) => readExpression(item, [...path, key, index], draft, symbols))
      .filter((item) => item !== undefined);
  if (raw.any) return { any: inner('any') ?? [] };
  if (raw.all) return { all: inner('all') ?? [] };
  if (raw.not) {
    const not = readExpression(raw.not, [...path, 'not'], draft, symbols);
    return not && { not };
  }
  if (raw.config) return { config: raw.config };
  if (raw.unit_argument !== undefined) return { unitArgument: raw.unit_argument };
  if (raw.version) return { version: raw.version };
  if (raw.file !== undefined) return { file: raw.file };
  if (raw.signal !== undefined) {
    symbols.expect(raw.signal, ['signal'], [...path, 'signal'], complain);
    return { signal: raw.signal };
  }
  if (raw.correlation !== undefined) {
    symbols.expect(raw.correlation, ['correlation'], [...path, 'correlation'], complain);
    return { correlation: raw.correlation };
  }
  if (raw.peer_without) {
    const { correlation, component: components, for: forMs } = raw.peer_without;
    symbols.expect(correlation, ['correlation'], [...path, 'peer_without'], complain);
    return { peerWithout: { correlation, components, forMs } };
  }
  return raw.operator && readOperator(raw.operator, [...path, 'operator'], draft, symbols);
}

function readOperator(
  { name: operator, ...rest }: { readonly name: string; readonly [key: string]: unknown },
  path: RulePath,
  { complain }: Draft,
  symbols: Symbols,
): FactExpression {
  const known = OPERATORS.get(operator);
  if (!known)
    complain(
      [...path, 'name'],
      `unknown operator '${operator}'`,
      suggestion(operator, OPERATORS.keys()),
    );
  const args: Record<string, string | number | boolean> = {};
  for (const [key, value] of Object.entries(rest)) {
    if (known && !known.includes(key))
      complain(
        [...path, key],
        `unknown key '${key}' of operator '${operator}'`,
        suggestion(key, known),
      );
    if (v.is(scalar, value)) args[key] = value;
    else complain([...path, key], `'${key}' must be a value, not ${show(value)}`);
  }
  const { signal, field } = args;
  for (const key of ['signal', 'field'])
    if (known?.includes(key) && !Object.hasOwn(args, key))
      complain(path, `missing key '${key}' of operator '${operator}'`);
  if (typeof signal === 'string') {
    const exists = symbols.expect(signal, ['signal'], [...path, 'signal'], complain);
    if (exists && typeof field === 'string')
      createFieldLookup(symbols, complain).expect(signal, field, [...path, 'field']);
  }
  return { operator, args };
}
