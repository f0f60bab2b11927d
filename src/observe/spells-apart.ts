import type { EpochMs, Instant } from '../model/time.js';
import {
  createSpellKeeper,
  GAP_MS,
  joinSpells,
  type Spell,
  type SpokenSpell,
  type Voice,
} from './spells.js';

/** When a source spoke by two clocks, of which one is still to be set. */
export interface SpellsApart {
  readonly known: readonly SpokenSpell[];
  /** By assumed times, which are completed in the end. */
  readonly assumed: readonly SpokenSpell[];
  /** Where there was no pause between records of the one and of the other clock. */
  readonly joins: readonly Join[];
}

/** One stretch of time, as either clock shows it. */
interface Join {
  readonly assumed: Spell;
  readonly known: Spell;
}

/** Keeps the spells of either clock, and where lines were left out between the two. */
export interface ApartKeeper {
  see(at: Instant, voice: Voice | undefined): void;
  bridge(from: Instant, to: Instant): void;
  list(): SpellsApart;
}

/** Those that are close to the one before go on with it: there are few others. */
const MAX_JOINS = 1_000;

/** `begun`: the spells before the first assumed time. */
export function createSpellsApart(begun: readonly SpokenSpell[]): ApartKeeper {
  const known = createSpellKeeper(undefined, begun);
  const assumed = createSpellKeeper();
  const joins: { assumed: OpenSpell; known: OpenSpell }[] = [];

  const join = (ofAssumed: EpochMs, ofKnown: EpochMs): void => {
    const last = joins.at(-1);
    if (last && isNear(last.assumed, ofAssumed) && isNear(last.known, ofKnown)) {
      extend(last.assumed, ofAssumed);
      extend(last.known, ofKnown);
    } else if (joins.length < MAX_JOINS) {
      joins.push({
        assumed: { from: ofAssumed, to: ofAssumed },
        known: { from: ofKnown, to: ofKnown },
      });
    }
  };
  return {
    see: (at, voice) => (at.assumed ? assumed : known).see(at.ms, voice),
    bridge(from, to) {
      if (from.assumed === to.assumed) (to.assumed ? assumed : known).bridge(from.ms, to.ms);
      else if (from.assumed) join(from.ms, to.ms);
      else join(to.ms, from.ms);
    },
    list: () => ({
      known: known.list(),
      assumed: assumed.list(),
      joins: joins.map((one) => ({ assumed: { ...one.assumed }, known: { ...one.known } })),
    }),
  };
}

type OpenSpell = { -readonly [Key in keyof Spell]: Spell[Key] };

const isNear = ({ from, to }: Spell, ms: EpochMs): boolean =>
  ms >= from - GAP_MS && ms <= to + GAP_MS;

function extend(spell: OpenSpell, ms: EpochMs): void {
  spell.from = Math.min(spell.from, ms);
  spell.to = Math.max(spell.to, ms);
}

/** The spells of both clocks in one, once `moved` sets assumed times; `whole` where it moves none. */
export function settleApart(
  { known, assumed, joins }: SpellsApart,
  whole: readonly SpokenSpell[],
  moved: (at: EpochMs) => EpochMs,
): readonly SpokenSpell[] {
  if (assumed.every(({ from, to }) => moved(from) === from && moved(to) === to)) return whole;
  return joinSpells([
    ...known,
    ...assumed.map((spell) => ({ ...spell, ...hullOf([moved(spell.from), moved(spell.to)]) })),
    ...joins.map((one) =>
      hullOf([moved(one.assumed.from), moved(one.assumed.to), one.known.from, one.known.to]),
    ),
  ]);
}

const hullOf = (ends: readonly EpochMs[]): Spell => ({
  from: Math.min(...ends),
  to: Math.max(...ends),
});
