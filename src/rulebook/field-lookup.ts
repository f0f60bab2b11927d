import type { FieldType } from '../model/rule.js';
import type { Complain, RulePath } from './mistake.js';
import { suggestion } from './suggest.js';
import { SUBJECT_FIELDS, type Symbols } from './symbols.js';

/** Which fields the signals of a correlation carry. */
export interface FieldLookup {
  /** Complains about a field that the signal does not have. Unknown signals are no concern of it. */
  expect(signal: string, field: string, path: RulePath): void;
  /** All of the signals have it. */
  has(signals: readonly string[], field: string): boolean;
  /** The type the first of the signals that declares it gives the field. */
  typeOf(signals: readonly string[], field: string): FieldType | undefined;
}

export function createFieldLookup(symbols: Symbols, complain: Complain): FieldLookup {
  const hasField = (signal: string, field: string) =>
    SUBJECT_FIELDS.includes(field) || symbols.fieldsOf(signal).has(field);
  return {
    has: (signals, field) => signals.every((signal) => hasField(signal, field)),
    typeOf: (signals, field) => {
      for (const signal of signals) {
        const type = symbols.fieldsOf(signal).get(field);
        if (type !== undefined) return type;
      }
      return undefined;
    },
    expect: (signal, field, path) => {
      const draft = symbols.find(signal, 'signal', 'correlation');
      if (!draft || hasField(signal, field)) return;
      const known = [...symbols.fieldsOf(signal).keys(), ...SUBJECT_FIELDS];
      complain(
        path,
        `unknown field '${field}' of ${draft.kind} '${signal}'`,
        suggestion(field, known),
      );
    },
  };
}
