import type { TimedObservation } from '../model/observation.js';
import { extendInterval, type Interval, startInterval, weightOf } from './interval.js';

/** A candidate for the first member; `before` is the weight of the group's observations before it. */
interface First {
  readonly observation: TimedObservation;
  readonly us: number;
  readonly no: number;
  readonly before: number;
}

/** The latest chain from the second signal on; `no` is the place of its first member. */
interface Chain {
  readonly no: number;
  readonly observation: TimedObservation;
  readonly previous: Chain | undefined;
}

export interface Sequence {
  firsts: First[];
  /** At index n: the chain that ends with signal n and starts latest with signal 1. */
  chains: (Chain | undefined)[];
  no: number;
  weight: number;
}

/** Candidates for the first member a group keeps; beyond, the oldest is forgotten. */
const MAX_FIRSTS = 1_000;

/** What makes a sequence. */
export interface SequencePlan {
  readonly signals: readonly string[];
  readonly unlessBetween: readonly string[];
  /** Whether the last member may come so long after the first. */
  fits(elapsedUs: number): boolean;
}

/** Takes the next observation of a group. Gives the sequence that it completes. */
export function stepSequence(
  state: Sequence,
  { signals, unlessBetween, fits }: SequencePlan,
  observation: TimedObservation,
  us: number,
): Interval | undefined {
  const { signal } = observation;
  const last = signals.length - 1;
  state.no += 1;
  if (signals.includes(signal)) state.weight += weightOf(observation);
  if (last === 0) state.firsts = [firstOf(state, observation, us)];
  if (signal === signals[last]) {
    const first = firstBefore(state, last, (first) => fits(us - first.us));
    if (first) return completeSequence(state, first, state.chains[last - 1], observation);
  }
  if (unlessBetween.includes(signal)) reset(state);
  for (let index = last - 1; index > 0; index -= 1) {
    if (signal === signals[index]) link(state, index, observation);
  }
  if (signal === signals[0]) addFirst(state, firstOf(state, observation, us));
  return undefined;
}

/** The latest first member before the chain of the middle ones. */
function firstBefore(
  { chains, firsts }: Sequence,
  last: number,
  fits: (first: First) => boolean,
): First | undefined {
  const chain = chains[last - 1];
  if (last > 1 && !chain) return undefined;
  const limit = chain?.no ?? Number.POSITIVE_INFINITY;
  return firsts.findLast((item) => item.no < limit && fits(item));
}

/** How long before the observation sequences began that it ends, were the time between no matter; in microseconds. */
export function elapsedBefore(
  { chains, firsts }: Sequence,
  { signals }: SequencePlan,
  { signal }: TimedObservation,
  us: number,
): readonly number[] {
  const last = signals.length - 1;
  const chain = chains[last - 1];
  if (last === 0 || signal !== signals[last] || (last > 1 && !chain)) return [];
  const limit = chain?.no ?? Number.POSITIVE_INFINITY;
  return firsts.filter(({ no }) => no < limit).map((first) => us - first.us);
}

function completeSequence(
  state: Sequence,
  first: First,
  chain: Chain | undefined,
  end: TimedObservation,
): Interval {
  const members = [...new Set([first.observation, ...membersOf(chain), end])];
  const interval = startInterval(first.observation, members.length);
  for (const member of members.slice(1)) extendInterval(interval, member);
  interval.members = members;
  interval.raiser = end;
  interval.peak = end;
  interval.count = state.weight - first.before;
  return interval;
}

export const startSequence = (): Sequence => ({ firsts: [], chains: [], no: 0, weight: 0 });

function reset(state: Sequence): void {
  state.firsts = [];
  state.chains = [];
}

const firstOf = (state: Sequence, observation: TimedObservation, us: number): First => ({
  observation,
  us,
  no: state.no,
  before: state.weight - weightOf(observation),
});

function addFirst(state: Sequence, first: First): void {
  state.firsts.push(first);
  if (state.firsts.length > MAX_FIRSTS) state.firsts.shift();
}

/** Forgets candidates that the window has left behind. */
export function forgetFirsts(state: Sequence, us: number): void {
  const { firsts } = state;
  const keep = firsts.findIndex((first) => first.us >= us);
  if (keep < 0) state.firsts = [];
  else if (keep > 0) firsts.splice(0, keep);
}

/** Extends the chain before `index` by the observation. */
function link(state: Sequence, index: number, observation: TimedObservation): void {
  if (index === 1) {
    state.chains[1] = { no: state.no, observation, previous: undefined };
    return;
  }
  const previous = state.chains[index - 1];
  if (previous) state.chains[index] = { no: previous.no, observation, previous };
}

function membersOf(chain: Chain | undefined): TimedObservation[] {
  const members: TimedObservation[] = [];
  for (let link = chain; link; link = link.previous) members.unshift(link.observation);
  return members;
}
