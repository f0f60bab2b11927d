import type { NodeClock } from '../model/clock.js';
import type { EpochMs } from '../model/time.js';
import { estimateSkew } from './skew-estimate.js';
import { type Link, type Placed, placeClocks } from './skew-graph.js';
import { pairWitnesses } from './skew-pairs.js';
import type { Speaker, Witnesses } from './witness-keeper.js';

/** How far clocks stand from the common one, once everything was read. */
export interface ClockSkew {
  /** Milliseconds that a node's stamps are ahead of the common clock; 0 where that is not known. */
  aheadOf(node: string): number;
  /** The same for the missing zone of a source's assumed stamps, beside what the node is ahead. */
  zoneOf(source: string): number;
  /** Of every node whose records pair with another node's; by node. */
  readonly clocks: readonly NodeClock[];
}

export interface SkewInput {
  readonly witnesses: Witnesses;
  /** The one name of the node that speaks; empty where nobody knows. */
  readonly nodeOf: (speaker: Speaker) => string;
  /** Sources whose assumed stamps were read as UTC for want of a zone. */
  readonly zoneless: ReadonlySet<string>;
  /** Completes the year and, where a bundle tells it, the zone of an assumed time. */
  readonly settle: (at: EpochMs, source: string) => EpochMs;
  /** A correction less certain than this is told and not made. */
  readonly maxUncertaintyMs: number;
}

const MINUTE_MS = 60_000;
/** Nearly all zones are whole half hours apart, the others whole quarters. */
const HALF_HOUR_MS = 30 * MINUTE_MS;
const QUARTER_MS = 15 * MINUTE_MS;
/** So near to whole half hours a zone explains it better than a clock that runs wrong. */
const ZONE_FIT_MS = 5_000;
/** The same where the stamps lack their zone: some zone they have, and the clock may be wrong besides. */
const ZONELESS_FIT_MS = 5 * MINUTE_MS;
/** Less is not worth a word. */
export const LEAST_SKEW_MS = 1_000;

const SOURCE = 'source:';
const NODE = 'node:';

/** Estimates the skew of all clocks from paired records. Pure. */
export function findSkew(input: SkewInput): ClockSkew {
  const machines = new Map<string, string>();
  const clockOf = (speaker: Speaker, assumed: boolean): string | undefined => {
    const node = input.nodeOf(speaker);
    if (node === '') return undefined;
    const isOwn = assumed && input.zoneless.has(speaker.source);
    const clock = isOwn ? `${SOURCE}${speaker.source}` : `${NODE}${node}`;
    machines.set(clock, node);
    return clock;
  };
  const machineOf = (clock: string): string => machines.get(clock) ?? '';
  const pairs = pairWitnesses(settled(input), clockOf);
  const links = pairs.flatMap(({ first, second, samples }): Link[] => {
    const skew = estimateSkew(samples);
    return skew ? [{ first, second, ...skew }] : [];
  });
  const isZoned = (clock: string): boolean => clock.startsWith(NODE);
  const placed = placeClocks(links, { machineOf, isZoned });
  return describe(placed, machineOf, input.maxUncertaintyMs);
}

const settled = ({ witnesses, settle }: SkewInput): Witnesses => ({
  ...witnesses,
  events: witnesses.events.map((event) =>
    event.assumed
      ? {
          ...event,
          first: settle(event.first, event.source),
          last: settle(event.last, event.source),
        }
      : event,
  ),
});

function describe(
  placed: ReadonlyMap<string, Placed>,
  machineOf: (clock: string) => string,
  maxUncertaintyMs: number,
): ClockSkew {
  const zones = zonesOf(placed, machineOf);
  const found = new Map<string, NodeClock>();
  const ahead = new Map<string, number>();
  // `node:` sorts before `source:`, so a node's own clock speaks for it where both are known.
  for (const clock of [...placed.keys()].sort()) {
    const node = machineOf(clock);
    const skew = placed.get(clock);
    if (!skew || found.has(node) || isAlone(clock, placed, machineOf)) continue;
    const zoneMs = zones.get(clock);
    const reference = machineOf(skew.reference);
    const told = clockOfNode({ node, reference, skew, maxUncertaintyMs, zoneMs });
    found.set(node, told);
    const { offsetMs, uncertaintyMs, corrected } = told;
    // A missing zone is taken off source by source.
    const restMs = offsetMs - (zoneMs ?? 0);
    if (corrected && isOff(restMs, uncertaintyMs)) ahead.set(node, restMs);
  }
  return {
    aheadOf: (node) => ahead.get(node) ?? 0,
    zoneOf: (source) => zones.get(`${SOURCE}${source}`) ?? 0,
    clocks: [...found.values()].sort((a, b) =>
      a.node.localeCompare(b.node, 'en', { numeric: true }),
    ),
  };
}

