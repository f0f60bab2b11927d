import type { Line } from './line.js';
import type { EpochMs, Instant } from './time.js';
import type { ToldZones } from './zone.js';

export type FieldValue = string | number | boolean;
export type Fields = Readonly<Record<string, FieldValue>>;

export type Level = 'trace' | 'debug' | 'info' | 'warning' | 'error' | 'fatal';

/** Where a container's line came from, as far as path, prefix or fields tell. */
export interface Pod {
  readonly namespace?: string;
  readonly name?: string;
  readonly uid?: string;
  readonly container?: string;
}

/**
 * One log entry after joining its lines, with all layers peeled: `message` and `level` are the inner
 * ones (k0s writes every child's line as info). `line` is the one to cite: the line that carries the message.
 */
export interface LogRecord {
  readonly line: Line;
  readonly time?: Instant;
  readonly node?: string;
  readonly unit?: string;
  readonly ident?: string;
  readonly pid?: number;
  readonly pod?: Pod;
  /** Which program speaks: supervisor, etcd, konnectivity, kubelet … Absent where unknown. */
  readonly component?: string;
  readonly level?: Level;
  readonly message: string;
  readonly fields: Fields;
  /** Transport and payloads, outermost first: `journald-json>logrus>klog`. */
  readonly format: string;
  /** One object for records that were noticed to have one message, whose payload told the same level and fields. */
  readonly alike?: object;
}

/** What completes stamps that lack year or zone. Options of the user win over what was learnt. */
export interface ClockHint {
  readonly year?: number;
  readonly offsetMinutes?: number;
  /** The newest plausible instant, where known. */
  readonly latest?: EpochMs;
}

/** What a parser saw of one source, for the coverage. */
export interface ParseTally {
  /** The transport most lines came in: `journald-json`, `journald-short`, `cri`, `plain` … */
  readonly format: string;
  readonly records: number;
  /** Lines that belong to no record although they are neither blank nor separators. */
  readonly unparsed: number;
  /** Times whose year nothing in the source told (they stand in `UNKNOWN_YEAR`). */
  readonly yearUnknown: boolean;
  /** Times were read as UTC, because nothing in the source told their zone, or told it too late. */
  readonly zoneUnknown: boolean;
  readonly zones?: ToldZones;
}
