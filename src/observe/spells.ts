import type { Gap } from '../model/report.js';
import type { EpochMs } from '../model/time.js';

/** A spell without any record that is worth telling: K3s, etcd and the kubelet speak every ten minutes. */
export const GAP_MS = 15 * 60_000;
const MAX_SPELLS = 16_384;
/** Gaps that are told; the longest, where there are more. */
const MAX_GAPS = 100;

/** A stretch of time with records; both ends are times of records. */
export interface Spell {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** Who wrote a record: `{ name: 'k3s.service', pid: 812 }`. */
export interface Voice {
  readonly name: string;
  readonly pid: number;
}

/** A spell and who wrote its first and its last record, where they tell. */
export interface SpokenSpell extends Spell {
  readonly first?: Voice;
  readonly last?: Voice;
}

/** When a source spoke, whatever the order of its records. */
export interface SpellKeeper {
  see(ms: EpochMs, voice?: Voice): void;
  /** There was no pause between two times, in either order. */
  bridge(a: EpochMs, b: EpochMs): void;
  /** In time order, with a gap between each two. */
  list(): readonly SpokenSpell[];
}

interface Open {
  from: EpochMs;
  to: EpochMs;
  first: Voice | undefined;
  last: Voice | undefined;
}

/**
 * Keeps spells that lie more than a quarter of an hour apart, exactly. Beyond 16,384 of them the shortest
 * gap that is told doubles: what is kept then are the larger gaps. `begun`: what was kept before.
 */
export function createSpellKeeper(
  maxSpells = MAX_SPELLS,
  begun: readonly SpokenSpell[] = [],
): SpellKeeper {
  let spells = begun.map(toOpen);
  let gapMs = GAP_MS;
  let last: Open | undefined;

  /** Index of the first spell that begins after `ms`. */
  const after = (ms: EpochMs): number => {
    let low = 0;
    let high = spells.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((spells[middle]?.from ?? 0) <= ms) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const put = (ms: EpochMs, voice: Voice | undefined): Open => {
    const index = after(ms);
    const [before, behind] = [spells[index - 1], spells[index]];
    const home = before !== undefined && ms - before.to <= gapMs ? before : undefined;
    const next = behind !== undefined && behind.from - ms <= gapMs ? behind : undefined;
    const near = home ?? next;
    if (!near) {
      const made = { from: ms, to: ms, first: voice, last: voice };
      spells.splice(index, 0, made);
      return made;
    }
    extend(near, ms, voice);
    if (home && next) {
      spells.splice(index, 1);
      append(home, next);
    }
    return near;
  };
  const coarsen = (): void => {
    gapMs *= 2;
    spells = joined(spells, gapMs);
  };

  return {
    see(ms, voice) {
      if (last && ms >= last.from && ms <= last.to) {
        if (ms === last.to && voice) last.last = voice;
        return;
      }
      // What follows the newest one closely goes on with it: nearly all records do.
      if (last && last === spells.at(-1) && ms > last.to && ms - last.to <= gapMs) {
        extend(last, ms, voice);
        return;
      }
      last = put(ms, voice);
      while (spells.length > maxSpells) {
        coarsen();
        last = spells[after(ms) - 1];
      }
    },
    bridge(a, b) {
      if (Math.abs(b - a) <= gapMs) return;
      extend(put(Math.min(a, b), undefined), Math.max(a, b), undefined);
      spells = joined(spells, gapMs);
      last = undefined;
    },
    list: () => spells.map(toSpell),
  };
}

function extend(spell: Open, ms: EpochMs, voice: Voice | undefined): void {
  if (ms < spell.from) {
    spell.from = ms;
    spell.first = voice;
  }
  if (ms > spell.to) {
    spell.to = ms;
    spell.last = voice;
  }
}

function append(spell: Open, later: Open): void {
  if (later.to <= spell.to) return;
  spell.to = later.to;
  spell.last = later.last;
}

/** Copies in order, those without a gap between them made one. */
function joined(spells: readonly Open[], gapMs: number): Open[] {
  const all: Open[] = [];
  for (const spell of [...spells].sort((a, b) => a.from - b.from)) {
    const previous = all.at(-1);
    if (!previous || spell.from - previous.to > gapMs) all.push({ ...spell });
    else append(previous, spell);
  }
  return all;
}

/** The spells in order, those without a gap between them made one. */
export const joinSpells = (spells: readonly SpokenSpell[]): readonly SpokenSpell[] =>
  joined(spells.map(toOpen), GAP_MS).map(toSpell);

const toOpen = ({ from, to, first, last }: SpokenSpell): Open => ({ from, to, first, last });

const toSpell = ({ from, to, first, last }: Open): SpokenSpell => ({
  from,
  to,
  ...(first === undefined ? {} : { first }),
  ...(last === undefined ? {} : { last }),
});

/** The time between spells, in order. */
export function gapsBetween(spells: readonly Spell[]): readonly Gap[] {
  return longestGaps(
    spells.flatMap(({ from }, index): Gap[] => {
      const previous = spells[index - 1];
      return previous ? [{ from: previous.to, to: from }] : [];
    }),
  );
}

/** As many as are told: the longest, in order of time. */
export function longestGaps(gaps: readonly Gap[]): readonly Gap[] {
  const longest = [...gaps].sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
  return longest.slice(0, MAX_GAPS).sort((a, b) => a.from - b.from || a.to - b.to);
}
