import type { Shape, TimedObservation } from '../model/observation.js';
import { toMicros } from '../model/time.js';
import { conditionJudge, type Judge } from './condition.js';
import {
  assembleDetector,
  type Detector,
  type DetectorSetup,
  type Inlet,
  type RuleOf,
} from './detector.js';
import { createGroups, createPlaceOf, type Group } from './groups.js';
import { type Extreme, isFurther } from './interval.js';
import type { MeasureKind } from './measure.js';
import { createNearest, scoreOf } from './nearest.js';
import { createPeerCounts, type PeerCounts } from './peer-counts.js';
import { createPutInterval } from './put-interval.js';
import { createRing, dataAt, dropOldest, pushCell, timeAt } from './ring.js';
import {
  createWindowGroup,
  endInterval,
  enterWindow,
  judgeEntry,
  judgeLeave,
  leaveInstant,
  type WindowGroup,
} from './window-group.js';

interface Peer {
  readonly id: number;
  readonly window: WindowGroup;
  /** The ratio furthest into the condition while it holds. */
  extreme: number | undefined;
}

/**
 * This group's count in the window against the median of the other groups' counts in the same window (the mean of
 * the middle two for an even number). Every group seen so far is a peer and counts 0 when silent; a median
 * of 0 divides as 1; without a peer nothing holds. A group is judged when one of its own observations comes or leaves.
 * Always sliding.
 */
export function createPeerRatio(rule: RuleOf<'peer_ratio'>, setup: DetectorSetup): Detector {
  const judge = conditionJudge(rule.condition);
  const windowUs = toMicros(rule.windowMs);
  const put = createPutInterval(rule, setup.outbox, 'count');
  const counts = createPeerCounts();
  const leaving = createLeaving();
  const kind = measureRatio(counts, judge, rule.minCount);
  const nearest = createNearest(scoreOf(rule), rule.minCount);
  let nextId = 0;
  const groups = createGroups<Peer>({
    maxGroups: setup.maxGroups,
    create(group) {
      counts.join();
      nextId += 1;
      const peer: Peer = {
        id: nextId,
        window: createWindowGroup(kind, true, (interval, open) => {
          const { extreme } = peer;
          peer.extreme = undefined;
          put(group, interval, open, extreme);
        }),
        extreme: undefined,
      };
      return peer;
    },
    close(group) {
      leaving.drop(group);
      counts.leave(group.state.window);
      endInterval(group.state.window, false);
    },
  });

  /** All observations of one instant leave together, before any group is judged. */
  function leave(us: number): void {
    for (let some = leaving.next(us); some; some = leaving.next(us)) {
      for (const { state } of some) counts.recount(state.window, () => leaveInstant(state.window));
      for (const { state } of some) judgeLeave(state.window);
    }
  }
  function see(group: Group<Peer>, observation: TimedObservation, us: number): void {
    const { state } = group;
    counts.recount(state.window, () => enterWindow(state.window, us, observation, kind));
    leaving.add(group, us);
    judgeEntry(state.window, observation, kind);
    const { measure, total } = state.window;
    nearest.see(measure.near?.(total) ?? Number.NaN, total, observation.at, group.group);
    if (state.window.held) noteRatio(state, counts, judge.extreme);
  }
  function inletOf(shape: Shape): Inlet {
    const placeOf = createPlaceOf(rule.groupBy, shape);
    return (observation, us) => {
      leave(us - windowUs);
      const place = placeOf(observation);
      if (place) see(groups.touch(place, us), observation, us);
    };
  }
  return assembleDetector(setup.outbox, {
    inletOf,
    advance: (us) => leave(us - windowUs),
    end(us) {
      leave(us - windowUs);
      for (const { state } of groups.all()) endInterval(state.window, true);
    },
    groups,
    nearest,
  });
}

/** A group's own count, judged by its ratio to the others. */
function measureRatio(counts: PeerCounts, judge: Judge, minCount: number): MeasureKind {
  let ratio: number | undefined;
  const holds = (value: number, total: number): boolean => {
    ratio = counts.ratioOf(total);
    return total >= minCount && ratio !== undefined && judge.holds(ratio) && value > 0;
  };
  // The one that was judged last: it is asked for right after.
  const near = () => ratio ?? Number.NaN;
  return {
    reads: [],
    sees: () => true,
    create: () => ({ value: (total) => total, near, raises: holds, holds }),
    extreme: 'highest',
    growing: false,
    peak: 'count',
  };
}

/** All observations of all windows, in the order in which they leave. */
function createLeaving() {
  const order = createRing();
  const byId = new Map<number, Group<Peer>>();
  return {
    add(group: Group<Peer>, us: number): void {
      byId.set(group.state.id, group);
      pushCell(order, us, group.state.id, 1, true);
    },
    drop(group: Group<Peer>): void {
      byId.delete(group.state.id);
    },
    /** The groups that something leaves at the oldest instant before `us`; `undefined`: nothing is left of it. */
    next(us: number): ReadonlySet<Group<Peer>> | undefined {
      if (order.size === 0 || timeAt(order, 0) >= us) return undefined;
      const instant = timeAt(order, 0);
      const some = new Set<Group<Peer>>();
      while (order.size > 0 && timeAt(order, 0) === instant) {
        const group = byId.get(dataAt(order, 0));
        dropOldest(order);
        if (group) some.add(group);
      }
      return some;
    },
  };
}

function noteRatio(peer: Peer, counts: PeerCounts, extreme: Extreme): void {
  const ratio = counts.ratioOf(peer.window.total) ?? 0;
  if (peer.extreme === undefined || isFurther(ratio, peer.extreme, extreme)) peer.extreme = ratio;
}
