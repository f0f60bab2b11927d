import type { Fields, Level, Pod } from './record.js';
import type { EpochMs } from './time.js';

/** Pointer to bytes: `sha256` is over the line without LF (and the CR before it). */
export interface Citation {
  readonly source: string;
  readonly line: number;
  readonly sha256: string;
  readonly text: string;
  readonly time?: EpochMs;
  readonly node?: string;
}

/** Order of citations: time (those without one first), source, line. */
export function compareCitations(a: Citation, b: Citation): number {
  const byTime = (a.time ?? 0) - (b.time ?? 0);
  if (byTime !== 0) return byTime;
  if (a.source !== b.source) return a.source < b.source ? -1 : 1;
  return a.line - b.line;
}

/** Where an observation was made; what correlations group by. */
export interface Subject {
  readonly node: string;
  readonly pod?: Pod;
  readonly source: string;
  /** What the source is a part of, where one writer filled several. */
  readonly stream?: string;
  readonly component?: string;
  readonly unit?: string;
}

/**
 * One record that matched a signal. `at` is absent where the record has no time.
 * `fields` holds only what a rule asks for, typed. `line` is the line number in `subject.source`.
 */
export interface Observation {
  readonly signal: string;
  readonly at?: EpochMs;
  readonly subject: Subject;
  readonly fields: Fields;
  readonly line: number;
  /** This observation stands for more than one record (`message repeated 4 times`). Default 1. */
  readonly weight?: number;
}

/** A cited line with what was read from it, to tell what it proves. Reports show the citation only. */
export interface Quote {
  readonly citation: Citation;
  readonly observation: Observation;
  /** Of the record, where it gives one. */
  readonly level?: Level;
}

/**
 * What many observations share: all but time, line, weight and some of the numbers. There are few of them even in a
 * storm, and each is one object, so that what follows from it is worked out once.
 */
export interface Shape {
  readonly signal: string;
  readonly subject: Subject;
  /** Without those that `numbers` names. */
  readonly fields: Fields;
  /** Names of the number fields that are each observation's own. */
  readonly numbers: readonly string[];
}

/** An observation with a time: what the correlations are fed. `shape` is there where others may share it. */
export type TimedObservation = Observation & { readonly at: EpochMs; readonly shape?: Shape };

/** Gives one observation after the other, in time order. */
export type Observations = (see: (observation: TimedObservation) => void) => void;

/** What a rule names in `group_by`, `field` or `filter`: part of the subject, or a field of the signal. */
export function readObservation(
  observation: Pick<Observation, 'subject' | 'fields'>,
  name: string,
): string | number | boolean | undefined {
  const { subject } = observation;
  switch (name) {
    case 'node.name':
      return subject.node;
    case 'pod.uid':
      return subject.pod?.uid ?? subject.pod?.name ?? subject.stream ?? subject.source;
    case 'pod.name':
      return subject.pod?.name ?? subject.stream ?? subject.source;
    case 'source':
      return subject.stream ?? subject.source;
    case 'component':
      return subject.component;
    case 'cluster.name':
      return 'cluster';
    default:
      return observation.fields[name];
  }
}
