import type { QuotedRecord } from '../model/triage.js';
import type { Prompt } from './prompt.js';
import type { Moment } from './view.js';

/** What a record can be filtered by. */
export type FilterKind = 'finding' | 'node' | 'level' | 'signal';

/** A line of a source: what tells a record from all others, also when more of them come. */
export interface Place {
  readonly source: string;
  readonly line: number;
}

export interface EvidenceState {
  /** The chosen record; where it is out of sight, the one that stands at `index` now. */
  readonly at?: Place;
  readonly index: number;
  /** Columns that texts are scrolled to the left. */
  readonly left: number;
  /** Records that this finding (or outcome) does not cite are shown as well, as long as it is the chosen one. */
  readonly allFor?: string;
  readonly node?: string;
  readonly level?: string;
  /** Empty: nothing is searched for. */
  readonly search: string;
  /** The last step of the search went around the end of the list. */
  readonly hasWrapped: boolean;
  /** What is being typed. */
  readonly prompt?: Prompt;
  /** The list of values to filter by, and which of them the cursor is on. */
  readonly picker?: { readonly kind: FilterKind; readonly index: number };
  /** The chosen record is shown whole; so many rows are scrolled out of view (absent: nobody has scrolled). */
  readonly open?: { readonly top?: number };
  /** The lines around an open record are shown as they stand. */
  readonly isRaw?: boolean;
  /** The last moment that was come from. */
  readonly moment?: Moment;
}

export const INITIAL_EVIDENCE: EvidenceState = {
  index: 0,
  left: 0,
  search: '',
  hasWrapped: false,
};

export const placeOf = ({ citation: { source, line } }: QuotedRecord): Place => ({ source, line });

const isAt = ({ citation }: QuotedRecord, { source, line }: Place): boolean =>
  citation.line === line && citation.source === source;

/** Index of the chosen record among those that are shown; 0 where there are none. */
export function indexOf({ at, index }: EvidenceState, shown: readonly QuotedRecord[]): number {
  const near = Math.max(0, Math.min(index, shown.length - 1));
  if (at === undefined) return near;
  const here = shown[near];
  if (here && isAt(here, at)) return near;
  const found = shown.findIndex((record) => isAt(record, at));
  return found === -1 ? near : found;
}

/** The record at an index is the chosen one. */
export function withChosen(
  state: EvidenceState,
  shown: readonly QuotedRecord[],
  index: number,
): EvidenceState {
  const record = shown[index];
  return record === undefined ? state : { ...state, at: placeOf(record), index };
}
