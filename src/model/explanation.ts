import type { Fields } from './record.js';
import type { Verdict } from './report.js';
import type { NumericCondition, Text, Threshold } from './rule.js';
import type { EpochMs } from './time.js';

/** `undefined`: the input cannot tell. */
export type Truth = boolean | undefined;

/** What a part of a rule asks for, and what the input holds of it. */
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
  readonly inputs: readonly { readonly name: string; readonly seen: number }[];
  readonly groupBy: readonly string[];
  readonly windowMs: number;
  readonly minDurationMs: number;
  readonly threshold?: Threshold;
  readonly condition?: NumericCondition;
  /** Why the threshold is what it is; as the rule gives it. */
  readonly why?: string;
  /** Intervals in which it held, the longest first; a few. */
  readonly stretches: readonly Stretch[];
  /** Where it came nearest to its threshold, be it reached or not; absent: no record came. */
  readonly best?: Best;
}

export interface Stretch {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly group: Fields;
  readonly count: number;
}

export interface Best {
  readonly value: number;
  readonly at: EpochMs;
  readonly group: Fields;
  /** The threshold was reached, but for less than the rule's `min_duration`: so long. */
  readonly lastedMs?: number;
}

/** Why a diagnosis has its verdict: the conditions of its rule with what the input holds. */
export interface Explanation {
  readonly id: string;
  readonly title: Text;
  readonly verdict: Verdict;
  readonly required: readonly Clause[];
  readonly supporting: readonly Clause[];
  readonly mechanism: readonly Clause[];
  readonly refuting: readonly Clause[];
  /** What had to be in the input for silence to mean something, and was not; in words of the rule. */
  readonly missing: readonly { readonly because: Text; readonly collect: readonly string[] }[];
}
