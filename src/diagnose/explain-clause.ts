import type { Clause, CorrelationClause, Input } from '../model/explanation.js';
import type { CorrelationRule, FieldType, Requirement } from '../model/rule.js';
import type { Case } from './case.js';
import { bestOf, stretchesOf } from './explain-best.js';
import type { DiagnoseInput } from './input.js';
import { unitOf } from './rate.js';
import type { Scope } from './scope.js';
import { isAll, isAny } from './tree.js';

/**
 * A requirement with what the input holds of it. With a scope it is told as it stands there; without one, over
 * the whole input, and the parts of an `all` where they meet.
 */
export function explainClause(
  requirement: Requirement,
  evidence: Case,
  input: DiagnoseInput,
  scope?: Scope,
): Clause {
  const held = evidence.holdsAt(requirement, scope);
  const inner = (part: Requirement, at: Scope | undefined): Clause =>
    explainClause(part, evidence, input, at);
  if (typeof requirement === 'string') return explainName(requirement, held, evidence, input);
  if (isAny(requirement)) {
    return { kind: 'any', held, parts: requirement.any.map((part) => inner(part, scope)) };
  }
  if (isAll(requirement)) {
    const at = scope ?? evidence.meetingOf(requirement.all);
    return { kind: 'all', held, parts: requirement.all.map((part) => inner(part, at)) };
  }
  return { kind: 'not', held, part: inner(requirement.not, scope) };
}

function explainName(
  name: string,
  held: Clause['held'],
  evidence: Case,
  input: DiagnoseInput,
): Clause {
  const rule = evidence.correlations.get(name);
  if (rule) return { ...describe(rule, evidence, input), held };
  const isFact = input.rulebook.facts.some((fact) => fact.name === name);
  return isFact
    ? { kind: 'fact', name, held }
    : { kind: 'signal', name, held, seen: input.seen(name) };
}

function describe(
  rule: CorrelationRule,
  evidence: Case,
  input: DiagnoseInput,
): Omit<CorrelationClause, 'held'> {
  const { name, type, groupBy, windowMs, minDurationMs, why } = rule;
  const fedBy = (names: readonly string[]): readonly Input[] =>
    names.map((one) => ({
      name: one,
      seen: seenOf(one, evidence, input),
      ...testsOf(rule, one, input),
    }));
  const against = againstOf(rule);
  const best = bestOf(rule, evidence, input);
  return {
    kind: 'correlation',
    name,
    type,
    inputs: fedBy(rule.signals),
    ...(against.length > 0 ? { against: fedBy(against) } : {}),
    ...measureOf(rule, evidence, input),
    groupBy,
    windowMs,
    minDurationMs,
    ...(why === undefined ? {} : { why }),
    stretches: stretchesOf(rule, evidence, input),
    ...(best ? { best } : {}),
  };
}

const UNITS: Readonly<Partial<Record<FieldType, 'ms' | 'B'>>> = { duration: 'ms', bytes: 'B' };

function testsOf(
  { filter }: CorrelationRule,
  signal: string,
  { rulebook }: DiagnoseInput,
): Pick<Input, 'tests'> {
  const tests = Object.hasOwn(filter, signal) ? (filter[signal] ?? []) : [];
  if (tests.length === 0) return {};
  const fields = rulebook.signals.find(({ name }) => name === signal)?.fields ?? {};
  return {
    tests: tests.map(({ field, modifier, values, all }) => {
      const unit = Object.hasOwn(fields, field) ? UNITS[fields[field] ?? 'keyword'] : undefined;
      return { field, modifier, values, all, ...(unit === undefined ? {} : { unit }) };
    }),
  };
}

/** Records of a signal, intervals of a correlation. */
const seenOf = (
  name: string,
  { correlations, detections }: Case,
  { seen }: DiagnoseInput,
): number => (correlations.has(name) ? (detections.get(name)?.length ?? 0) : seen(name));

function againstOf(rule: CorrelationRule): readonly string[] {
  if (rule.type === 'temporal_ordered') return rule.unlessBetween;
  return rule.type === 'absent_after' ? rule.absent : [];
}

type Measured = Pick<
  CorrelationClause,
  'field' | 'unit' | 'percentile' | 'minCount' | 'elapsedMs' | 'compare' | 'threshold' | 'condition'
>;

function measureOf(rule: CorrelationRule, evidence: Case, { rulebook }: DiagnoseInput): Measured {
  const unit = unitOf(rule, evidence.correlations, rulebook.signals);
  return {
    ...('field' in rule ? { field: rule.field } : {}),
    ...(rule.type === 'value_percentile'
      ? { percentile: rule.percentile, ...(unit === '' ? {} : { unit }) }
      : {}),
    ...('minCount' in rule && rule.minCount > 1 ? { minCount: rule.minCount } : {}),
    ...(rule.type === 'temporal_ordered' && rule.elapsedMs.length > 0
      ? { elapsedMs: rule.elapsedMs }
      : {}),
    ...(rule.type === 'field_compare'
      ? {
          compare: {
            left: rule.left,
            op: rule.op,
            right: rule.right,
            quantifier: rule.quantifier,
          },
        }
      : {}),
    ...('threshold' in rule && rule.threshold ? { threshold: rule.threshold } : {}),
    ...('condition' in rule && rule.condition ? { condition: rule.condition } : {}),
  };
}
