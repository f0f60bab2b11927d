import { effectFields } from '../model/effect.js';
import { type Observation, readObservation } from '../model/observation.js';
import type { Fields } from '../model/record.js';
import type { CorrelationRule, FieldTest } from '../model/rule.js';
import { testValue } from '../rulebook/match.js';

/** What must be told apart among the lines of a signal, so that a fitting one can be quoted later. */
export interface QuoteKinds {
  /** Equal for lines that no correlation tells apart: the filters they pass, the groups they belong to. */
  kindOf(observation: Observation): string;
  /** Whether the kind of a line of the signal hangs on the field. */
  asks(signal: string, field: string): boolean;
  /** The field of a line of the signal that correlations measure. */
  effectField(signal: string): string | undefined;
}

interface Plan {
  readonly filters: readonly (readonly FieldTest[])[];
  readonly groupFields: readonly string[];
  readonly effectField: string | undefined;
}

const PLAIN: Plan = { filters: [], groupFields: [], effectField: undefined };
/** Parts of the subject; lines of several subjects are kept apart anyway. */
const OF_SUBJECT = /^(?:node\.name|pod\.\w+|source|component|cluster\.name)$/;

export function createQuoteKinds(correlations: readonly CorrelationRule[]): QuoteKinds {
  const signals = new Set(correlations.flatMap((rule) => rule.signals));
  const plans = new Map([...signals].map((name) => [name, planFor(name, correlations)]));
  return {
    kindOf(observation) {
      const { filters, groupFields } = plans.get(observation.signal) ?? PLAIN;
      let kind = '';
      for (const tests of filters) kind += passes(tests, observation) ? '+' : '-';
      for (const name of groupFields) kind += `\u0001${observation.fields[name] ?? ''}`;
      return kind;
    },
    asks(signal, field) {
      const { filters, groupFields } = plans.get(signal) ?? PLAIN;
      const isTested = filters.some((tests) => tests.some((test) => test.field === field));
      return isTested || groupFields.includes(field);
    },
    effectField: (signal) => plans.get(signal)?.effectField,
  };
}

/** What is measured of a line: a finite number, where there is one. */
export function readEffect(fields: Fields, field: string | undefined): number | undefined {
  const value = field === undefined ? undefined : fields[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function planFor(signal: string, correlations: readonly CorrelationRule[]): Plan {
  const own = correlations.filter(({ signals }) => signals.includes(signal));
  const filters = own.flatMap((rule) => {
    const tests = rule.filter[signal];
    return tests ? [tests] : [];
  });
  const groupFields = new Set(own.flatMap(({ groupBy }) => groupBy));
  return {
    filters: [...new Map(filters.map((tests) => [textOf(tests), tests])).values()],
    groupFields: [...groupFields].filter((name) => !OF_SUBJECT.test(name)),
    effectField: own.flatMap((rule) => effectFields(rule, signal))[0],
  };
}

const passes = (tests: readonly FieldTest[], observation: Observation): boolean =>
  tests.every((test) => testValue(test, readObservation(observation, test.field)));

const textOf = (tests: readonly FieldTest[]): string =>
  JSON.stringify(tests.map(({ patterns, ...test }) => [test, patterns.map(String)]));
