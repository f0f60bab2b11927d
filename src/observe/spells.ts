import type { Gap } from '../model/report.js';
import type { EpochMs } from '../model/time.js';

/** A spell without any record that is worth telling: K3s, etcd and the kubelet speak every ten minutes. */
const GAP_MS = 15 * 60_000;
const FIRST_WIDTH_MS = 60_000;
const MAX_BUCKETS = 65_536;
/** Gaps that are told; the longest, where there are more. */
const MAX_GAPS = 100;

/** A stretch of time with records; both ends are times of records. */
export interface Spell {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** When a source spoke, whatever the order of its records. */
export interface SpellKeeper {
  see(ms: EpochMs): void;
  /** In time order, with a gap between each two. */
  list(): readonly Spell[];
}

interface Bucket {
  from: EpochMs;
  to: EpochMs;
}

/**
 * Keeps first and last time of each minute with records. Beyond 65,536 of them (45 days without a pause)
 * the buckets double: gaps then are exact down to the width of a bucket, 8 minutes for a year.
 */
export function createSpellKeeper(maxBuckets = MAX_BUCKETS): SpellKeeper {
  let width = FIRST_WIDTH_MS;
  let buckets = new Map<number, Bucket>();
  let last: Bucket = { from: 0, to: 0 };
  // Borders of the last bucket; none yet.
  let start = Number.POSITIVE_INFINITY;
  let end = Number.NEGATIVE_INFINITY;

  const put = (no: number, from: EpochMs, to: EpochMs): Bucket => {
    const held = buckets.get(no);
    if (!held) {
      const bucket = { from, to };
      buckets.set(no, bucket);
      return bucket;
    }
    if (from < held.from) held.from = from;
    if (to > held.to) held.to = to;
    return held;
  };
  const coarsen = (): void => {
    width *= 2;
    const finer = buckets;
    buckets = new Map();
    for (const { from, to } of finer.values()) put(Math.floor(from / width), from, to);
  };

  return {
    see(ms) {
      if (ms >= start && ms < end) {
        if (ms > last.to) last.to = ms;
        else if (ms < last.from) last.from = ms;
        return;
      }
      put(Math.floor(ms / width), ms, ms);
      while (buckets.size > maxBuckets) coarsen();
      const no = Math.floor(ms / width);
      last = put(no, ms, ms);
      start = no * width;
      end = start + width;
    },
    list: () => joinSpells([...buckets.values()]),
  };
}

/** The spells in order, those without a gap between them made one. */
export function joinSpells(spells: readonly Spell[]): readonly Spell[] {
  const joined: Bucket[] = [];
  for (const { from, to } of [...spells].sort((a, b) => a.from - b.from)) {
    const previous = joined.at(-1);
    if (!previous || from - previous.to > GAP_MS) joined.push({ from, to });
    else if (to > previous.to) previous.to = to;
  }
  return joined;
}

/** The time between spells, in order. */
export function gapsBetween(spells: readonly Spell[]): readonly Gap[] {
  const gaps = spells.flatMap(({ from }, index): Gap[] => {
    const previous = spells[index - 1];
    return previous ? [{ from: previous.to, to: from }] : [];
  });
  const longest = [...gaps].sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from);
  return longest.slice(0, MAX_GAPS).sort((a, b) => a.from - b.from);
}
