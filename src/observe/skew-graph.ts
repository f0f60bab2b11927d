import type { Skew } from './skew-estimate.js';

/** How far `second` is ahead of `first`. */
export interface Link extends Skew {
  readonly first: string;
  readonly second: string;
}

/** A clock against the reference of all clocks it is linked to. */
export interface Placed extends Skew {
  readonly reference: string;
}

export interface GraphOptions {
  /** Clocks of one machine speak with one voice when the majority is counted. */
  readonly machineOf: (clock: string) => string;
  /** Whether the clock's stamps tell their zone. */
  readonly isZoned: (clock: string) => boolean;
}

/** Two clocks that agree within this are one opinion, whatever the uncertainty. */
const AGREE_MS = 1_000;

/**
 * Puts all linked clocks on the clock of one of them: the one most machines agree with, of equals one whose
 * stamps tell their zone, the one with the least uncertainty, the first by name. Along several ways the one
 * with the least uncertainty counts.
 */
export function placeClocks(
  links: readonly Link[],
  options: GraphOptions,
): ReadonlyMap<string, Placed> {
  const neighbours = neighboursOf(links);
  const placed = new Map<string, Placed>();
  for (const clock of [...neighbours.keys()].sort()) {
    if (placed.has(clock)) continue;
    const reach = spreadFrom(clock, neighbours);
    const reference = pickReference(reach, neighbours, options);
    for (const [other, skew] of spreadFrom(reference, neighbours)) {
      placed.set(other, { ...skew, reference });
    }
  }
  return placed;
}

type Neighbours = ReadonlyMap<string, ReadonlyMap<string, Skew>>;

function neighboursOf(links: readonly Link[]): Neighbours {
  const neighbours = new Map<string, Map<string, Skew>>();
  const add = (from: string, to: string, skew: Skew): void => {
    const held = neighbours.get(from) ?? new Map<string, Skew>();
    neighbours.set(from, held.set(to, skew));
  };
  for (const { first, second, offsetMs, uncertaintyMs, pairs } of links) {
    add(first, second, { offsetMs, uncertaintyMs, pairs });
    add(second, first, { offsetMs: -offsetMs, uncertaintyMs, pairs });
  }
  return neighbours;
}

/** Every clock that is linked to `start`, against it, on the way with the least uncertainty. */
function spreadFrom(start: string, neighbours: Neighbours): ReadonlyMap<string, Skew> {
  const all = [...(neighbours.get(start)?.values() ?? [])];
  const own = { offsetMs: 0, uncertaintyMs: 0, pairs: all.reduce((sum, it) => sum + it.pairs, 0) };
  const open = new Map<string, Skew>([[start, own]]);
  const done = new Map<string, Skew>();
  for (let next = nearest(open); next; next = nearest(open)) {
    const [clock, skew] = next;
    open.delete(clock);
    done.set(clock, skew);
    for (const [other, step] of neighbours.get(clock) ?? []) {
      if (done.has(other)) continue;
      const uncertaintyMs = skew.uncertaintyMs + step.uncertaintyMs;
      const held = open.get(other);
      if (held && held.uncertaintyMs <= uncertaintyMs) continue;
      const pairs = clock === start ? step.pairs : Math.min(skew.pairs, step.pairs);
      open.set(other, { offsetMs: skew.offsetMs + step.offsetMs, uncertaintyMs, pairs });
    }
  }
  return done;
}

function nearest(open: ReadonlyMap<string, Skew>): readonly [string, Skew] | undefined {
  let best: readonly [string, Skew] | undefined;
  for (const [clock, skew] of open) {
    const gap = best === undefined ? -1 : skew.uncertaintyMs - best[1].uncertaintyMs;
    if (best === undefined || gap < 0 || (gap === 0 && clock < best[0])) best = [clock, skew];
  }
  return best;
}

function pickReference(
  reach: ReadonlyMap<string, Skew>,
  neighbours: Neighbours,
  { machineOf, isZoned }: GraphOptions,
): string {
  const ranked = [...reach.keys()].map((clock) => {
    const seen = [...spreadFrom(clock, neighbours)];
    const agreeing = seen.filter(
      ([, { offsetMs, uncertaintyMs }]) => Math.abs(offsetMs) <= Math.max(uncertaintyMs, AGREE_MS),
    );
    return {
      clock,
      machines: new Set(agreeing.map(([other]) => machineOf(other))).size,
      zoned: isZoned(clock) ? 1 : 0,
      doubtMs: seen.reduce((sum, [, { uncertaintyMs }]) => sum + uncertaintyMs, 0),
    };
  });
  ranked.sort(
    (a, b) =>
      b.machines - a.machines ||
      b.zoned - a.zoned ||
      a.doubtMs - b.doubtMs ||
      (a.clock < b.clock ? -1 : 1),
  );
  return ranked[0]?.clock ?? '';
}
