import type { QuotedRecord } from '../model/triage.js';
import { type Filter, filterOf, nodeOf, passing, shownRecords } from './evidence-filter.js';
import { type EvidenceState, withChosen } from './evidence-state.js';
import { resample } from './timeline-resample.js';
import type { Moment, Range, Shared, Step } from './view.js';

/** The state after a moment was asked for elsewhere: the record nearest to it is the chosen one of the list. */
export function arrived(state: EvidenceState, shared: Shared): EvidenceState {
  const { moment } = shared;
  if (moment === undefined || moment === state.moment) return state;
  const { open, picker, prompt, ...rest } = state;
  const shown = shownRecords(rest, shared);
  const index = nearestTo(shown, moment);
  const next = { ...rest, moment, left: 0 };
  return index === undefined ? next : withChosen(next, shown, index);
}

/** Index of the record with the least time to the moment, of equal ones that of its node; absent: none has a time. */
export function nearestTo(records: readonly QuotedRecord[], moment: Moment): number | undefined {
  let best: { readonly index: number; readonly far: number; readonly other: number } | undefined;
  records.forEach((record, index) => {
    const far = distance(record, moment);
    if (far === undefined) return;
    const other = Number(nodeOf(record) !== moment.node);
    const isNearer = !best || far < best.far || (far === best.far && other < best.other);
    if (isNearer) best = { index, far, other };
  });
  return best?.index;
}

/** Milliseconds outside the moment; 0 within. */
function distance({ citation: { time } }: QuotedRecord, { from, to }: Range): number | undefined {
  if (time === undefined) return undefined;
  return time < from ? from - time : Math.max(0, time - to);
}

/** A selected time without any record that passes the filters: what it holds, and what lies next to it. */
export interface Void {
  /** Records that were counted in it, as the timeline draws them. */
  readonly counted: number;
  /** Quoted records in it, whatever else is asked for. */
  readonly quoted: number;
  /** The record next to it that passes all other filters. */
  readonly nearest?: QuotedRecord;
}

export function voidOf(state: EvidenceState, shared: Shared): Void | undefined {
  const { range, ...others } = filterOf(state, shared);
  if (range === undefined) return undefined;
  const { records, timeline } = shared.triage;
  const outside = passing(records, others);
  const index = nearestTo(outside, range);
  const nearest = index === undefined ? undefined : outside[index];
  return {
    counted: countedIn(timeline.lanes, range, others),
    quoted: passing(records, { range }).length,
    ...(nearest ? { nearest } : {}),
  };
}

type Lanes = Shared['triage']['timeline']['lanes'];

function countedIn(lanes: Lanes, { from, to }: Range, { node }: Filter): number {
  const grid = { startMs: from, columnMs: Math.max(1, to - from), columns: 1 };
  const own = lanes.filter((lane) => node === undefined || lane.node === node);
  return Math.ceil(own.reduce((sum, { all }) => sum + (resample(all, grid)[0] ?? 0), 0) - 1e-6);
}

/** Out of a time that holds none, to the record next to it. */
export function toNearest(state: EvidenceState, shared: Shared): Step<EvidenceState> | undefined {
  const { range, ...others } = filterOf(state, shared);
  if (range === undefined) return undefined;
  const outside = passing(shared.triage.records, others);
  const index = nearestTo(outside, range);
  return index === undefined
    ? undefined
    : { state: withChosen(state, outside, index), range: 'all' };
}
