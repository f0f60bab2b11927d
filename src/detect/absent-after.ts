import type { TimedObservation } from '../model/observation.js';
import { toMicros } from '../model/time.js';
import { type Common, commonFields, narrowCommon, startCommon } from './common.js';
import { assembleDetector, type Detector, type DetectorSetup, type RuleOf } from './detector.js';
import { createGroups, createPlaceOf, type Group, type Place } from './groups.js';
import {
  closeInterval,
  extendInterval,
  type Interval,
  startInterval,
  weightOf,
} from './interval.js';
import { createNearest } from './nearest.js';
import { createRing, dropOldest, pushCell, type Ring, timeAt, weightAt } from './ring.js';

interface Waiting {
  /** Triggers whose window is still running. */
  readonly pending: Ring;
  /** Their observations: the first and the last ones, as many as `MAX_KEPT`. */
  kept: TimedObservation[];
  /** Fields common to all pending triggers since some were not kept. */
  common: Common | undefined;
  /** Triggers that stayed unanswered, one after the other. */
  run: Interval | undefined;
}

const MAX_KEPT = 128;

/**
 * `signals[0]` (the trigger) was seen, and none of `absent` followed in the group within the window, its end
 * included, while the input went on over the whole window. Triggers that stay unanswered one after the other, never
 * further apart than the window, are one detection: `from` the first to `to` the last of them. Always sliding.
 */
export function createAbsentAfter(rule: RuleOf<'absent_after'>, setup: DetectorSetup): Detector {
  const { absent, name: correlation } = rule;
  const [trigger] = rule.signals;
  const windowUs = toMicros(rule.windowMs);
  const nearest = createNearest((waitedMs) => waitedMs, 1);
  const groups = createGroups<Waiting>({
    maxGroups: setup.maxGroups,
    create: () => ({ pending: createRing(), kept: [], common: undefined, run: undefined }),
    close: (group) => put(group, false),
  });

  function put(group: Group<Waiting>, open: boolean): void {
    const { run } = group.state;
    if (!run) return;
    group.state.run = undefined;
    run.peakValue = run.count;
    setup.outbox.put(closeInterval(run, { correlation, group: group.group, open }));
  }
  /** How long the oldest trigger waited for its answer, or in vain. */
  function noteWait({ state, group }: Group<Waiting>, us: number): void {
    if (state.pending.size === 0) return;
    const sinceUs = timeAt(state.pending, 0);
    nearest.see(Math.min(us - sinceUs, windowUs) / 1000, 1, sinceUs / 1000, group);
  }
  function fireUpTo(group: Group<Waiting>, us: number): void {
    const { pending } = group.state;
    if (pending.size > 0 && timeAt(pending, 0) < us) noteWait(group, us + windowUs);
    fire(group.state, us);
  }
  function answer(place: Place, us: number): void {
    const group = groups.find(place);
    if (!group) return;
    noteWait(group, us);
    fire(group.state, us - windowUs);
    groups.drop(group);
  }
  function ask(place: Place, observation: TimedObservation, us: number): void {
    const group = groups.touch(place, us);
    fireUpTo(group, us - windowUs);
    if (group.state.pending.size === 0) put(group, false);
    pushCell(group.state.pending, us, 0, weightOf(observation), true);
    keep(group.state, observation);
  }
  function advance(us: number): void {
    groups.sweep(us - windowUs, (group) => fireUpTo(group, us - windowUs));
  }
  return assembleDetector(setup.outbox, {
    inletOf(shape) {
      const [isAnswer, isTrigger] = [absent.includes(shape.signal), shape.signal === trigger];
      const placeOf = createPlaceOf(rule.groupBy, shape);
      return (observation, us) => {
        advance(us);
        const place = placeOf(observation);
        if (place && isAnswer) answer(place, us);
        if (place && isTrigger) ask(place, observation, us);
      };
    },
    advance,
    end(us) {
      advance(us);
      for (const group of groups.all()) {
        // At the end nothing more can come at the window's last instant.
        fireUpTo(group, us - windowUs + 1);
        put(group, true);
      }
    },
    groups,
    nearest,
  });
}

/** Moves the triggers before `us` to the run of unanswered ones. */
function fire(state: Waiting, us: number): void {
  const { pending } = state;
  if (pending.size === 0 || timeAt(pending, 0) >= us) return;
  const from = timeAt(pending, 0) / 1000;
  let [count, to] = [state.run?.count ?? 0, from];
  while (pending.size > 0 && timeAt(pending, 0) < us) {
    to = timeAt(pending, 0) / 1000;
    count += weightAt(pending, 0);
    dropOldest(pending);
  }
  for (const observation of state.kept) {
    if (toMicros(observation.at) >= us) break;
    if (state.run) extendInterval(state.run, observation);
    else state.run = startInterval(observation, 0, from);
  }
  const { run } = state;
  if (!run) return;
  if (state.common) narrowCommon(run.common, commonFields(state.common));
  run.count = count;
  run.to = to;
  state.kept = state.kept.filter(({ at }) => toMicros(at) >= us);
  if (pending.size === 0) state.common = undefined;
}

/** The newest is always kept; from `MAX_KEPT` on every second one in between is forgotten. */
function keep(state: Waiting, observation: TimedObservation): void {
  if (state.common) narrowCommon(state.common, observation.fields);
  state.kept.push(observation);
  if (state.kept.length <= MAX_KEPT) return;
  if (!state.common) {
    state.common = startCommon(observation.fields);
    for (const { fields } of state.kept) narrowCommon(state.common, fields);
  }
  const newest = state.kept.length - 1;
  state.kept = state.kept.filter((_, index) => index % 2 === 0 || index === newest);
}
