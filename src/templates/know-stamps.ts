import { isSameKind, isSameStamp, type Outcome, stampsOf } from './outcome.js';
import { type StampPlace, stampPlaces, withOtherStamp } from './stamp-places.js';
import type { KnownStamp } from './template.js';

/**
 * The stamps of a line, and which of them are those of its entry: told by what changes with each. `undefined` where
 * something else changes, too, or where the time of the entry stands elsewhere.
 */
export function knowStamps(
  text: string,
  base: Outcome,
  read: (text: string) => Outcome | undefined,
): readonly KnownStamp[] | undefined {
  const known: KnownStamp[] = [];
  for (const place of stampPlaces(text)) {
    const role = roleOf(text, place, base, read);
    if (role === undefined) return undefined;
    known.push({ ...place, role: role === NO_ROLE ? undefined : role });
  }
  const roles = known.flatMap(({ role }) => role ?? []);
  const isWhole = stampsOf(base.entry).every(
    (stamp, role) => roles.filter((one) => one === role).length === (stamp === undefined ? 0 : 1),
  );
  return isWhole ? known : undefined;
}

const NO_ROLE = -1;

function roleOf(
  text: string,
  place: StampPlace,
  base: Outcome,
  read: (text: string) => Outcome | undefined,
): number | undefined {
  const other = withOtherStamp(text, place);
  const outcome = read(other);
  if (outcome === undefined || !isSameKind(base, outcome) || !hasSameFields(base, outcome))
    return undefined;
  const [own, theirs] = [stampsOf(base.entry), stampsOf(outcome.entry)];
  const changed = own.flatMap((stamp, role) => (isSameStamp(stamp, theirs[role]) ? [] : [role]));
  const [role = NO_ROLE, ...more] = changed;
  if (more.length > 0) return undefined;
  if (role === NO_ROLE) return role;
  const isRead = (line: string, stamp: (typeof own)[number]): boolean =>
    isSameStamp(place.read(line.slice(place.from, place.to)), stamp);
  return isRead(text, own[role]) && isRead(other, theirs[role]) ? role : undefined;
}

const hasSameFields = (a: Outcome, b: Outcome): boolean =>
  JSON.stringify(a.raw) === JSON.stringify(b.raw);
