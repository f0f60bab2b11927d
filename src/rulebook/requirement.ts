import * as v from 'valibot';
import type { Requirement } from '../model/rule.js';
import type { RulePath } from './mistake.js';
import { mapping, nonEmpty, words } from './shape.js';
import type { Draft, Symbols } from './symbols.js';

const NAMED = ['correlation', 'fact', 'signal'] as const;
const FORMS = ['any', 'all', 'not'] as const;

/** A name, or `any`, `all`, `not` of requirements. */
export const requirement: v.GenericSchema<unknown, Requirement> = v.lazy((input) =>
  typeof input === 'object' && input !== null && !Array.isArray(input) ? nested : words,
);
const nested: v.GenericSchema<unknown, Requirement> = v.pipe(
  mapping({
    any: v.exactOptional(nonEmpty(requirement)),
    all: v.exactOptional(nonEmpty(requirement)),
    not: v.exactOptional(requirement),
  }),
  v.check((raw) => Object.keys(raw).length === 1, "needs exactly one of 'any', 'all', 'not'"),
  // the check leaves exactly one of the three forms
  v.transform((raw) => raw as Requirement),
);

/** Complains about names that no correlation, fact or signal has. */
export function expectNames(
  raw: Requirement,
  path: RulePath,
  { complain }: Draft,
  symbols: Symbols,
): void {
  const walk = (part: Requirement, at: RulePath): void => {
    if (typeof part === 'string') {
      symbols.expect(part, NAMED, at, complain);
      return;
    }
    for (const form of FORMS) {
      const inner: unknown = Reflect.get(part, form);
      if (Array.isArray(inner))
        for (const [index, item] of inner.entries()) walk(item, [...at, form, index]);
      else if (inner !== undefined) walk(inner as Requirement, [...at, form]); // `not`
    }
  };
  walk(raw, path);
}
