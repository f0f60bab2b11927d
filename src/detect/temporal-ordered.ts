import type { Detector } from '../model/detection.js';
import type { TimedObservation } from '../model/observation.js';
import { toMicros } from '../model/time.js';
import { assembleDetector, type DetectorSetup, type RuleOf } from './detector.js';
import { createGroups, type Group } from './groups.js';
import { closeInterval, extendInterval, startInterval, weightOf } from './interval.js';

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

interface Sequence {
  firsts: First[];
  /** At index n: the chain that ends with signal n and starts latest with signal 1. */
  chains: (Chain | undefined)[];
  no: number;
  weight: number;
}

/** Candidates for the first member a group keeps; beyond, the oldest is forgotten. */
const MAX_FIRSTS = 1_000;

/**
 * All signals one after the other in one group, within the window, with none of `unlessBetween` between the
 * first and the last member. "After" is the order of time, then of arrival. Each sequence is a detection of its own and
 * takes all observations up to its last member with it. Where several members would do, the latest are taken.
 * Always sliding.
 */
export function createTemporalOrdered(
  rule: RuleOf<'temporal_ordered'>,
  setup: DetectorSetup,
): Detector {
  const { signals, unlessBetween, elapsedMs } = rule;
  const windowUs = toMicros(rule.windowMs);
  const elapsedUs = elapsedMs.map(([low, high]) => [toMicros(low), toMicros(high)] as const);
  const last = signals.length - 1;
  const groups = createGroups<Sequence>({
    groupBy: rule.groupBy,
    maxGroups: setup.maxGroups,
    create: startSequence,
    close: () => undefined,
  });

  const fits = (elapsed: number): boolean =>
    elapsed <= windowUs &&
    (elapsedUs.length === 0 || elapsedUs.some(([low, high]) => elapsed >= low && elapsed <= high));

  function complete(group: Group<Sequence>, end: TimedObservation, us: number): boolean {
    const { chains, firsts, weight } = group.state;
    const chain = chains[last - 1];
    if (last > 1 && !chain) return false;
    const limit = chain?.no ?? Number.POSITIVE_INFINITY;
    const first = firsts.findLast((item) => item.no < limit && fits(us - item.us));
    if (!first) return false;
    const members = [...new Set([first.observation, ...membersOf(chain), end])];
    const interval = startInterval(first.observation, members.length);
    for (const member of members.slice(1)) extendInterval(interval, member);
    interval.members = members;
    interval.raiser = end;
    interval.peak = end;
    interval.count = weight - first.before;
    const value = (us - first.us) / 1000;
    const { name: correlation } = rule;
    setup.outbox.put(
      closeInterval(interval, { correlation, group: group.group, open: false, value }),
    );
    return true;
  }
  function push(observation: TimedObservation): void {
    const us = toMicros(observation.at);
    groups.sweep(us - windowUs);
    const starts = observation.signal === signals[0];
    const group = starts ? groups.touch(observation, us) : groups.find(observation);
    if (!group) return;
    if (!starts) groups.touch(observation, us);
    const { state } = group;
    forget(state, us - windowUs);
    state.no += 1;
    if (signals.includes(observation.signal)) state.weight += weightOf(observation);
    if (last === 0) state.firsts = [firstOf(state, observation, us)];
    if (observation.signal === signals[last] && complete(group, observation, us)) {
      groups.drop(group);
      return;
    }
    if (unlessBetween.includes(observation.signal)) reset(state);
    for (let index = last - 1; index > 0; index -= 1) {
      if (observation.signal === signals[index]) link(state, index, observation);
    }
    if (starts) addFirst(state, firstOf(state, observation, us));
    else if (state.firsts.length === 0) groups.drop(group);
  }
  return assembleDetector(setup.outbox, {
    push,
    advance: (us) => groups.sweep(us - windowUs),
    end: () => undefined,
    groups,
  });
}

const startSequence = (): Sequence => ({ firsts: [], chains: [], no: 0, weight: 0 });

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
function forget(state: Sequence, us: number): void {
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
