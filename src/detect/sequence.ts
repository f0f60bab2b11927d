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

/** What makes a sequence. */
export interface SequencePlan {
  readonly signals: readonly string[];
  readonly unlessBetween: readonly string[];
  /** Candidates for the first member that a group keeps; beyond, the oldest is forgotten. */
  readonly maxFirsts: number;
  /** Whether the last member may come so long after the first. */
  fits(elapsedUs: number): boolean;
}

/** What the observations of a signal are in a sequence. */
export interface Role {
  readonly isMember: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Its places between the first and the last, the latest first. */
  readonly between: readonly number[];
  readonly breaks: boolean;
}

export const roleOf = (signal: string, { signals, unlessBetween }: SequencePlan): Role => ({
  isMember: signals.includes(signal),
  isFirst: signal === signals[0],
  isLast: signal === signals.at(-1),
  between: signals
    .flatMap((one, index) => (one === signal && index > 0 ? [index] : []))
    .filter((index) => index < signals.length - 1)
    .reverse(),
  breaks: unlessBetween.includes(signal),
});

/** Takes the next observation of a group. Gives the sequence that it completes. */
export function stepSequence(
  state: Sequence,
  { signals, maxFirsts, fits }: SequencePlan,
  { isMember, isFirst, isLast, between, breaks }: Role,
  observation: TimedObservation,
  us: number,
): Interval | undefined {
  const last = signals.length - 1;
  state.no += 1;
  if (isMember) state.weight += weightOf(observation);
  if (last === 0) state.firsts = [firstOf(state, observation, us)];
  if (isLast) {
    const first = lastFirst(state, last, us, fits);
    if (first) return completeSequence(state, first, state.chains[last - 1], observation);
  }
  if (breaks) reset(state);
  for (const index of between) link(state, index, observation);
  if (isFirst) addFirst(state, firstOf(state, observation, us), maxFirsts);
  return undefined;
}

/** First members from here on come too late for the chain of the middle ones. */
function limitOf({ chains }: Sequence, last: number): number {
  if (last <= 1) return Number.POSITIVE_INFINITY;
  return chains[last - 1]?.no ?? 0;
}

/** The latest first member before the chain of the middle ones. */
function lastFirst(
  state: Sequence,
  last: number,
  us: number,
  fits: SequencePlan['fits'],
): First | undefined {
  const limit = limitOf(state, last);
  return limit === 0
    ? undefined
    : state.firsts.findLast((first) => first.no < limit && fits(us - first.us));
}

/** How long before `us` sequences began that end there, were the time between no matter; in microseconds. */
export function eachElapsed(
  state: Sequence,
  { signals }: SequencePlan,
  us: number,
  see: (elapsedUs: number) => void,
): void {
  if (signals.length === 1) return;
  const limit = limitOf(state, signals.length - 1);
  for (const first of state.firsts) {
    if (first.no >= limit) return;
    see(us - first.us);
  }
}

function completeSequence(
  state: Sequence,
  first: First,
  chain: Chain | undefined,
  end: TimedObservation,
): Interval {
  const members = [first.observation];
  for (const member of [...membersOf(chain), end]) {
    if (!members.includes(member)) members.push(member);
  }
  const interval = startInterval(first.observation, members.length);
  for (const member of members) if (member !== first.observation) extendInterval(interval, member);
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

function addFirst({ firsts }: Sequence, first: First, most: number): void {
  firsts.push(first);
  if (firsts.length > most) firsts.shift();
}

/** Forgets candidates that the window has left behind. */
export function forgetFirsts(state: Sequence, us: number): void {
  const { firsts } = state;
  const [oldest] = firsts;
  if (!oldest || oldest.us >= us) return;
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
