import type { Automaton } from './automaton.js';

/** Why a backtracking engine may need more than linear time. `loops` are repetitions as written. */
export type Ambiguity =
  | { readonly kind: 'exponential'; readonly loop: string }
  | { readonly kind: 'quadratic'; readonly loops: readonly [string, string] }
  | { readonly kind: 'restart'; readonly loop: string }
  | { readonly kind: 'unknown' };

/** Fixed characters that must stand before a repetition, so that few places of a text start one. */
export const MIN_PREFIX = 3;
const MAX_STEPS = 400_000;

/**
 * Looks for two ways to match the same text. Exponential: one state returns to itself on two paths.
 * Quadratic: two loops can both eat a text that leads from one to the other, so each tries every border.
 * Source: Weber and Seidl, On the degree of ambiguity of finite automata (1991), EDA and IDA.
 */
export function findAmbiguity(automaton: Automaton, anchored: boolean): Ambiguity | undefined {
  const graph = createGraph(automaton);
  const exponential = findExponential(graph);
  if (exponential !== undefined)
    return { kind: 'exponential', loop: automaton.loops[exponential] ?? '' };
  let steps = 0;
  const loopStates = automaton.follow.map((_, state) => state).filter(graph.loops);
  for (const second of loopStates) {
    if (!anchored && restartsAt(graph, second))
      return { kind: 'restart', loop: automaton.loops[second] ?? '' };
    for (const first of loopStates) {
      if (graph.together(first, second) || !graph.reaches(first, second)) continue;
      const found = shortestMix(graph, first, second);
      steps += found.steps;
      if (steps > MAX_STEPS) return { kind: 'unknown' };
      // what ends the pattern never fails, so nothing makes the engine try other borders
      const harmless = automaton.free.has(second) && found.length > 1;
      if (found.length > 0 && !harmless)
        return {
          kind: 'quadratic',
          loops: [automaton.loops[first] ?? '', automaton.loops[second] ?? ''],
        };
    }
  }
  return undefined;
}

interface Graph {
  readonly automaton: Automaton;
  reaches(from: number, to: number): boolean;
  /** In one cycle (or the same state). */
  together(a: number, b: number): boolean;
  loops(state: number): boolean;
}

function createGraph(automaton: Automaton): Graph {
  const reachable = automaton.follow.map((next) => {
    const seen = new Set<number>(next);
    for (const state of seen) for (const after of automaton.follow[state] ?? []) seen.add(after);
    return seen;
  });
  const reaches = (from: number, to: number) => reachable[from]?.has(to) === true;
  return {
    automaton,
    reaches,
    together: (a, b) => a === b || (reaches(a, b) && reaches(b, a)),
    loops: (state) => reaches(state, state),
  };
}

/** The state at which two paths over one text split and meet again within a cycle. */
function findExponential({ automaton, together, loops }: Graph): number | undefined {
  const { follow, masks, size } = automaton;
  const inCycle = follow.map((next, state) =>
    loops(state) ? next.filter((after) => together(state, after)) : [],
  );
  const seen = new Set<number>();
  const open: (readonly [number, number])[] = [];
  for (const [state, next] of inCycle.entries()) {
    if (new Set(next).size < next.length) return state;
    open.push([state, state]);
  }
  for (const [a, b] of open) {
    for (const x of inCycle[a] ?? []) {
      for (const y of inCycle[b] ?? []) {
        if (((masks[x] ?? 0n) & (masks[y] ?? 0n)) === 0n) continue;
        if (x === y && a === b) continue;
        if (x === y) return x;
        if (a === b && x > y) continue;
        const key = x * size + y;
        if (!seen.has(key)) {
          seen.add(key);
          open.push([x, y]);
        }
      }
    }
  }
  return undefined;
}

/**
 * The length of the shortest text that leads from `first` to itself, from `first` to `second` and from
 * `second` to itself; 0 if there is none.
 */
function shortestMix(
  { automaton, reaches, together }: Graph,
  first: number,
  second: number,
): { readonly length: number; readonly steps: number } {
  const { follow, masks, size } = automaton;
  const seen = new Set<number>();
  const open: (readonly [number, number, number, number])[] = [[first, first, second, 0]];
  for (const [a, b, c, length] of open) {
    if (open.length > MAX_STEPS) break;
    for (const y of follow[b] ?? []) {
      if (y !== second && !reaches(y, second)) continue;
      for (const x of follow[a] ?? []) {
        const both = (masks[x] ?? 0n) & (masks[y] ?? 0n);
        if (both === 0n || !together(x, first)) continue;
        for (const z of follow[c] ?? []) {
          if ((both & (masks[z] ?? 0n)) === 0n || !together(z, second)) continue;
          if (x === first && y === second && z === second)
            return { length: length + 1, steps: open.length };
          const key = (x * size + y) * size + z;
          if (seen.has(key)) continue;
          seen.add(key);
          open.push([x, y, z, length + 1]);
        }
      }
    }
  }
  return { length: 0, steps: open.length };
}

/**
 * A search may start anywhere. It enters the loop again and again over the same text if that text leads
 * from the start into the loop, is short, and could have been eaten by the loop itself.
 */
function restartsAt({ automaton, reaches, together }: Graph, loop: number): boolean {
  const { first, follow, masks, free, size } = automaton;
  if (free.has(loop)) return false;
  let open: readonly (readonly [number | undefined, number])[] = [[undefined, loop]];
  for (let length = 1; length <= MIN_PREFIX; length += 1) {
    const next = new Map<number, readonly [number, number]>();
    for (const [a, c] of open) {
      for (const x of a === undefined ? first : (follow[a] ?? [])) {
        if (x !== loop && !reaches(x, loop)) continue;
        for (const z of follow[c] ?? []) {
          if (((masks[x] ?? 0n) & (masks[z] ?? 0n)) === 0n || !together(z, loop)) continue;
          if (x === loop && z === loop) return true;
          next.set(x * size + z, [x, z]);
        }
      }
    }
    open = [...next.values()];
  }
  return false;
}
