import type { Gap } from '../model/report.js';
import { rotationOf } from '../model/rotation.js';
import type { EpochMs } from '../model/time.js';
import { GAP_MS } from './spells.js';

/** A file of which it is known when it speaks. */
export interface Member {
  readonly source: string;
  readonly lines: number;
  readonly from?: EpochMs;
  readonly to?: EpochMs;
}

type Timed = Member & { readonly from: EpochMs; readonly to: EpochMs };

/** Files shorter than this show no pace. */
const MIN_LINES = 100;
/** So many times longer than a pause of either neighbour is no pause. */
const TIMES_PACE = 100;

/**
 * The time between two files of a rotated set of which a file in between is missing: its number is left
 * out, or (where names carry times) neither neighbour pauses nearly as long. By the source of the later file.
 */
export function rotationGaps(members: readonly Member[]): ReadonlyMap<string, Gap> {
  const gaps = new Map<string, Gap>();
  for (const set of setsOf(members)) {
    set.forEach((later, index) => {
      const earlier = set[index - 1];
      if (!earlier || later.from <= earlier.to || !isMissing(earlier, later)) return;
      gaps.set(later.source, { from: earlier.to, to: later.from, why: 'rotated' });
    });
  }
  return gaps;
}

/** Sets of several files, each in the order of time. */
function setsOf(members: readonly Member[]): readonly (readonly Timed[])[] {
  const sets = new Map<string, Timed[]>();
  for (const member of members) {
    const { from, to } = member;
    if (from === undefined || to === undefined) continue;
    const { set } = rotationOf(member.source);
    const known = sets.get(set) ?? [];
    known.push({ ...member, from, to });
    sets.set(set, known);
  }
  return [...sets.values()].map((set) => set.sort((a, b) => a.from - b.from || a.to - b.to));
}

function isMissing(earlier: Timed, later: Timed): boolean {
  const [a, b] = [rotationOf(earlier.source).no, rotationOf(later.source).no];
  if (a !== undefined && b !== undefined) return a - b > 1;
  const pauseMs = later.from - earlier.to;
  return [earlier, later].every(({ from, to, lines }) => {
    const paceMs = (to - from) / Math.max(1, lines - 1);
    return lines >= MIN_LINES && pauseMs > Math.max(GAP_MS, TIMES_PACE * paceMs);
  });
}
