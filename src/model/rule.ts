import type { Fields, FieldValue } from './record.js';

/** Text in every language of the project; `en` is the fallback. Placeholders: `{nodes}`, `{count}` … */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

export type Severity = 'info' | 'low' | 'medium' | 'high' | 'critical';
export type RuleStatus = 'experimental' | 'test' | 'stable' | 'deprecated';
export type FieldType =
  | 'int'
  | 'float'
  | 'duration'
  | 'bytes'
  | 'ip'
  | 'keyword'
  | 'time'
  | 'version';
export type Modifier =
  | 'equals'
  | 'contains'
  | 'startswith'
  | 'endswith'
  | 're'
  | 'gte'
  | 'gt'
  | 'lte'
  | 'lt'
  | 'neq'
  | 'cidr'
  | 'exists';

/** Where a rule stands, for messages. `line` counts from 1. */
export interface RulePlace {
  readonly file: string;
  readonly line: number;
}

/** `field|modifier: values`; any value is enough, unless `all`. Regexes are compiled, case as written. */
export interface FieldTest {
  readonly field: string;
  readonly modifier: Modifier;
  readonly all: boolean;
  readonly values: readonly FieldValue[];
  /** Compiled, in the order of `values`, for `re`. */
  readonly patterns: readonly RegExp[];
}

export interface SignalRule {
  readonly kind: 'signal';
  readonly name: string;
  readonly component: string;
  /** All tests must hold. */
  readonly where: readonly FieldTest[];
  /** Named groups of the patterns and fields of the record, with their type. */
  readonly fields: Readonly<Record<string, FieldType>>;
  /** The level a record of this signal has; absent: visible at the product's default level. */
  readonly visibility?: { readonly level: string };
  /** Strings of which one occurs in every matching message, each at least 4 characters. */
  readonly literals: readonly string[];
  readonly samples: { readonly match: readonly string[]; readonly noMatch: readonly string[] };
  readonly place: RulePlace;
}

export type Comparison = 'gte' | 'gt' | 'lte' | 'lt' | 'eq' | 'neq';
/** All comparisons must hold. */
export type NumericCondition = Partial<Readonly<Record<Comparison, number>>>;

interface CorrelationBase {
  readonly kind: 'correlation';
  readonly name: string;
  /** Signals, or names of other correlations (their detections count as observations at `to`). */
  readonly signals: readonly string[];
  /** Per signal: tests on its fields; an observation that fails is not seen by this correlation. */
  readonly filter: Readonly<Record<string, readonly FieldTest[]>>;
  readonly groupBy: readonly string[];
  readonly windowMs: number;
  readonly minDurationMs: number;
  readonly latenessMs: number;
  readonly window: 'sliding' | 'tumbling' | 'session';
  /** Signals whose presence means that records were lost: counts then read "at least". */
  readonly lossAware: readonly string[];
  /** The healthy rate, known for the signal. */
  readonly baseline?: { readonly perMinute: number; readonly why: string };
  readonly why?: string;
  readonly place: RulePlace;
}

export interface Threshold {
  /** Raised from this value on (closed). */
  readonly raise: number;
  /** Cleared as soon as the value falls below this. Equal to `raise` where the rule gives none. */
  readonly clear: number;
}

export type CorrelationRule = CorrelationBase &
  (
    | { readonly type: 'event_count'; readonly threshold: Threshold }
    | {
        readonly type: 'value_count';
        readonly field: string;
        readonly threshold?: Threshold;
        readonly condition?: NumericCondition;
        /** Observations a window must hold before the condition is looked at. */
        readonly minCount: number;
      }
    | {
        readonly type: 'value_percentile';
        readonly field: string;
        /** 0 … 100. */
        readonly percentile: number;
        readonly condition: NumericCondition;
        readonly minCount: number;
      }
    | { readonly type: 'temporal' }
    | {
        readonly type: 'temporal_ordered';
        readonly unlessBetween: readonly string[];
        /** Closed intervals, one of which the time from first to last must lie in; empty: any. */
        readonly elapsedMs: readonly (readonly [number, number])[];
      }
    | {
        /** `signals[0]` was seen and none of `absent` followed within the window. */
        readonly type: 'absent_after';
        readonly absent: readonly string[];
      }
    | {
        readonly type: 'field_compare';
        readonly left: string;
        readonly op: Comparison;
        /** A field of the same observation, or a constant. */
        readonly right: { readonly field: string } | { readonly value: FieldValue };
        readonly quantifier: 'all' | 'any';
        readonly minCount: number;
      }
    | {
        /** This group's count in the window against the median of the other groups. */
        readonly type: 'peer_ratio';
        readonly condition: NumericCondition;
        readonly minCount: number;
      }
  );

