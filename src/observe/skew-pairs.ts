import { groupBy } from '../model/group-by.js';
import type { SkewSample } from './skew-estimate.js';
import type { Drift, Speaker, Witness, Witnesses } from './witness-keeper.js';

/** A clock that stamps records: a node's, or that of one source whose stamps lack their zone. */
export type ClockOf = (speaker: Speaker, assumed: boolean) => string | undefined;

/** Samples of two clocks; `offsetMs` is the second's time less the first's, and `first < second`. */
export interface ClockPair {
  readonly first: string;
  readonly second: string;
  readonly samples: readonly SkewSample[];
}

/** Told so often within this: one event in several sources. */
const SAME_MS = 2_000;
/**
 * Members take part in an election, and reach a revision, within this of each other: K3s and RKE2 wait 5 s
 * for a leader before they elect one. Source: knowledge of etcd's timings, formats.md section 3.2
 */
const TOGETHER_MS = 5_000;

interface Event extends Witness {
  readonly clock: string;
}

/** Which records of two clocks tell of one moment, and what they say of the clocks. */
export function pairWitnesses(witnesses: Witnesses, clockOf: ClockOf): readonly ClockPair[] {
  const pairs = createPairs();
  const events = mergeEvents(witnesses.events, clockOf);
  for (const group of groupBy(events, ({ key }) => key).values()) {
    pairCopies(group, pairs.add);
    const told = firstOfMember(group);
    if (told[0]?.role === 'compacted' || told[0]?.role === 'led') pairAll(told, pairs.add);
    else pairVote(told, pairs.add);
  }
  const votes = events.filter(({ role, key }) => role === 'voted' && key.startsWith('vote '));
  for (const group of groupBy(votes, ({ episode }) => episode).values()) {
    pairAll(firstOfMember(group), pairs.add);
  }
  addDrifts(witnesses, clockOf, pairs.add);
  return pairs.list();
}

type AddSample = (from: string, to: string, sample: SkewSample) => void;

function createPairs() {
  const byName = new Map<string, { first: string; second: string; samples: SkewSample[] }>();
  const add: AddSample = (from, to, sample) => {
    if (from === to) return;
    const [first, second] = from < to ? [from, to] : [to, from];
    const name = `${first}\u0001${second}`;
    const pair = byName.get(name) ?? { first, second, samples: [] };
    byName.set(name, pair);
    const offsetMs = from === first ? sample.offsetMs : -sample.offsetMs;
    pair.samples.push({ ...sample, offsetMs });
  };
  const list = (): readonly ClockPair[] =>
    [...byName.keys()].sort().flatMap((name) => byName.get(name) ?? []);
  return { add, list };
}

/** One event of a member on a clock, however many sources tell it; what happened twice is left out. */
function mergeEvents(witnesses: readonly Witness[], clockOf: ClockOf): readonly Event[] {
  const merged = new Map<string, Event>();
  for (const witness of witnesses) {
    const clock = clockOf(witness, witness.assumed);
    if (clock === undefined) continue;
    const { role, key, member, first, last, grainMs } = witness;
    const name = [role, key, member, clock].join('\u0001');
    const held = merged.get(name);
    merged.set(name, {
      ...witness,
      clock,
      first: Math.min(first, held?.first ?? first),
      last: Math.max(last, held?.last ?? last),
      grainMs: Math.min(grainMs, held?.grainMs ?? grainMs),
    });
  }
  return [...merged.values()].filter(({ first, last }) => last - first <= SAME_MS);
}

/** The same record of the same member by two clocks: two ways of storing one log. */
function pairCopies(group: readonly Event[], add: AddSample): void {
  for (const [a, b] of eachTwo(group)) {
    const isCopy = a.member === b.member && a.role === b.role && a.member !== '';
    if (isCopy) add(a.clock, b.clock, sampleOf(a, b, SAME_MS, true));
  }
}

/** Of each member one event of a role; several clocks may tell it. */
function firstOfMember(group: readonly Event[]): readonly Event[] {
  const known = new Map<string, Event>();
  for (const event of group) {
    const name = event.member === '' ? `@${event.clock}` : `${event.role} ${event.member}`;
    if (!known.has(name)) known.set(name, event);
  }
  return [...known.values()];
}

function pairAll(group: readonly Event[], add: AddSample): void {
  for (const [a, b] of eachTwo(group)) {
    if (a.role === b.role) add(a.clock, b.clock, sampleOf(a, b, TOGETHER_MS, false));
  }
}

/** The candidate asks before the voter votes, and hears of it afterwards: hard bounds, where both are told. */
function pairVote(group: readonly Event[], add: AddSample): void {
  const [asked, voted, answered] = (['asked', 'voted', 'answered'] as const).map((role) =>
    group.find((event) => event.role === role),
  );
  if (!voted) return;
  if (asked && answered && asked.clock === answered.clock && asked.first <= answered.last) {
    const low = voted.first - answered.last - answered.grainMs;
    const high = voted.last + voted.grainMs - asked.first;
    add(asked.clock, voted.clock, {
      offsetMs: (low + high) / 2,
      marginMs: (high - low) / 2,
      pairs: 2,
      episode: voted.episode,
      measured: true,
    });
    return;
  }
  const other = asked ?? answered;
  if (other) add(other.clock, voted.clock, sampleOf(other, voted, TOGETHER_MS, false));
}

const sampleOf = (a: Event, b: Event, withinMs: number, measured: boolean): SkewSample => ({
  offsetMs: b.first - a.first,
  marginMs: withinMs + Math.max(a.grainMs, b.grainMs),
  pairs: 1,
  episode: b.episode,
  measured,
});

/**
 * etcd measures clocks, not stamps: where the zone of the stamps is not known the measure says nothing of
 * them. Its error is within the round trip; older releases do not print that.
 */
function addDrifts({ drifts, members }: Witnesses, clockOf: ClockOf, add: AddSample): void {
  const clocks = clocksOfMembers(members, clockOf);
  for (const drift of drifts) {
    const ahead = clockOf(drift, false);
    const peer = clocks.get(drift.peer);
    if (ahead !== undefined && peer !== undefined) add(peer, ahead, measureOf(drift));
  }
}

const measureOf = ({ aheadMs, rttMs = TOGETHER_MS, at }: Drift): SkewSample => ({
  offsetMs: aheadMs,
  marginMs: rttMs,
  pairs: 1,
  episode: `drift ${at}`,
  measured: true,
});

/** Which clock a member of the cluster has; none where two nodes claim to be that member. */
function clocksOfMembers(
  members: Witnesses['members'],
  clockOf: ClockOf,
): ReadonlyMap<string, string> {
  const clocks = new Map<string, string | undefined>();
  for (const { member, ...speaker } of members) {
    const clock = clockOf(speaker, false);
    if (clock === undefined) continue;
    const held = clocks.has(member) ? clocks.get(member) : clock;
    clocks.set(member, held === clock ? clock : undefined);
  }
  return new Map([...clocks].flatMap(([member, clock]) => (clock ? [[member, clock]] : [])));
}

function* eachTwo<T>(items: readonly T[]): Generator<readonly [T, T]> {
  for (const [index, a] of items.entries()) {
    for (const b of items.slice(index + 1)) yield [a, b];
  }
}
