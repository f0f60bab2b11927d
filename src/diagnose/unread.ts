import type { CorrelationRule, DiagnosisRule, Rulebook, SignalRule } from '../model/rule.js';
import type { Case } from './case.js';
import type { DiagnoseInput } from './input.js';
import { feedersOf } from './lossy.js';
import { namesOf } from './tree.js';

/** Fields that collectors hide and pagers cut, and without which a line belongs to no group. */
const HIDEABLE: ReadonlySet<string> = new Set(['ip', 'duration']);

/** Of each signal the fields of these kinds that a correlation looks at. */
export function hideableFields(rulebook: Rulebook): ReadonlyMap<string, readonly string[]> {
  const fields = rulebook.signals.map((signal): [string, readonly string[]] => [
    signal.name,
    [...new Set(rulebook.correlations.flatMap((rule) => neededFields(rule, signal)))],
  ]);
  return new Map(fields.filter(([, names]) => names.length > 0));
}

export interface Unread {
  readonly count: string;
  readonly fields: string;
}

/**
 * Lines of the diagnosis in which an address or a duration that its correlations need cannot be read, where there
 * are enough of them to reach a threshold: what is not there is then not known to be absent.
 */
export function findUnread(
  rule: DiagnosisRule,
  { rulebook, unread }: DiagnoseInput,
  { correlations }: Case,
): Unread | undefined {
  if (!unread) return undefined;
  const signals = new Map(rulebook.signals.map((one) => [one.name, one]));
  const counted = new Map<string, number>();
  const fields = new Set<string>();
  let least = Number.POSITIVE_INFINITY;
  for (const name of [...rule.required, ...rule.circumstantial].flatMap(namesOf)) {
    for (const one of feedersOf(name, correlations)) {
      for (const signal of one.signals) {
        const needed = neededFields(one, signals.get(signal));
        const count = unread(signal);
        if (needed.length === 0 || count === 0) continue;
        counted.set(signal, count);
        for (const field of needed) fields.add(field);
        least = Math.min(least, leastCount(one));
      }
    }
  }
  const count = [...counted.values()].reduce((sum, one) => sum + one, 0);
  if (count === 0 || count < least) return undefined;
  return { count: String(count), fields: [...fields].sort().join(', ') };
}

/** What the correlation looks at of the signal, of the kinds that get hidden. */
function neededFields(rule: CorrelationRule, signal: SignalRule | undefined): readonly string[] {
  if (!signal || !rule.signals.includes(signal.name)) return [];
  const looked = new Set([
    ...rule.groupBy,
    ...(rule.filter[signal.name] ?? []).map(({ field }) => field),
    ...('field' in rule ? [rule.field] : []),
  ]);
  return Object.entries(signal.fields).flatMap(([name, type]) =>
    HIDEABLE.has(type) && looked.has(name) ? [name] : [],
  );
}

/** So many lines must be there before the correlation can hold. */
const leastCount = (rule: CorrelationRule): number =>
  'threshold' in rule && rule.threshold
    ? rule.threshold.raise
    : 'minCount' in rule
      ? rule.minCount
      : 1;