/** A question to the configuration, tri-state: `undefined` where the input cannot tell. */
export type FactExpression =
  | { readonly any: readonly FactExpression[] }
  | { readonly all: readonly FactExpression[] }
  | { readonly not: FactExpression }
  | {
      readonly config: {
        readonly key: string;
        readonly file?: string;
        readonly equals?: FieldValue;
        readonly exists?: boolean;
      };
    }
  | { readonly unitArgument: string }
  | { readonly version: { readonly product: string; readonly range: string } }
  | { readonly signal: string }
  | { readonly correlation: string }
  /** Another node that speaks as one of `components` has had so long without the correlation, while it held here. */
  | {
      readonly peerWithout: {
        readonly correlation: string;
        readonly components: readonly string[];
        readonly forMs: number;
      };
    }
  | { readonly file: string }
  | { readonly operator: string; readonly args: Fields };

export interface FactRule {
  readonly kind: 'fact';
  readonly name: string;
  readonly when: FactExpression;
  readonly place: RulePlace;
}

/** Names are correlations, facts or signals. */
export type Requirement =
  | string
  | { readonly any: readonly Requirement[] }
  | { readonly all: readonly Requirement[] }
  | { readonly not: Requirement };

/** What the input must show before silence means anything. */
export interface Visibility {
  readonly component: string;
  /** A record of this level (or a more talkative one) of the component must be there. */
  readonly level?: string;
  readonly because: Text;
  /** Commands that would collect it; `{since}` is filled in. */
  readonly collect: readonly string[];
}

export interface AffectedBranch {
  /** Inclusive; absent: from the first release of the branch. */
  readonly introduced?: string;
  /** Exclusive; `never`: no release of the branch has the fix. */
  readonly fixed: string | 'never';
  readonly moveTo?: string;
}
export type Affected =
  | {
      readonly kind: 'versions';
      readonly order: 'k3s' | 'rke2' | 'k0s' | 'semver';
      /** Key: `1.31`, or `*` for a product without release branches. */
      readonly branches: Readonly<Record<string, AffectedBranch>>;
      /** Better than the nearest fixed release. */
      readonly prefer?: string;
    }
  | { readonly kind: 'configuration' };

export interface ConclusionRule {
  readonly name: string;
  readonly priority: number;
  /** Absent: always. */
  readonly when?: Requirement;
  readonly cause: Text;
  /** In place of the fix of the diagnosis. */
  readonly fix?: FixRule;
}

export interface FixRule {
  readonly upgrade: boolean;
  readonly configuration: Readonly<Record<string, unknown>>;
  readonly steps: readonly Text[];
  readonly workaround: readonly Text[];
  readonly conflicts: readonly Text[];
}

export interface DiagnosisRule {
  readonly kind: 'diagnosis';
  readonly id: string;
  readonly status: RuleStatus;
  readonly severity: Severity;
  readonly products: readonly string[];
  readonly title: Text;
  readonly required: readonly Requirement[];
  /** Configuration or topology evidence: one of them lifts the confidence. */
  readonly supporting: readonly Requirement[];
  /** The mechanism itself in the log: lifts the confidence like configuration evidence. */
  readonly mechanism: readonly Requirement[];
  /** All hold and the required ones do not: present, but `possible` at most. */
  readonly circumstantial: readonly Requirement[];
  readonly refuting: readonly Requirement[];
  /** Why one of these rules it out. */
  readonly ruledOutBecause?: Text;
  /** All hold on one server: where the input cannot show the fault, the answer is no all-clear. Absent: nothing does. */
  readonly atRisk?: readonly Requirement[];
  /** Correlation whose detections give interval, count and peak; default: the first required one. */
  readonly measure?: string;
  readonly notAssessableWithout: readonly Visibility[];
  readonly affected: Readonly<Record<string, Affected>>;
  readonly conclusions: readonly ConclusionRule[];
  readonly explains: readonly string[];
  readonly fix: FixRule;
  readonly verify?: Text;
  readonly references: readonly string[];
  readonly place: RulePlace;
}

export type Rule = SignalRule | CorrelationRule | FactRule | DiagnosisRule;

/** All rules, checked against each other. Correlations stand in the order in which they can run. */
export interface Rulebook {
  readonly pack: string;
  readonly signals: readonly SignalRule[];
  readonly correlations: readonly CorrelationRule[];
  readonly facts: readonly FactRule[];
  readonly diagnoses: readonly DiagnosisRule[];
}
