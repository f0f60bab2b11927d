import type { Shape, TimedObservation } from '../model/observation.js';
import type { Fields } from '../model/record.js';
import { toMicros } from '../model/time.js';
import {
  assembleDetector,
  type Detector,
  type DetectorSetup,
  type Inlet,
  type RuleOf,
} from './detector.js';
import { createGroups, createPlaceOf, type Group } from './groups.js';
import { closeInterval, type Interval } from './interval.js';
import { createNearest, scoreOfSpan } from './nearest.js';
import {
  eachElapsed,
  forgetFirsts,
  roleOf,
  type Sequence,
  type SequencePlan,
  startSequence,
  stepSequence,
} from './sequence.js';

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
  const plan = planOf(rule);
  // Made once: what feeds a correlation has no shape to remember its inlet by.
  const roles = new Map(
    [...rule.signals, ...rule.unlessBetween].map((name) => [name, roleOf(name, plan)]),
  );
  const windowUs = toMicros(rule.windowMs);
  const nearest = createNearest(scoreOfSpan(rule.elapsedMs), 1);
  const groups = createGroups<Sequence>({
    maxGroups: setup.maxGroups,
    create: startSequence,
    close: () => undefined,
  });

  function put(group: Fields, interval: Interval): void {
    const value = (toMicros(interval.to) - toMicros(interval.from)) / 1000;
    const closing = { correlation: rule.name, group, open: false, value };
    setup.outbox.put(closeInterval(interval, closing));
  }
  function noteElapsed({ state, group }: Group<Sequence>, { at }: TimedObservation): void {
    eachElapsed(state, plan, toMicros(at), (elapsedUs) =>
      nearest.see(elapsedUs / 1000, 1, at, group),
    );
  }
  function inletOf(shape: Shape): Inlet {
    const role = roles.get(shape.signal) ?? roleOf(shape.signal, plan);
    const placeOf = createPlaceOf(rule.groupBy, shape);
    return (observation, us) => {
      groups.sweep(us - windowUs);
      const place = placeOf(observation);
      if (!place) return;
      // Only a first member makes a group.
      const group = role.isFirst ? groups.touch(place, us) : groups.renew(place, us);
      if (!group) return;
      const { state } = group;
      forgetFirsts(state, us - windowUs);
      if (role.isLast) noteElapsed(group, observation);
      const interval = stepSequence(state, plan, role, observation, us);
      if (interval) put(group.group, interval);
      if (interval || state.firsts.length === 0) groups.drop(group);
    };
  }
  return assembleDetector(setup.outbox, {
    inletOf,
    advance: (us) => groups.sweep(us - windowUs),
    end: () => undefined,
    groups,
    nearest,
  });
}

const MAX_FIRSTS = 1_000;

function planOf({
  signals,
  unlessBetween,
  elapsedMs,
  windowMs,
}: RuleOf<'temporal_ordered'>): SequencePlan {
  const windowUs = toMicros(windowMs);
  const elapsedUs = elapsedMs.map(([low, high]) => [toMicros(low), toMicros(high)] as const);
  return {
    signals,
    unlessBetween,
    // With nothing between them and no time to be kept, the latest first member is the one that will do.
    maxFirsts: signals.length === 2 && elapsedMs.length === 0 ? 1 : MAX_FIRSTS,
    fits: (elapsed) =>
      elapsed <= windowUs &&
      (elapsedUs.length === 0 ||
        elapsedUs.some(([low, high]) => elapsed >= low && elapsed <= high)),
  };
}
