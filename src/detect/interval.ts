import type { TimedObservation } from '../model/observation.js';
import type { Fields } from '../model/record.js';
import type { EpochMs } from '../model/time.js';
import { type Common, commonFields, narrowCommon, startCommon } from './common.js';
import type { Detected } from './detected.js';

/** An interval in which a correlation holds, while it grows. */
export interface Interval {
  readonly from: EpochMs;
  to: EpochMs;
  readonly first: TimedObservation;
  raiser: TimedObservation;
  last: TimedObservation;
  peak: TimedObservation;
  peakValue: number;
  /** Sum of weights. */
  count: number;
  /** Nodes besides that of the first observation, where there are any. */
  others: Set<string> | undefined;
  readonly common: Common;
  /** More that must be shown: one of each signal of a sequence. */
  members: readonly TimedObservation[];
}

const MAX_NODES = 10_000;
const MAX_SAMPLES = 8;

export const weightOf = (observation: TimedObservation): number => observation.weight ?? 1;

/** An interval of one observation; `from` may lie before it where its first ones were not kept. */
export const startInterval = (
  first: TimedObservation,
  value: number,
  from: EpochMs = first.at,
): Interval => ({
  from,
  to: first.at,
  first,
  raiser: first,
  last: first,
  peak: first,
  peakValue: value,
  count: weightOf(first),
  others: undefined,
  common: startCommon(first.fields),
  members: [],
});

/** Adds the next observation to the interval; the peak is not looked at. */
export function extendInterval(interval: Interval, observation: TimedObservation): void {
  const { node } = observation.subject;
  if (node !== interval.last.subject.node) addNode(interval, node);
  interval.last = observation;
  interval.to = observation.at;
  interval.count += weightOf(observation);
  narrowCommon(interval.common, observation.fields);
}

function addNode(interval: Interval, node: string): void {
  if (node === interval.first.subject.node) return;
  interval.others ??= new Set();
  if (interval.others.size + 1 < MAX_NODES) interval.others.add(node);
}

const nodesOf = ({ first, others }: Interval): string[] => [first.subject.node, ...(others ?? [])];

export type Extreme = 'highest' | 'lowest';

/** Whether the value lies further towards that end than the other. */
export const isFurther = (value: number, than: number, extreme: Extreme): boolean =>
  extreme === 'highest' ? value > than : value < than;

/** The first observation with the most extreme value is the peak. */
export function raisePeak(
  interval: Interval,
  value: number,
  at: TimedObservation,
  extreme: Extreme,
): void {
  if (!isFurther(value, interval.peakValue, extreme)) return;
  interval.peakValue = value;
  interval.peak = at;
}

/** Appends an interval that follows. */
export function joinIntervals(held: Interval, next: Interval, extreme: Extreme): void {
  held.last = next.last;
  held.to = next.to;
  held.count += next.count;
  for (const node of nodesOf(next)) addNode(held, node);
  narrowCommon(held.common, commonFields(next.common));
  raisePeak(held, next.peakValue, next.peak, extreme);
}

export interface Closing {
  readonly correlation: string;
  readonly group: Fields;
  readonly open: boolean;
  /** What a count is scaled by to give a rate; absent: the peak is no count. */
  readonly perMinute?: (value: number) => number;
  readonly value?: number | undefined;
}

export function closeInterval(interval: Interval, closing: Closing): Detected {
  const { peak, peakValue } = interval;
  const { correlation, group, open, perMinute, value } = closing;
  return {
    correlation,
    group,
    from: interval.from,
    to: interval.to,
    peak: perMinute
      ? { at: peak.at, value: peakValue, perMinute: perMinute(peakValue) }
      : { at: peak.at, value: peakValue },
    count: interval.count,
    open,
    value,
    nodes: nodesOf(interval).sort(),
    samples: samplesOf(interval),
    common: commonFields(interval.common),
  };
}

/** First, raising, peak and last observation and the members, each once, in time order. */
function samplesOf(interval: Interval): readonly TimedObservation[] {
  const { first, raiser, peak, last, members } = interval;
  const samples = [first];
  for (const end of [raiser, peak, last]) if (!samples.includes(end)) samples.push(end);
  const most = Math.max(MAX_SAMPLES, members.length);
  for (const member of members) {
    if (samples.length < most && !samples.includes(member)) samples.push(member);
  }
  return samples.length === 1 ? samples : samples.sort((a, b) => a.at - b.at);
}
