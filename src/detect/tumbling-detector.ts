import type { Shape, TimedObservation } from '../model/observation.js';
import { askShape } from '../model/per-shape.js';
import type { CorrelationRule } from '../model/rule.js';
import { toMicros } from '../model/time.js';
import { assembleDetector, type Detector, type DetectorSetup, type Inlet } from './detector.js';
import { createGroups, createPlaceOf, type Group } from './groups.js';
import {
  extendInterval,
  type Interval,
  joinIntervals,
  startInterval,
  weightOf,
} from './interval.js';
import type { Measure, MeasureKind } from './measure.js';
import { createNearest, scoreOf } from './nearest.js';
import { createPutInterval } from './put-interval.js';

interface Tumbling {
  bucket: number;
  measure: Measure;
  total: number;
  /** The observations of the bucket that is being filled. */
  draft: Interval | undefined;
  held: Interval | undefined;
}

/**
 * Windows side by side, aligned to the epoch: [n * window, (n + 1) * window). Each is judged once, at its end. The
 * interval goes on while each next window holds too. The window in which the input ends may begin an interval or go on
 * with it, but not end it: it is not full.
 */
export function createTumblingDetector(
  rule: CorrelationRule,
  setup: DetectorSetup,
  kind: MeasureKind,
): Detector {
  const windowUs = toMicros(rule.windowMs);
  const put = createPutInterval(rule, setup.outbox, kind.peak);
  const nearest = createNearest(scoreOf(rule), 'minCount' in rule ? rule.minCount : 1);
  const bucketOf = (us: number): number => Math.floor(us / windowUs);
  const groups = createGroups<Tumbling>({
    maxGroups: setup.maxGroups,
    create: () => startBucket(kind),
    close: (group) => finish(group, false),
  });

  function judge(group: Group<Tumbling>, full = true): void {
    const { draft, measure, total } = group.state;
    const ended = judgeBucket(group.state, kind, full);
    if (draft) {
      const near = measure.near?.(total) ?? draft.peakValue;
      nearest.see(near, total, draft.peak.at, group.group);
    }
    if (ended) put(group.group, ended, false);
  }
  function finish(group: Group<Tumbling>, open: boolean, full = true): void {
    judge(group, full);
    const { held } = group.state;
    group.state.held = undefined;
    if (held) put(group.group, held, open);
  }
  function see(group: Group<Tumbling>, observation: TimedObservation, bucket: number): void {
    if (group.state.draft && group.state.bucket !== bucket) {
      judge(group);
      Object.assign(group.state, startBucket(kind), { held: group.state.held });
    }
    group.state.bucket = bucket;
    fill(group.state, observation);
  }
  function inletOf(shape: Shape): Inlet {
    const sees = askShape(shape, kind.reads, kind.sees);
    const placeOf = createPlaceOf(rule.groupBy, shape);
    return (observation, us) => {
      if (!sees(observation)) return;
      const bucket = bucketOf(us);
      groups.sweep((bucket - 1) * windowUs);
      const place = placeOf(observation);
      if (place) see(groups.touch(place, us), observation, bucket);
    };
  }
  return assembleDetector(setup.outbox, {
    inletOf,
    advance: (us) => groups.sweep((bucketOf(us) - 1) * windowUs),
    end(us) {
      const bucket = bucketOf(us);
      groups.sweep((bucket - 1) * windowUs);
      for (const group of groups.all()) finish(group, true, group.state.bucket < bucket);
    },
    groups,
    nearest,
  });
}

const startBucket = (kind: MeasureKind): Tumbling => ({
  bucket: 0,
  measure: kind.create(false),
  total: 0,
  draft: undefined,
  held: undefined,
});

function fill(state: Tumbling, observation: TimedObservation): void {
  const weight = weightOf(observation);
  const { cells } = state.measure;
  cells?.add(cells.encode(observation), weight, observation);
  state.total += weight;
  if (state.draft) extendInterval(state.draft, observation);
  else state.draft = startInterval(observation, 0);
  // The window counts as a whole: its peak is its last observation.
  state.draft.peak = observation;
  state.draft.raiser = observation;
}

/** Judges the bucket once it is over; gives the interval that it does not go on with. */
function judgeBucket(state: Tumbling, kind: MeasureKind, full: boolean): Interval | undefined {
  const { draft, measure, total, held } = state;
  if (!draft) return undefined;
  state.draft = undefined;
  const value = measure.value(total);
  draft.peakValue = value;
  draft.members = measure.members?.() ?? [];
  if (held && measure.holds(value, total)) {
    joinIntervals(held, draft, kind.extreme);
    return undefined;
  }
  if (held && !full) return undefined;
  state.held = measure.raises(value, total) ? draft : undefined;
  return held;
}
