import type { Stamp } from '../parse/envelope.js';
import { isSameKind, isSameStamp, type Outcome, stampsOf } from './outcome.js';
import { type StampPlace, stampPlaces, withOtherStamps } from './stamp-places.js';
import type { KnownStamp } from './template.js';

/** All are changed at once, each by as much as no other. */
const MAX_STAMPS = 8;

export interface KnownStamps {
  readonly stamps: readonly KnownStamp[];
  /** What the line says with other stamps. */
  readonly outcome: Outcome;
}

/**
 * The stamps of a line, and which of them are those of its entry: told by what changes with each. `undefined` where
 * something else changes, too, or where the time of the entry stands elsewhere.
 */
export function knowStamps(
  text: string,
  base: Outcome,
  read: (text: string) => Outcome | undefined,
): KnownStamps | undefined {
  const places = stampPlaces(text);
  if (places === undefined || places.length > MAX_STAMPS) return undefined;
  const other = withOtherStamps(text, places);
  const outcome = read(other);
  if (outcome === undefined || !isSameKind(base, outcome) || !hasSameFields(base, outcome))
    return undefined;
  const changed = stampsOf(outcome.entry);
  const roles = stampsOf(base.entry).map((stamp, role) =>
    places.filter(
      (place) =>
        isSameStamp(readAt(text, place), stamp) && isSameStamp(readAt(other, place), changed[role]),
    ),
  );
  // Each stamp of the entry stands at one place.
  const isWhole = stampsOf(base.entry).every(
    (stamp, role) => roles[role]?.length === (stamp === undefined ? 0 : 1),
  );
  if (!isWhole) return undefined;
  const stamps = places.map((place) => ({
    ...place,
    role: roles.flatMap((of, role) => (of.includes(place) ? [role] : []))[0],
  }));
  return { stamps, outcome };
}

const readAt = (text: string, { from, to, read }: StampPlace): Stamp | undefined =>
  read(text.slice(from, to));

const hasSameFields = (a: Outcome, b: Outcome): boolean =>
  JSON.stringify(a.raw) === JSON.stringify(b.raw);
