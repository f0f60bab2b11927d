import type { Explanation } from './explanation.js';
import type { Citation } from './observation.js';
import type { Report } from './report.js';
import type { EpochMs } from './time.js';

/** What the screen shows: the report and what stands behind it. Plain data, so that it can cross threads. */
export interface Triage {
  readonly report: Report;
  readonly timeline: Timeline;
  /** One of every diagnosis, in the order of the report's outcomes. */
  readonly explanations: readonly Explanation[];
  /** Quoted records of all signals, in time order; a bounded choice: the first and last of each signal and place. */
  readonly records: readonly QuotedRecord[];
}

/** What happened when, on the common clock. */
export interface Timeline {
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** By node name; what belongs to no node comes last, with an empty name. */
  readonly lanes: readonly Lane[];
}

export interface Lane {
  readonly node: string;
  /** Milliseconds by which the node's own stamps were moved; absent: not at all. */
  readonly movedMs?: number;
  /** All records that match a signal. */
  readonly all: Histogram;
  /** By key of the finding: the records it is measured by, on this node. */
  readonly byFinding: Readonly<Record<string, Histogram>>;
  readonly storms: readonly Storm[];
  readonly ticks: readonly Tick[];
  /** Times of which lines are missing. */
  readonly lost: readonly { readonly from: EpochMs; readonly to: EpochMs }[];
}

/** Counts of buckets of equal length, without the empty ones: pairs of index and count, by index. */
export interface Histogram {
  readonly startMs: EpochMs;
  readonly bucketMs: number;
  readonly counts: readonly (readonly [index: number, count: number])[];
}

/** An interval of a finding on a node. */
export interface Storm {
  readonly finding: string;
  readonly from: EpochMs;
  readonly peak: EpochMs;
  readonly to: EpochMs;
  /** Still going on where the input ends. */
  readonly open: boolean;
}

export interface Tick {
  readonly kind: 'restart' | 'leader-change';
  readonly at: EpochMs;
}

export interface QuotedRecord {
  /** The time stands on the common clock of the timeline. */
  readonly citation: Citation;
  readonly signals: readonly string[];
  /** As the record gives it: `info`, `warning`, `error` … */
  readonly level?: string;
  /** Keys of the findings that cite it. */
  readonly findings: readonly string[];
}

/** How far the reading of one source is. */
export interface SourceProgress {
  readonly source: string;
  /** Bytes of the source that were read. */
  readonly bytes: number;
  /** Absent: nobody knows (a pipe, a member of an archive). */
  readonly totalBytes?: number;
  readonly lines: number;
  readonly done: boolean;
}

/** Raw lines of a source around one of them, read again; secrets are masked. */
export type Around =
  | { readonly lines: readonly { readonly no: number; readonly text: string }[] }
  /** `pipe`: cannot be read twice. `changed`: the line is another one now. `gone`: cannot be opened any more. */
  | { readonly why: 'pipe' | 'changed' | 'gone' };

/** What an analysis that goes on tells. Times `atMs` are `performance.now()`-like: milliseconds since its start. */
export type TriageEvent =
  | {
      readonly kind: 'progress';
      readonly atMs: number;
      readonly sources: readonly SourceProgress[];
    }
  /** `final`: all was read (or the reading was ended); no more events follow. */
  | { readonly kind: 'triage'; readonly triage: Triage; readonly final: boolean }
  /** The analysis cannot go on; the sentence is for the user. */
  | { readonly kind: 'failed'; readonly message: string };

/** An analysis that runs beside the screen. */
export interface TriageSession {
  /** What was told before is told again at once. Gives back how to unsubscribe. */
  subscribe(listener: (event: TriageEvent) => void): () => void;
  around(source: string, line: number, before: number, after: number): Promise<Around>;
  /** Reads no further; the final triage follows soon. */
  stop(): void;
  /** Frees everything. */
  close(): Promise<void>;
}
