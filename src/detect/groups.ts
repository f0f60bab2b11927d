import { readObservation, type Shape } from '../model/observation.js';
import { askShape, type Described } from '../model/per-shape.js';
import type { Fields, FieldValue } from '../model/record.js';

/** Which group an observation belongs to. */
export interface Place {
  readonly key: string;
  readonly group: Fields;
}

/** One group of a correlation with its running state. */
export interface Group<State> extends Place {
  readonly state: State;
  lastUs: number;
  older: Group<State> | undefined;
  newer: Group<State> | undefined;
}

export interface GroupsOptions<State> {
  readonly maxGroups: number;
  create(group: Fields): State;
  /** The group is let go: idle for longer than its window, or evicted. */
  close(group: Group<State>): void;
}

/** The groups of one correlation, least recently active first. */
export interface Groups<State> {
  /** `undefined`: there is no such group yet. */
  find(place: Place): Group<State> | undefined;
  /** Finds or makes the group and marks it as active at `us`. */
  touch(place: Place, us: number): Group<State>;
  /** The same, but makes none. */
  renew(place: Place, us: number): Group<State> | undefined;
  /** Lets go of all groups last active before `us`; `before` is called with each of them first. */
  sweep(us: number, before?: (group: Group<State>) => void): void;
  drop(group: Group<State>): void;
  all(): Iterable<Group<State>>;
  readonly evicted: number;
}

/** The least recently active group is evicted, and counted, when there are more than `maxGroups`. */
export function createGroups<State>(options: GroupsOptions<State>): Groups<State> {
  const { maxGroups } = options;
  const byKey = new Map<string, Group<State>>();
  // Linked to each other by when they were last active.
  let oldest: Group<State> | undefined;
  let newest: Group<State> | undefined;
  let evicted = 0;

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
  function drop(group: Group<State>): void {
    unlink(group);
    byKey.delete(group.key);
    options.close(group);
  }
  function make({ key, group }: Place, us: number): Group<State> {
    const state = options.create(group);
    const made = { key, group, state, lastUs: us, older: undefined, newer: undefined };
    byKey.set(key, made);
    append(made);
    if (byKey.size > maxGroups && oldest) {
      evicted += 1;
      drop(oldest);
    }
    return made;
  }
  function renew({ key }: Place, us: number): Group<State> | undefined {
    // A storm stays in one group.
    const group = newest?.key === key ? newest : byKey.get(key);
    if (!group) return undefined;
    group.lastUs = us;
    if (group !== newest) {
      unlink(group);
      append(group);
    }
    return group;
  }
  return {
    touch: (place, us) => renew(place, us) ?? make(place, us),
    renew,
    find: ({ key }) => byKey.get(key),
    sweep(us, before) {
      for (let old = oldest; old && old.lastUs < us; old = oldest) {
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

/** Where observations of the shape belong; `undefined` for those that lack one of the fields. */
export const createPlaceOf = (
  groupBy: readonly string[],
  shape: Shape,
): ((observation: Described) => Place | undefined) =>
  askShape(shape, groupBy, (described) => placeOf(groupBy, described));

/** Lengths stand before the values, so that no two groups share a key. */
function placeOf(groupBy: readonly string[], described: Described): Place | undefined {
  const group: Record<string, FieldValue> = {};
  let key = '';
  for (const name of groupBy) {
    const value = readObservation(described, name);
    if (value === undefined) return undefined;
    const text = String(value);
    key += `${text.length}:${text}`;
    group[name] = value;
  }
  return { key, group };
}

/** A text to sort groups by: their values, in the order of `group_by`. */
export const groupText = (group: Fields): string => Object.values(group).join('\u0000');
