import type { EpochMs } from '../model/time.js';
import { PAUSE_MS } from './collect-edges.js';
import type { Edge } from './facts.js';
import type { Interval } from './span.js';

/** Spells of requests at most so far apart, and from what they are judged by, go on at the same time. */
const REACH_MS = PAUSE_MS;
const HALF_REACH_MS = REACH_MS / 2;

/** Times looked at of one place; of more the fullest. */
const MAX_INSTANTS = 100;

/**
 * The edges with only their spells in the interval. Edges whose times mean nothing stay where the interval means
 * nothing either: a time made up lies before 1970.
 */
export function edgesDuring(edges: readonly Edge[], { from, to }: Interval): readonly Edge[] {
  return edges.flatMap((edge) => {
    if (!edge.spells || edge.spells.length === 0) return from < 0 ? [edge] : [];
    const spells = edge.spells.filter(
      (spell) => spell.from <= to + REACH_MS && from <= spell.to + REACH_MS,
    );
    const count = spells.reduce((sum, spell) => sum + spell.count, 0);
    return spells.length === 0 ? [] : [{ ...edge, spells, count }];
  });
}

/** The edges at one instant: spells half the reach away from it go on then. */
export function edgesAt(edges: readonly Edge[], at: EpochMs): readonly Edge[] {
  return edges.flatMap((edge) => {
    if (!edge.spells) return [edge];
    const spells = edge.spells.filter(
      (spell) => spell.from - HALF_REACH_MS <= at && at <= spell.to + HALF_REACH_MS,
    );
    const count = spells.reduce((sum, spell) => sum + spell.count, 0);
    return spells.length === 0 ? [] : [{ ...edge, spells, count }];
  });
}

/**
 * Instants that show every set of edges that went on together: just before one ends, if another began since the last
 * such instant. In time order; spells of fewer requests than `minCount` make no edge.
 */
export function fullInstants(edges: readonly Edge[], minCount: number): readonly EpochMs[] {
  const spells = edges
    .flatMap((edge) => edge.spells ?? [])
    .filter(({ count }) => count >= minCount);
  const starts = spells.map(({ from }) => from - HALF_REACH_MS).sort((a, b) => a - b);
  const ends = spells.map(({ to }) => to + HALF_REACH_MS).sort((a, b) => a - b);
  const found: { readonly at: EpochMs; readonly size: number }[] = [];
  let begun = 0;
  let isNew = false;
  ends.forEach((end, over) => {
    while (begun < starts.length && (starts[begun] ?? 0) <= end) {
      begun += 1;
      isNew = true;
    }
    if (isNew) found.push({ at: end, size: begun - over });
    isNew = false;
  });
  return found
    .sort((a, b) => b.size - a.size || a.at - b.at)
    .slice(0, MAX_INSTANTS)
    .map(({ at }) => at)
    .sort((a, b) => a - b);
}
