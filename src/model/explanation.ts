import type { Fields, FieldValue } from './record.js';
import type { Verdict } from './report.js';
import type { Comparison, FieldTest, NumericCondition, Text, Threshold } from './rule.js';
import type { EpochMs } from './time.js';

/** `undefined`: the input cannot tell. */
export type Truth = boolean | undefined;

/**
 * What a part of a rule asks for, and what the input holds of it. The parts of an `all` are told as they stand at one
 * place and time: where it holds, else where most of them do; so the parts always give the truth of the whole.
 */
export type Clause =
  | { readonly kind: 'all' | 'any'; readonly held: Truth; readonly parts: readonly Clause[] }
  | { readonly kind: 'not'; readonly held: Truth; readonly part: Clause }
  | SignalClause
  | FactClause
  | CorrelationClause;

export interface SignalClause {
  readonly kind: 'signal';
  readonly name: string;
  readonly held: Truth;
  /** Records of it in the time that was looked at. */
  readonly seen: number;
}

export interface FactClause {
  readonly kind: 'fact';
  readonly name: string;
  readonly held: Truth;
}

export interface CorrelationClause {
  readonly kind: 'correlation';
  readonly name: string;
  readonly held: Truth;
  readonly type: string;
  /** What it is fed with, and how many records of each there are. */
  readonly inputs: readonly Input[];
  /** What must not come between or behind them. Absent: nothing. */
  readonly against?: readonly Input[];
  /** What it measures of them (`took`), with its unit. Absent: it counts. */
  readonly field?: string;
  readonly unit?: 'ms' | 'B';
  /** 0 … 100. */
  readonly percentile?: number;
  /** Records that a window must hold before its value is looked at. Absent: one will do. */
  readonly minCount?: number;
  /** Which comparison of two fields, or of a field and a value, must hold for its records. */
  readonly compare?: Comparing;
  /** Closed intervals, one of which the time from first to last must lie in. Absent: any. */
  readonly elapsedMs?: readonly (readonly [number, number])[];
  readonly groupBy: readonly string[];
  readonly windowMs: number;
  readonly minDurationMs: number;
  readonly threshold?: Threshold;
  readonly condition?: NumericCondition;
  /** Why the threshold is what it is; as the rule gives it. */
  readonly why?: string;
  /** Intervals in which it held, the longest first; a few. */
  readonly stretches: readonly Stretch[];
  /** Where it came nearest to its threshold, be it reached or not; absent: no record with a time came. */
  readonly best?: Best;
}

export interface Comparing {
  readonly left: string;
  readonly op: Comparison;
  readonly right: { readonly field: string } | { readonly value: FieldValue };
  readonly quantifier: 'all' | 'any';
}

export interface Input {
  readonly name: string;
  /** Records of the signal, whether they pass the tests or not; intervals of a correlation. */
  readonly seen: number;
  /** Only records count whose fields pass all of these. Absent: all count. */
  readonly tests?: readonly InputTest[];
}

export interface InputTest extends Pick<FieldTest, 'field' | 'modifier' | 'values' | 'all'> {
  /** Of the field. Absent: none. */
  readonly unit?: 'ms' | 'B';
}

export interface Stretch {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly group: Fields;
  readonly count: number;
}

/**
 * By type of the correlation: records in a window, distinct values, the percentile, the ratio to the others, how many of
 * the signals came together (`temporal`), milliseconds from first to last (`temporal_ordered`) or to the answer
 * (`absent_after`), the share of the records for which the comparison holds (`field_compare`, 0 … 1).
 */
export interface Best {
  readonly value: number;
  readonly at: EpochMs;
  readonly group: Fields;
  /** Records in that window, where it held fewer than the rule's `min_count`. */
  readonly tooFew?: number;
  /** The threshold was reached, but for less than the rule's `min_duration`: so long. */
  readonly lastedMs?: number;
}

/** Why a diagnosis has its verdict: the conditions of its rule with what the input holds. */
export interface Explanation {
  readonly id: string;
  readonly title: Text;
  readonly verdict: Verdict;
  /** None of its products is in the input: nothing else was looked at. */
  readonly foreign?: true;
  /** All of `required` at one place and time; absent: the input cannot tell. */
  readonly requiredHeld?: boolean;
  readonly required: readonly Clause[];
  /** All hold and the required ones do not: a suspicion. Absent: the rule has none. */
  readonly circumstantial?: readonly Clause[];
  readonly circumstantialHeld?: boolean;
  readonly supporting: readonly Clause[];
  readonly mechanism: readonly Clause[];
  readonly refuting: readonly Clause[];
  /** Nodes on which it is excluded: what they alone show does not count. Absent: none. */
  readonly refutedOn?: readonly string[];
  /** What had to be in the input for silence to mean something, and was not; in words of the rule. */
  readonly missing: readonly { readonly because: Text; readonly collect: readonly string[] }[];
}
