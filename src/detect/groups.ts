import type { TimedObservation } from '../model/observation.js';
import { readObservation } from '../model/observation.js';
import type { Fields, FieldValue } from '../model/record.js';

/** One group of a correlation with its running state. */
export interface Group<State> {
  readonly key: string;
  readonly group: Fields;
  readonly state: State;
  lastUs: number;
  older: Group<State> | undefined;
  newer: Group<State> | undefined;
}

export interface GroupsOptions<State> {
  readonly groupBy: readonly string[];
  readonly maxGroups: number;
  create(): State;
  /** The group is let go: idle for longer than its window, or evicted. */
  close(group: Group<State>): void;
}

/** The groups of one correlation, least recently active first. */
export interface Groups<State> {
  /** `undefined`: one of the group's fields is missing, or there is no such group yet. */
  find(observation: TimedObservation): Group<State> | undefined;
  /** Finds or makes the group and marks it as active at `us`. `undefined`: a field is missing. */
  touch(observation: TimedObservation, us: number): Group<State> | undefined;
  /** Lets go of all groups last active before `us`; `before` is called with each of them first. */
  sweep(us: number, before?: (group: Group<State>) => void): void;
  drop(group: Group<State>): void;
  all(): Iterable<Group<State>>;
  readonly evicted: number;
}

/** The least recently active group is evicted, and counted, when there are more than `maxGroups`. */
export function createGroups<State>(options: GroupsOptions<State>): Groups<State> {
  const { maxGroups } = options;
  const keyOf = createGroupKey(options.groupBy);
  const byKey = new Map<string, Group<State>>();
  const chain = createChain<State>();
  let evicted = 0;

  function drop(group: Group<State>): void {
    chain.unlink(group);
    byKey.delete(group.key);
    options.close(group);
  }
  function make(key: string, observation: TimedObservation, us: number): Group<State> {
    const group = groupFields(options.groupBy, observation);
    const state = options.create();
    const made = { key, group, state, lastUs: us, older: undefined, newer: undefined };
    byKey.set(key, made);
    chain.append(made);
    const { oldest } = chain;
    if (byKey.size > maxGroups && oldest) {
      evicted += 1;
      drop(oldest);
    }
    return made;
  }
  function touch(observation: TimedObservation, us: number): Group<State> | undefined {
    const key = keyOf(observation);
    if (key === undefined) return undefined;
    const group = byKey.get(key);
    if (!group) return make(key, observation, us);
    group.lastUs = us;
    chain.renew(group);
    return group;
  }
  return {
    touch,
    find(observation) {
      const key = keyOf(observation);
      return key === undefined ? undefined : byKey.get(key);
    },
    sweep(us, before) {
      for (let old = chain.oldest; old && old.lastUs < us; old = chain.oldest) {
        before?.(old);
        drop(old);
      }
    },
    drop,
    all: () => byKey.values(),
    get evicted() {
      return evicted;
    },
  };
}

/** Groups linked to each other, least recently active first. */
function createChain<State>() {
  let oldest: Group<State> | undefined;
  let newest: Group<State> | undefined;

  function unlink(group: Group<State>): void {
    if (group.older) group.older.newer = group.newer;
    else oldest = group.newer;
    if (group.newer) group.newer.older = group.older;
    else newest = group.older;
    group.older = undefined;
    group.newer = undefined;
  }
  function append(group: Group<State>): void {
    group.older = newest;
    if (newest) newest.newer = group;
    else oldest = group;
    newest = group;
  }
  return {
    append,
    unlink,
    renew(group: Group<State>): void {
      if (group === newest) return;
      unlink(group);
      append(group);
    },
    get oldest() {
      return oldest;
    },
  };
}

/** A storm repeats subject and fields: its key is built once. */
function createGroupKey(
  groupBy: readonly string[],
): (observation: TimedObservation) => string | undefined {
  let last: TimedObservation | undefined;
  let lastKey: string | undefined;
  return (observation) => {
    if (observation.subject !== last?.subject || observation.fields !== last.fields) {
      lastKey = groupKey(groupBy, observation);
      last = observation;
    }
    return lastKey;
  };
}

/** Lengths stand before the values, so that no two groups share a key. */
function groupKey(groupBy: readonly string[], observation: TimedObservation): string | undefined {
  let key = '';
  for (const name of groupBy) {
    const value = readObservation(observation, name);
    if (value === undefined) return undefined;
    if (groupBy.length === 1) return String(value);
    const text = String(value);
    key += `${text.length}:${text}`;
  }
  return key;
}

function groupFields(groupBy: readonly string[], observation: TimedObservation): Fields {
  const read = (name: string): FieldValue => readObservation(observation, name) ?? '';
  return Object.fromEntries(groupBy.map((name) => [name, read(name)]));
}

/** A text to sort groups by: their values, in the order of `group_by`. */
export const groupText = (group: Fields): string => Object.values(group).join('\u0000');
