import { isDeepStrictEqual } from 'node:util';
import type { CorrelationRule, FieldTest, Rulebook, RulePlace, SignalRule } from '../model/rule.js';
import { innerPath, ruleFilePath } from './rule-path.js';

/**
 * A checked rulebook as JSON, to be read back without YAML and without checks. Patterns stand as their source, places
 * relative to the folder of the rules: the same rules give the same bytes wherever they lie.
 *
 * Throws where a rule holds something that would come back as something else.
 */
export function compileRulebook(rulebook: Rulebook, dir: string): string {
  const text = `${JSON.stringify(
    moved(rulebook, (file) => innerPath(dir, file)),
    sourceOf,
  )}\n`;
  if (!isDeepStrictEqual(reviveRulebook(text, dir), rulebook))
    throw new Error('a rule holds a value that JSON cannot hold');
  return text;
}

/** The rulebook that `compileRulebook` wrote, its rules standing in `dir`. */
export function reviveRulebook(text: string, dir: string): Rulebook {
  // Written by `compileRulebook` and compared there with what it was made from.
  const stored = JSON.parse(text) as Rulebook;
  const placed = moved(stored, (file) => ruleFilePath(dir, file));
  return {
    ...placed,
    signals: placed.signals.map(withPatterns),
    correlations: placed.correlations.map(withFilters),
  };
}

const sourceOf = (_key: string, value: unknown): unknown =>
  value instanceof RegExp ? value.source : value;

const withPatterns = (signal: SignalRule): SignalRule => ({
  ...signal,
  where: signal.where.map(toTest),
});

const withFilters = (rule: CorrelationRule): CorrelationRule => ({
  ...rule,
  filter: Object.fromEntries(
    Object.entries(rule.filter).map(([signal, tests]) => [signal, tests.map(toTest)]),
  ),
});

const toTest = (test: FieldTest): FieldTest => ({
  ...test,
  patterns: test.patterns.map((source) => new RegExp(source)),
});

function moved(rulebook: Rulebook, move: (file: string) => string): Rulebook {
  const place = <R extends { readonly place: RulePlace }>(rule: R): R => ({
    ...rule,
    place: { ...rule.place, file: move(rule.place.file) },
  });
  return {
    pack: rulebook.pack,
    signals: rulebook.signals.map(place),
    correlations: rulebook.correlations.map(place),
    facts: rulebook.facts.map(place),
    diagnoses: rulebook.diagnoses.map(place),
  };
}
