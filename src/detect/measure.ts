import type { TimedObservation } from '../model/observation.js';
import type { Described } from '../model/per-shape.js';
import type { Extreme } from './interval.js';

/**
 * What a correlation measures of the observations of one group's window. `total` is the sum of their
 * weights.
 */
export interface Measure {
  /** Absent: only how many observations there are matters. */
  readonly cells?: Cells;
  value(total: number): number;
  /** Looked at when an observation comes in and the correlation does not hold. */
  raises(value: number, total: number): boolean;
  /** Looked at whenever an observation comes in or leaves while the correlation holds. */
  holds(value: number, total: number): boolean;
  /** What tells how near it is to holding, where that is not the value. */
  near?(total: number): number;
  /** Observations that must be among the samples. */
  members?(): readonly TimedObservation[];
}

/** What is known of the single observations of a window; `data` is the number that it keeps for each of them. */
export interface Cells {
  encode(observation: TimedObservation): number;
  add(data: number, weight: number, observation: TimedObservation): void;
  remove(data: number, weight: number): void;
}

/** One correlation's way to measure. */
export interface MeasureKind {
  /** The fields that are measured. */
  readonly reads: readonly string[];
  /** Observations without what is measured are not seen. */
  sees(observation: Described): boolean;
  /** One for each group. `removes`: observations will leave one by one. */
  create(removes: boolean): Measure;
  readonly extreme: Extreme;
  /** Its measures have a `near`. Absent: it is the value. */
  readonly tellsNear?: true;
  /** More observations never end it. */
  readonly growing: boolean;
  /** `count`: the peak is a number of observations and has a rate; `value`: it is the detection's value. */
  readonly peak: 'count' | 'value';
}
