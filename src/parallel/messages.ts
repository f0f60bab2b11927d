import type { WindowSizes } from '../ingest/sifting.js';
import type { ErrorCode } from '../model/error.js';
import type { ClockHint } from '../model/record.js';
import type { ObservedRules } from '../observe/observe.js';
import type { GivenRun } from '../observe/runs.js';

/** What a reading thread has to know before it reads; it goes with its start. */
export interface Job {
  readonly rulebook: ObservedRules;
  readonly literals: readonly string[] | undefined;
  readonly clock: ClockHint | undefined;
  readonly nodes: ReadonlyMap<string, string> | undefined;
  readonly windowSizes: WindowSizes | undefined;
  /** Does anybody want to know how far it is? */
  readonly tellsProgress: boolean;
}

/** Files to be read one after the other. */
export interface Task {
  readonly no: number;
  readonly files: readonly { readonly name: string; readonly path: string }[];
}

/**
 * `stop`: what was read counts. `abort`: nothing does; the thread tidies up and ends. `end`: there is nothing more to
 * read.
 */
export type ToReader =
  | { readonly kind: 'read'; readonly task: Task }
  | { readonly kind: 'stop' | 'abort' | 'end' };

export type FromReader =
  | ({ readonly kind: 'progress' } & Progress)
  | { readonly kind: 'run'; readonly no: number; readonly run: GivenRun }
  /** `taken`: a `TakenCollection`, serialized: it is held as bytes until its turn comes. */
  | { readonly kind: 'read'; readonly no: number; readonly taken: Uint8Array }
  | {
      readonly kind: 'refused';
      readonly no: number;
      readonly code: ErrorCode;
      readonly message: string;
    };

export interface Progress {
  readonly source: string;
  readonly lines: number;
  readonly bytes: number;
  readonly done: boolean;
}
