import type { Fields, FieldValue } from '../model/record.js';
import type { FieldTest, FieldType, SignalRule } from '../model/rule.js';
import { testValue } from './match.js';
import { toField } from './values.js';

type Read = (field: string) => FieldValue | undefined;

interface Plan {
  readonly types: readonly (readonly [string, FieldType])[];
  readonly tests: readonly PlannedTest[];
}
interface PlannedTest {
  readonly test: FieldTest;
  /** The patterns name groups: what they match is kept. */
  readonly captures: boolean;
  /** The value is brought to this type before it is compared. */
  readonly type: FieldType | undefined;
}

const TYPED: ReadonlySet<string> = new Set(['equals', 'neq', 'gte', 'gt', 'lte', 'lt', 'cidr']);
const NO_FIELDS: Fields = {};
const plans = new WeakMap<SignalRule, Plan>();

/**
 * The typed fields of a record that passes all tests of the signal; `undefined` if one fails. A named
 * group wins over a field of the record; tests may ask for groups of the tests before them.
 */
export const matchSignal = (signal: SignalRule, read: Read): Fields | undefined =>
  matchAs(signal, read, toField);

/** The same with the fields as the record has them, before they are brought to their types. */
export const matchRaw = (signal: SignalRule, read: Read): Fields | undefined =>
  matchAs(signal, read, (_type, raw) => raw);

type Convert = typeof toField;

function matchAs(signal: SignalRule, read: Read, convert: Convert): Fields | undefined {
  const plan = plans.get(signal) ?? makePlan(signal);
  const groups = matchTests(plan, read);
  if (groups === undefined) return undefined;
  if (plan.types.length === 0) return NO_FIELDS;
  const fields: Record<string, FieldValue> = {};
  for (const [name, type] of plan.types) {
    const raw = groups[name] ?? read(name);
    const value = raw === undefined ? undefined : convert(type, raw);
    if (value !== undefined) fields[name] = value;
  }
  return fields;
}

type Groups = Readonly<Record<string, string | undefined>>;
const NO_GROUPS: Groups = {};

/** The named groups of a record that passes all tests. */
function matchTests({ tests }: Plan, read: Read): Groups | undefined {
  let groups = NO_GROUPS;
  for (const { test, captures, type } of tests) {
    const raw = groups[test.field] ?? read(test.field);
    if (captures) {
      const found = raw === undefined ? undefined : capture(test, String(raw));
      if (!found) return undefined;
      groups = groups === NO_GROUPS ? found : mergeGroups(groups, found);
    } else {
      const value = type !== undefined && raw !== undefined ? toField(type, raw) : raw;
      if (!testValue(test, value)) return undefined;
    }
  }
  return groups;
}

/** The groups of the first pattern that matches (of all, where all must). */
function capture(test: FieldTest, text: string): Groups | undefined {
  let groups = NO_GROUPS;
  for (const pattern of test.patterns) {
    const found = pattern.exec(text);
    if (found && !test.all) return found.groups ?? {};
    if (!found && test.all) return undefined;
    if (found?.groups) groups = mergeGroups(groups, found.groups);
  }
  return test.all ? groups : undefined;
}

/** A group that took no part leaves what an earlier test found. */
function mergeGroups(groups: Groups, more: Groups): Groups {
  const merged = { ...groups };
  for (const name in more) if (more[name] !== undefined) merged[name] = more[name];
  return merged;
}

function makePlan(signal: SignalRule): Plan {
  const plan: Plan = {
    types: Object.entries(signal.fields),
    tests: signal.where.map((test) => ({
      test,
      captures: test.patterns.some((pattern) => pattern.source.includes('(?<')),
      type: TYPED.has(test.modifier) ? signal.fields[test.field] : undefined,
    })),
  };
  plans.set(signal, plan);
  return plan;
}
