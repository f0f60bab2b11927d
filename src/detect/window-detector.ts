import type { Shape, TimedObservation } from '../model/observation.js';
import { askShape } from '../model/per-shape.js';
import type { CorrelationRule } from '../model/rule.js';
import { toMicros } from '../model/time.js';
import { assembleDetector, type Detector, type DetectorSetup, type Inlet } from './detector.js';
import { createGroups, createPlaceOf, type Group } from './groups.js';
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
    maxGroups: setup.maxGroups,
    create: (group) =>
      createWindowGroup(kind, slides, (interval, open) => put(group, interval, open)),
    close: ({ state }) => endInterval(state, false),
  });

  function see({ state, group }: Group<WindowGroup>, observation: TimedObservation, us: number) {
    leaveWindow(state, us - windowUs);
    enterWindow(state, us, observation, kind);
    const value = judgeEntry(state, observation, kind);
    const { measure, total } = state;
    const near = kind.tellsNear ? (measure.near?.(total) ?? value) : value;
    if (near > nearest.bar) nearest.see(near, total, observation.at, group);
  }
  function inletOf(shape: Shape): Inlet {
    const sees = askShape(shape, kind.reads, kind.sees);
    const placeOf = createPlaceOf(rule.groupBy, shape);
    return (observation, us) => {
      if (!sees(observation)) return;
      groups.sweep(us - windowUs);
      const place = placeOf(observation);
      if (place) see(groups.touch(place, us), observation, us);
    };
  }
  return assembleDetector(setup.outbox, {
    inletOf,
    advance: (us) => groups.sweep(us - windowUs),
    end(us) {
      groups.sweep(us - windowUs);
      for (const { state } of groups.all()) {
        leaveWindow(state, us - windowUs);
        endInterval(state, true);
      }
    },
    groups,
    nearest,
  });
}
