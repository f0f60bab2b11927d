import type { Detector } from '../model/detection.js';
import type { TimedObservation } from '../model/observation.js';
import { toMicros } from '../model/time.js';
import { assembleDetector, type DetectorSetup, type RuleOf } from './detector.js';
import { createGroups, type Group } from './groups.js';
import { closeInterval, type Interval } from './interval.js';
import { createNearest, scoreOfSpan } from './nearest.js';
import {
  elapsedBefore,
  forgetFirsts,
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
  const windowUs = toMicros(rule.windowMs);
  const nearest = createNearest(scoreOfSpan(rule.elapsedMs), 1);
  const groups = createGroups<Sequence>({
    groupBy: rule.groupBy,
    maxGroups: setup.maxGroups,
    create: startSequence,
    close: () => undefined,
  });

  /** Only a first member makes a group. */
  function groupOf(observation: TimedObservation, us: number): Group<Sequence> | undefined {
    const isFirst = observation.signal === rule.signals[0];
    return isFirst || groups.find(observation) ? groups.touch(observation, us) : undefined;
  }
  function put({ group }: Group<Sequence>, interval: Interval): void {
    const value = (toMicros(interval.to) - toMicros(interval.from)) / 1000;
    const closing = { correlation: rule.name, group, open: false, value };
    setup.outbox.put(closeInterval(interval, closing));
  }
  function push(observation: TimedObservation): void {
    const us = toMicros(observation.at);
    groups.sweep(us - windowUs);
    const group = groupOf(observation, us);
    if (!group) return;
    forgetFirsts(group.state, us - windowUs);
    for (const elapsedUs of elapsedBefore(group.state, plan, observation, us)) {
      nearest.see(elapsedUs / 1000, 1, observation.at, group.group);
    }
    const interval = stepSequence(group.state, plan, observation, us);
    if (interval) put(group, interval);
    if (interval || group.state.firsts.length === 0) groups.drop(group);
  }
  return assembleDetector(setup.outbox, {
    push,
    advance: (us) => groups.sweep(us - windowUs),
    end: () => undefined,
    groups,
    nearest,
  });
}

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
    fits: (elapsed) =>
      elapsed <= windowUs &&
      (elapsedUs.length === 0 ||
        elapsedUs.some(([low, high]) => elapsed >= low && elapsed <= high)),
  };
}
