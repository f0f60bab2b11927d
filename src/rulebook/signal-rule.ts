import * as v from 'valibot';
import type { FieldTest, SignalRule } from '../model/rule.js';
import { checkComponent } from './components.js';
import { fieldTests, toFieldTests } from './field-test.js';
import { bestOf, literalsOf } from './literals.js';
import type { Complain } from './mistake.js';
import { groupNames } from './pattern.js';
import { isPlain, longestPlain } from './plain.js';
import { mapping, name, nonEmpty, oneOf, oneOrMore, readShape, words } from './shape.js';
import { type Draft, FIELD_TYPES } from './symbols.js';

export const LEVELS = ['trace', 'debug', 'info', 'warning', 'error', 'fatal'] as const;
const MIN_LITERAL = 4;
/** Parts of a record beside its text: a literal of them is not looked for. See `where` in docs/rules.md. */
const NOT_TEXT: ReadonlySet<string> = new Set([
  'level',
  'component',
  'unit',
  'ident',
  'pid',
  'node.name',
  'pod.name',
  'pod.namespace',
  'pod.container',
]);

const schema = mapping({
  kind: v.literal('signal'),
  name,
  component: words,
  where: fieldTests,
  literal: v.exactOptional(oneOrMore(words)),
  fields: v.optional(v.record(v.string(), oneOf('field type', FIELD_TYPES)), {}),
  visibility: v.exactOptional(mapping({ level: oneOf('level', LEVELS) })),
  samples: mapping({ match: nonEmpty(words), no_match: v.optional(v.array(words), []) }),
});

/** Reads a signal; mistakes go to the draft. Returns `undefined` if its shape is wrong. */
export function readSignal({ raw, place, complain: tell }: Draft): SignalRule | undefined {
  let sound = true;
  const complain: Complain = (...fault) => {
    sound = false;
    tell(...fault);
  };
  const shape = readShape(schema, raw, complain);
  if (!shape) return undefined;
  const { fields, samples } = shape;
  const tests = toFieldTests(shape.where, {
    path: ['where'],
    complain,
    typeOf: (field) => fields[field],
  });
  const groups = new Set<string>();
  for (const { field, modifier, patterns } of tests) {
    for (const group of patterns.flatMap(({ source }) => groupNames(source))) {
      groups.add(group);
      if (!Object.hasOwn(fields, group))
        complain(
          ['where', `${field}|${modifier}`],
          `the pattern names a group '${group}' that 'fields' does not list`,
          `add it with its type, or write '(?:'`,
        );
    }
  }
  // a pattern or test that was refused has no literal to look for
  const literals = sound ? findLiterals(tests, shape.literal, complain) : [];
  checkComponent(shape.component, ['component'], complain);
  checkSamples(samples.match, literals, complain);
  return {
    kind: 'signal',
    name: shape.name,
    component: shape.component,
    where: patternsFirst(tests, groups),
    fields,
    ...(shape.visibility ? { visibility: shape.visibility } : {}),
    literals,
    samples: { match: samples.match, noMatch: samples.no_match },
    place,
  };
}

/** Tests of what a pattern yields come after the patterns. */
function patternsFirst(tests: readonly FieldTest[], groups: ReadonlySet<string>): FieldTest[] {
  const waits = ({ field, modifier }: FieldTest) => groups.has(field) && modifier !== 're';
  return [...tests.filter((test) => !waits(test)), ...tests.filter(waits)];
}

function findLiterals(
  tests: readonly FieldTest[],
  written: readonly string[] | undefined,
  complain: Complain,
): readonly string[] {
  const found = written
    ? written.map(longestPlain)
    : bestOf(tests.map(literalsOfTest).filter(areLong));
  if (areLong(found)) return found;
  const what = `no literal of at least ${MIN_LITERAL} characters`;
  const hint = `such letters must stand in every matching line: add 'literal:' or a fixed text to the pattern`;
  complain([written ? 'literal' : 'where'], what, hint);
  return [];
}

const areLong = (literals: readonly string[]): boolean =>
  literals.length > 0 && literals.every(({ length }) => length >= MIN_LITERAL);

function literalsOfTest({ field, modifier, all, values, patterns }: FieldTest): readonly string[] {
  if (NOT_TEXT.has(field)) return [];
  const sets = ((): (readonly string[])[] => {
    if (modifier === 're') return patterns.map(({ source }) => literalsOf(source, isPlain));
    const texts = values.filter((value) => typeof value === 'string');
    const isText = ['contains', 'startswith', 'endswith', 'equals'].includes(modifier);
    return isText && texts.length === values.length
      ? texts.map((text) => [longestPlain(text)])
      : [];
  })();
  if (all) return bestOf(sets.filter(areLong));
  return sets.every(areLong) ? [...new Set(sets.flat())] : [];
}

function checkSamples(
  lines: readonly string[],
  literals: readonly string[],
  complain: Complain,
): void {
  for (const [index, line] of lines.entries()) {
    if (literals.length > 0 && !literals.some((literal) => line.includes(literal)))
      complain(
        ['samples', 'match', index],
        `the sample holds none of the literals of the signal (${literals.map((literal) => `'${literal}'`).join(', ')})`,
      );
  }
}