/** Linked to no clock of another machine. */
function isAlone(
  clock: string,
  placed: ReadonlyMap<string, Placed>,
  machineOf: (clock: string) => string,
): boolean {
  const reference = placed.get(clock)?.reference;
  const others = [...placed].filter(([other]) => machineOf(other) !== machineOf(clock));
  return !others.some(([, it]) => it.reference === reference);
}

const isOff = (offsetMs: number, uncertaintyMs: number): boolean =>
  Math.abs(offsetMs) > Math.max(uncertaintyMs, LEAST_SKEW_MS);

/** What the missing zone adds to the stamps of sources, beside the skew of their node's clock. */
function zonesOf(
  placed: ReadonlyMap<string, Placed>,
  machineOf: (clock: string) => string,
): ReadonlyMap<string, number> {
  const zones = new Map<string, number>();
  for (const [clock, { offsetMs, reference, uncertaintyMs }] of placed) {
    if (!clock.startsWith(SOURCE)) continue;
    const own = placed.get(`${NODE}${machineOf(clock)}`);
    const other = placed.get(`${NODE}${machineOf(reference)}`);
    const isKnown = own !== undefined && own.reference === other?.reference;
    const skewMs = isKnown ? own.offsetMs - (other?.offsetMs ?? 0) : 0;
    const zoneMs = zoneIn(offsetMs - skewMs, uncertaintyMs, ZONELESS_FIT_MS);
    if (zoneMs !== 0) zones.set(clock, zoneMs);
  }
  return zones;
}

function clockOfNode(input: {
  readonly node: string;
  readonly reference: string;
  readonly skew: Placed;
  /** What the missing zone of the stamps adds, where they miss one. */
  readonly zoneMs: number | undefined;
  readonly maxUncertaintyMs: number;
}): NodeClock {
  const { node, reference, skew, maxUncertaintyMs } = input;
  const offsetMs = roundMs(skew.offsetMs);
  // Rounded up: the truth stays inside.
  const uncertaintyMs = Math.ceil(skew.uncertaintyMs * 1000) / 1000;
  const zoneMs = input.zoneMs ?? zoneIn(offsetMs, uncertaintyMs, ZONE_FIT_MS);
  const isWrong = isOff(offsetMs, uncertaintyMs);
  return {
    node,
    reference,
    offsetMs,
    uncertaintyMs,
    pairs: skew.pairs,
    ...(isWrong && zoneMs !== 0 ? { zoneMinutes: zoneMs / MINUTE_MS } : {}),
    corrected: isWrong && uncertaintyMs <= maxUncertaintyMs,
  };
}

/** The zone that explains an offset, 0 where none does. */
function zoneIn(offsetMs: number, uncertaintyMs: number, fitMs: number): number {
  if (uncertaintyMs > ZONELESS_FIT_MS) return 0;
  const half = Math.round(offsetMs / HALF_HOUR_MS) * HALF_HOUR_MS;
  if (Math.abs(offsetMs - half) <= Math.max(uncertaintyMs, fitMs)) return half;
  const quarter = Math.round(offsetMs / QUARTER_MS) * QUARTER_MS;
  const isZone = Math.abs(quarter) > HALF_HOUR_MS;
  return isZone && Math.abs(offsetMs - quarter) <= Math.max(uncertaintyMs, ZONE_FIT_MS)
    ? quarter
    : 0;
}

/** Whole microseconds, no negative zero. */
const roundMs = (ms: number): number => Math.round(ms * 1000) / 1000 + 0;
