import type { TimedObservation } from '../model/observation.js';
import { extendInterval, type Interval, raisePeak, weightOf } from './interval.js';
import type { Measure, MeasureKind } from './measure.js';
import {
  addToPrelude,
  clearPrelude,
  createPrelude,
  expirePrelude,
  type Prelude,
  raiseInterval,
} from './prelude.js';
import { createRing, dataAt, dropOldest, pushCell, type Ring, timeAt, weightAt } from './ring.js';

/**
 * The window of one group and, while the correlation holds, its interval. Observations belong to one interval
 * at most: `fresh` is the weight of those in the window that belong to none yet, the newest ones;
 * `claimed` the number of the ring's cells before them.
 */
export interface WindowGroup {
  readonly close: CloseInterval;
  /** Absent where observations leave the window only all together (session). */
  readonly ring: Ring | undefined;
  readonly measure: Measure;
  readonly prelude: Prelude;
  total: number;
  fresh: number;
  claimed: number;
  freshFromUs: number;
  held: Interval | undefined;
}

/** Called when a group's interval ends; `open`: only because the input does. */
export type CloseInterval = (interval: Interval, open: boolean) => void;

export const createWindowGroup = (
  kind: MeasureKind,
  slides: boolean,
  close: CloseInterval,
): WindowGroup => ({
  close,
  ring: slides ? createRing() : undefined,
  measure: kind.create(slides),
  prelude: createPrelude(),
  total: 0,
  fresh: 0,
  claimed: 0,
  freshFromUs: 0,
  held: undefined,
});

/** Puts an observation into the window; `judgeEntry` must follow. */
export function enterWindow(
  group: WindowGroup,
  us: number,
  observation: TimedObservation,
  kind: MeasureKind,
): void {
  const { ring, measure } = group;
  const weight = weightOf(observation);
  const { cells } = measure;
  const data = cells ? cells.encode(observation) : 0;
  cells?.add(data, weight, observation);
  group.total += weight;
  if (group.fresh === 0) group.freshFromUs = us;
  if (!ring) return;
  // A cell must not hold both what belongs to an interval and what ends it.
  pushCell(ring, us, data, weight, !group.held || kind.growing);
}

/** Decides, with the newest observation in the window, whether the correlation begins, goes on or ends; gives the value. */
export function judgeEntry(
  group: WindowGroup,
  observation: TimedObservation,
  kind: MeasureKind,
): number {
  const { measure, total, ring } = group;
  const value = measure.value(total);
  if (group.held && measure.holds(value, total)) {
    extendInterval(group.held, observation);
    raisePeak(group.held, value, observation, kind.extreme);
    if (ring) group.claimed = ring.size;
    return value;
  }
  if (group.held) {
    endInterval(group, false);
    if (ring) group.claimed = ring.size - 1;
  }
  group.fresh += weightOf(observation);
  addToPrelude(group.prelude, observation);
  if (measure.raises(value, total)) raise(group, value, observation);
  return value;
}

function raise(group: WindowGroup, value: number, raiser: TimedObservation): void {
  const { prelude, ring, measure, fresh } = group;
  const fromUs = ring ? timeAt(ring, group.claimed) : group.freshFromUs;
  group.held = raiseInterval(prelude, { from: fromUs / 1000, raiser, value, count: fresh });
  group.held.members = measure.members?.() ?? [];
  group.fresh = 0;
  if (ring) group.claimed = ring.size;
}

export function endInterval(group: WindowGroup, open: boolean): void {
  if (!group.held) return;
  const { held } = group;
  group.held = undefined;
  group.close(held, open);
}

/**
 * Takes out what lies before `us`. While the correlation holds it is judged at every instant at which
 * something left, for a condition may fail in between and be met again later.
 */
export function leaveWindow(group: WindowGroup, us: number): void {
  const { ring } = group;
  if (!ring || ring.size === 0 || timeAt(ring, 0) >= us) return;
  while (ring.size > 0 && timeAt(ring, 0) < us) {
    dropInstant(group, ring);
    judgeLeave(group);
  }
  tendPrelude(group, us);
}

/** Takes out the oldest instant without judging. */
export function leaveInstant(group: WindowGroup): void {
  const { ring } = group;
  if (!ring || ring.size === 0) return;
  const us = timeAt(ring, 0);
  dropInstant(group, ring);
  tendPrelude(group, us + 1);
}

function tendPrelude(group: WindowGroup, us: number): void {
  if (group.fresh === 0) clearPrelude(group.prelude);
  else expirePrelude(group.prelude, us);
}

/** An empty window always ends the interval. */
export function judgeLeave(group: WindowGroup): void {
  if (!group.held) return;
  const { measure, total } = group;
  const holds = total > 0 && measure.holds(measure.value(total), total);
  if (!holds) endInterval(group, false);
}

/** Takes out all cells of the oldest instant. */
function dropInstant(group: WindowGroup, ring: Ring): void {
  const us = timeAt(ring, 0);
  while (ring.size > 0 && timeAt(ring, 0) === us) {
    const weight = weightAt(ring, 0);
    group.measure.cells?.remove(dataAt(ring, 0), weight);
    group.total -= weight;
    if (group.claimed > 0) group.claimed -= 1;
    else group.fresh -= weight;
    dropOldest(ring);
  }
}
