import type { Detection, DetectTally } from '../model/detection.js';
import type { Best } from '../model/explanation.js';
import type { Coverage } from '../model/report.js';
import type { Rulebook } from '../model/rule.js';
import type { EpochMs } from '../model/time.js';
import type { FindCitations } from './evidence.js';
import type { ClusterFacts } from './facts.js';
import type { QuietRates } from './rate.js';

export interface FindingContext extends QuietRates {
  readonly find: FindCitations;
  /** Sources without any time: intervals and rates from them mean nothing. */
  readonly untimed: ReadonlySet<string>;
}

/** When a source spoke, and of which node. */
export type Covered = Pick<Coverage, 'node' | 'from' | 'to'> & Partial<Pick<Coverage, 'gaps'>>;

export interface DiagnoseInput {
  readonly rulebook: Rulebook;
  readonly facts: ClusterFacts;
  readonly detections: readonly Detection[];
  /** What held, but for less than the rule's `min_duration`. */
  readonly brief?: readonly Detection[];
  /** Per correlation: where it came nearest to holding. */
  readonly best?: ReadonlyMap<string, Best>;
  /** Per correlation: what could not be kept. */
  readonly tally?: Readonly<Record<string, DetectTally>>;
  readonly context: FindingContext;
  readonly idents: ReadonlySet<string>;
  readonly components: ReadonlySet<string>;
  /** Did the component print at this level or a more talkative one, on the node (absent: on any)? */
  readonly heard: (component: string, level?: string, node?: string) => boolean;
  /** Named nodes that spoke, but not this component at this level; absent: not told apart. */
  readonly unheardNodes?: (component: string, level?: string) => readonly string[];
  /**
   * Nodes of logs in which several speak, with the distribution their identifiers name: of those only a part tells which
   * components speak. Absent: none.
   */
  readonly partlyHeard?: ReadonlyMap<string, string>;
  /** How many records matched a signal. */
  readonly seen: (signal: string) => number;
  /** How many of them lack an address or a duration that the signal reads: hidden or cut off. Absent: not counted. */
  readonly unread?: (signal: string) => number;
  readonly recordCount: number;
  /** Diagnoses the user chose not to see: the verdict speaks of the others. */
  readonly muted: ReadonlySet<string>;
  /** Time between the first and the last record. */
  readonly spanMs: number;
  /** The first and the last instant that was looked at; absent: nothing has a time. */
  readonly inputFrom?: EpochMs;
  readonly inputTo?: EpochMs;
  /** What each source covers; tells where the log of a node begins and ends. */
  readonly coverage?: readonly Covered[];
  /** What the user asked for, whether the input covers it or not; absent: no time. */
  readonly asked?: { readonly from: EpochMs; readonly to: EpochMs };
}
