import type { Around, TriageEvent } from '../model/triage.js';
import type { TriageOptions } from './run-triage.js';

/** What a worker is started with. */
export interface WorkerInput {
  /** Without what cannot cross threads. */
  readonly options: Omit<TriageOptions, 'stdin'>;
  /** The worker reads standard input itself. */
  readonly readsStdin: boolean;
}

export interface Place {
  readonly source: string;
  readonly line: number;
  readonly before: number;
  readonly after: number;
}

export type ToWorker =
  | { readonly kind: 'stop' | 'close' }
  | { readonly kind: 'around'; readonly id: number; readonly place: Place };

export type FromWorker =
  | { readonly kind: 'event'; readonly event: TriageEvent }
  | { readonly kind: 'around'; readonly id: number; readonly around: Around };
