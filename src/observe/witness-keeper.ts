import type { LogRecord, Pod } from '../model/record.js';
import { ownText } from '../model/text.js';
import type { EpochMs } from '../model/time.js';
import { hashOf } from './hash.js';
import { createNodeReader, ownPod } from './subjects.js';
import { readWitness, type SharedEvent, type Told } from './witness.js';

/** Kept of one source; more are thinned out evenly. */
const MAX_KEPT = 2048;
const MAX_MEMBERS = 256;

/** Who wrote a record, as far as it says; its node is known once all facts are. */
export interface Speaker {
  readonly source: string;
  /** The one the record names; empty where it names none. */
  readonly node: string;
  readonly pod?: Pod;
}

/** One event as one source tells it. */
export interface Witness extends SharedEvent, Speaker {
  /** The first and the last time it is told; far apart: it happened twice and pairs with nothing. */
  readonly first: EpochMs;
  readonly last: EpochMs;
  /** Milliseconds that the stamp may have cut off: 1,000 of one in whole seconds. */
  readonly grainMs: number;
  /** The stamp lacks year or zone. */
  readonly assumed: boolean;
}

/** One measure of etcd: the speaker's clock less the peer's. */
export interface Drift extends Speaker {
  readonly peer: string;
  readonly at: EpochMs;
  readonly aheadMs: number;
  readonly rttMs?: number;
}

export interface Witnesses {
  readonly events: readonly Witness[];
  readonly drifts: readonly Drift[];
  readonly members: readonly (Speaker & { readonly member: string })[];
}

/** Listens to the records of all sources. Memory is bounded for each source. */
export interface WitnessKeeper {
  source(name: string): (record: LogRecord) => void;
  /** In an order that does not depend on the order of the sources. */
  list(): Witnesses;
  take(): TakenWitnesses;
  absorb(taken: TakenWitnesses): void;
}

/** By name of the source what another thread kept of it. */
export type TakenWitnesses = readonly (readonly [source: string, kept: Witnesses])[];

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export function createWitnessKeeper(): WitnessKeeper {
  const sources = new Map<string, ReturnType<typeof createSourceKeeper>>();
  const absorbed: (readonly [string, Witnesses])[] = [];
  const take = (): TakenWitnesses => [
    ...[...sources].map(([name, keeper]) => [name, keeper.list()] as const),
    ...absorbed,
  ];
  return {
    source(name) {
      const keeper = sources.get(name) ?? createSourceKeeper(name);
      sources.set(name, keeper);
      return keeper.see;
    },
    list() {
      const named = [...take()].sort(([a], [b]) => (a === b ? 0 : a < b ? -1 : 1));
      const kept = named.map(([, witnesses]) => witnesses);
      return {
        events: kept.flatMap(({ events }) => events),
        drifts: kept.flatMap(({ drifts }) => drifts),
        members: kept.flatMap(({ members }) => members),
      };
    },
    take,
    absorb(taken) {
      for (const one of taken) absorbed.push(one);
    },
  };
}

function createSourceKeeper(source: string) {
  const nodeOf = createNodeReader();
  const events = createThinned<Mutable<Witness>>();
  const drifts = createThinned<Drift>();
  const members = new Map<string, Speaker & { readonly member: string }>();

  const see = (record: LogRecord): void => {
    const told = readWitness(record);
    if (!told) return;
    const speaker = speakerOf(record, source, nodeOf(record));
    noteMember(members, told, speaker);
    const { time } = record;
    if (time === undefined || told.kind === 'member') return;
    if (told.kind === 'drift') {
      const drift = { ...ownDrift(told), ...speaker, at: time.ms };
      drifts.keep(`${speaker.node} ${drift.peer} ${time.ms}`, `${time.ms}`, () => drift);
      return;
    }
    const { ms, assumed } = time;
    const { kind: _kind, afterMs, ...event } = told;
    const at = ms - afterMs;
    const key = `${event.role} ${event.key} ${event.member} ${speaker.node} ${assumed}`;
    const held = events.keep(key, event.episode, () => ({
      ...ownEvent(event),
      ...speaker,
      afterMs,
      first: at,
      last: at,
      grainMs: grainOf(ms),
      assumed,
    }));
    if (!held) return;
    held.first = Math.min(held.first, at);
    held.last = Math.max(held.last, at);
  };

  return {
    see,
    list: (): Witnesses => ({
      events: events.list(),
      drifts: drifts.list(),
      members: [...members.keys()].sort().flatMap((key) => members.get(key) ?? []),
    }),
  };
}

/** What the digits of a stamp tell: seconds, milliseconds or microseconds. */
function grainOf(ms: number): number {
  if (ms % 1000 === 0) return 1000;
  return Number.isInteger(ms) ? 1 : 0.001;
}

const speakerOf = ({ pod }: LogRecord, source: string, node: string): Speaker => ({
  source,
  node: ownText(node),
  ...(pod === undefined ? {} : { pod: ownPod(pod) }),
});

function noteMember(
  members: Map<string, Speaker & { readonly member: string }>,
  told: Told,
  speaker: Speaker,
): void {
  const member = told.kind === 'drift' ? '' : told.member;
  const key = `${member} ${speaker.node}`;
  if (member === '' || members.has(key) || members.size >= MAX_MEMBERS) return;
  members.set(ownText(key), { ...speaker, member: ownText(member) });
}

const ownEvent = ({ role, key, episode, member }: Omit<SharedEvent, 'afterMs'>) => ({
  role,
  key: ownText(key),
  episode: ownText(episode),
  member: ownText(member),
});

const ownDrift = ({ peer, aheadMs, rttMs }: Extract<Told, { kind: 'drift' }>) => ({
  peer: ownText(peer),
  aheadMs,
  ...(rttMs === undefined ? {} : { rttMs }),
});

/**
 * A map that holds `MAX_KEPT` entries at most. Beyond that only every second group stays, then every
 * fourth …: which ones hangs on their names alone, so all sources keep the same.
 */
function createThinned<T>(max = MAX_KEPT) {
  const held = new Map<string, { readonly hash: number; readonly item: T }>();
  let mask = 0;
  return {
    /** The held item of the key; `undefined` where its group is left out. */
    keep(key: string, group: string, create: () => T): T | undefined {
      const known = held.get(key);
      if (known) return known.item;
      const hash = hashOf(group);
      if ((hash & mask) !== 0) return undefined;
      const item = create();
      held.set(ownText(key), { hash, item });
      while (held.size > max && mask < 0x3fffffff) {
        mask = mask * 2 + 1;
        for (const [name, one] of held) if ((one.hash & mask) !== 0) held.delete(name);
      }
      return item;
    },
    list: (): readonly T[] =>
      [...held.keys()].sort().flatMap((key) => {
        const one = held.get(key);
        return one ? [one.item] : [];
      }),
  };
}
