import type { NodeClock } from './model/clock.js';
import type { Coverage } from './model/report.js';
import type { CorrelationRule } from './model/rule.js';
import { offsetAmong, type ZoneSpan } from './model/zone.js';
import type { RawCoverage } from './observe/coverage.js';
import { toldZones } from './observe/host-zones.js';
import type { Settle } from './observe/runs.js';
import { createSettle, type SourceClock } from './observe/settle.js';
import { findSkew } from './observe/skew.js';
import { onCommonClock } from './observe/skew-coverage.js';
import type { Witnesses } from './observe/witness-keeper.js';
import { nodeOfLog, type Placement } from './placement.js';

/** One time for all nodes: that of the clock most of them agree with. */
export interface CommonClock {
  /** Completes the year and the zone of an assumed time; it still is the time of its node's clock. */
  readonly settle: Settle;
  /** Milliseconds that a node's clock is ahead of the common one; 0 where that is not known. */
  readonly aheadOf: (node: string) => number;
  readonly clocks: readonly NodeClock[];
  /** Coverage with settled times, moved onto the common clock. */
  move(coverage: readonly Coverage[]): readonly Coverage[];
}

export interface ClockInput {
  readonly covered: readonly RawCoverage[];
  readonly witnesses: Witnesses;
  readonly placement: Placement;
  readonly correlations: readonly CorrelationRule[];
}

/** What completes times without year or zone, and how far the nodes' clocks are apart. */
export function createCommonClock(input: ClockInput): CommonClock {
  const { covered, witnesses, placement, correlations } = input;
  const zones = zonesOf(covered, placement);
  const settleOwn = createSettle(covered, withZones(placement, zones));
  const zoneless = covered.filter(
    ({ zoneless: isZoneless, source }) =>
      isZoneless && !placement.hasZone(source) && !zones.has(source),
  );
  const skew = findSkew({
    witnesses,
    nodeOf: (speaker) => placement.subjectOf(speaker).node,
    zoneless: new Set(zoneless.map(({ source }) => source)),
    settle: settleOwn,
    maxUncertaintyMs: narrowestJointMs(correlations),
  });
  const aheadIn = new Map(
    covered.map(({ source, node = '', nodes }) => {
      const named = nodes.length > 0 ? nodes : [node];
      const ahead = named.map((name) => skew.aheadOf(placement.nodeOf(name, source, false)));
      return [source, [...new Set(ahead)]];
    }),
  );
  return {
    settle: (at, source) => settleOwn(at, source) - skew.zoneOf(source),
    aheadOf: skew.aheadOf,
    clocks: skew.clocks,
    move: (coverage) =>
      coverage
        .map((one) => (zones.has(one.source) ? withoutZoneNote(one) : one))
        .map((one) => onCommonClock(one, aheadIn.get(one.source) ?? [])),
  };
}

/** What sources tell of the zones of those that lack one. */
function zonesOf(covered: readonly RawCoverage[], placement: Placement) {
  const nodeOf = ({ source, nodes, node = '' }: RawCoverage): string => {
    const named = nodes.length > 0 ? nodes : [node];
    const placed = new Set(named.map((name) => nodeOfLog(placement, name, source)));
    return placed.size === 1 ? ([...placed][0] ?? '') : '';
  };
  return toldZones(covered, nodeOf, placement.hasZone);
}

/** What a source tells of itself goes before what its bundle tells; that goes before what others of its host show. */
const withZones = (
  placement: Placement,
  zones: ReadonlyMap<string, readonly ZoneSpan[]>,
): SourceClock => ({
  momentOf: placement.momentOf,
  offsetOf: (source, at) =>
    offsetAmong(zones.get(source) ?? [], at) ?? placement.offsetOf(source, at),
});

const withoutZoneNote = (one: Coverage): Coverage => ({
  ...one,
  notes: one.notes.filter(({ code }) => code !== 'zone-assumed'),
});

const OF_ONE_NODE: ReadonlySet<string> = new Set(['node.name', 'pod.uid', 'pod.name', 'source']);

/**
 * The narrowest window in which a rule joins records of several nodes. A clock known less well than that is
 * left as it is: what the rule then saw in it would be chance.
 */
function narrowestJointMs(correlations: readonly CorrelationRule[]): number {
  const joint = correlations.filter(
    ({ groupBy }) => !groupBy.some((name) => OF_ONE_NODE.has(name)),
  );
  return Math.min(...joint.map(({ windowMs }) => windowMs));
}
