import type { Detector } from '../model/detection.js';
import type { TimedObservation } from '../model/observation.js';
import type { CorrelationRule } from '../model/rule.js';
import { toMicros } from '../model/time.js';
import { assembleDetector, type DetectorSetup } from './detector.js';
import { createGroups, type Group } from './groups.js';
import type { Interval } from './interval.js';
import type { MeasureKind } from './measure.js';
import { createNearest, scoreOf } from './nearest.js';
import { createPutInterval } from './put-interval.js';
import { createTumblingDetector } from './tumbling-detector.js';
import {
  createWindowGroup,
  endInterval,
  enterWindow,
  judgeEntry,
  leaveWindow,
  type WindowGroup,
} from './window-group.js';

/**
 * A correlation that measures the window of each group.
 *
 * Sliding: the window at `t` is [t - window, t], both ends closed, at every instant, also between observations;
 * a correlation begins only with an observation. Session: the window is all since the last silence longer than `window`.
 * Tumbling: see there.
 */
export function createWindowDetector(
  rule: CorrelationRule,
  setup: DetectorSetup,
  kind: MeasureKind,
): Detector {
  if (rule.window === 'tumbling') return createTumblingDetector(rule, setup, kind);
  const slides = rule.window === 'sliding';
  const windowUs = toMicros(rule.windowMs);
  const put = createPutInterval(rule, setup.outbox, kind.peak);
  const nearest = createNearest(scoreOf(rule), 'minCount' in rule ? rule.minCount : 1);
  const groups = createGroups<WindowGroup>({
    groupBy: rule.groupBy,
    maxGroups: setup.maxGroups,
    create: () => createWindowGroup(kind, slides),
    close: (group) => finish(group, false),
  });

  function finish(group: Group<WindowGroup>, open: boolean): void {
    endInterval(group.state, (interval) => put(group, interval, open));
  }
  function push(observation: TimedObservation): void {
    if (!kind.sees(observation)) return;
    const us = toMicros(observation.at);
    groups.sweep(us - windowUs);
    const group = groups.touch(observation, us);
    if (!group) return;
    const close = (interval: Interval) => put(group, interval, false);
    leaveWindow(group.state, us - windowUs, close);
    enterWindow(group.state, us, observation, kind);
    const value = judgeEntry(group.state, observation, kind, close);
    const { measure, total } = group.state;
    const near = kind.tellsNear ? (measure.near?.(total) ?? value) : value;
    if (near > nearest.bar) nearest.see(near, total, observation.at, group.group);
  }
  return assembleDetector(setup.outbox, {
    push,
    advance: (us) => groups.sweep(us - windowUs),
    end(us) {
      groups.sweep(us - windowUs);
      for (const group of groups.all()) {
        leaveWindow(group.state, us - windowUs, (interval) => put(group, interval, false));
        finish(group, true);
      }
    },
    groups,
    nearest,
  });
}
