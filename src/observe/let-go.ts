import type { Shape } from '../model/observation.js';
import type { EpochMs } from '../model/time.js';
import type { Filed } from './run-shelf.js';
import { inMemory, type Run, WIDTH } from './run-store.js';

/** Up to when observations of a source were let go. `assumed`: the time lacks year or zone. */
export interface LetGo {
  readonly source: string;
  readonly at: EpochMs;
  readonly assumed: boolean;
}

/**
 * At most about `max` observations: of the signals that have the most the oldest go. What is seldom stays, whatever
 * its age: starts and versions, elections.
 */
export function letOldestGo(
  filed: readonly Filed[],
  max: number,
  shapes: readonly Shape[],
): { readonly kept: readonly Filed[]; readonly gone: readonly LetGo[] } {
  const signalOf = (shape: number): string => shapes[shape]?.signal ?? '';
  const counts = filed.map(({ run }) => countBySignal(run, signalOf));
  const quota = quotaFor(sumOf(counts), max);
  const gone = new Map<string, LetGo>();
  const kept = filed.flatMap(({ run, source }, index): readonly Filed[] => {
    const excess = new Map<string, number>();
    for (const [signal, count] of counts[index] ?? []) {
      excess.set(signal, Math.floor(count * (1 - (quota.get(signal) ?? 1))));
    }
    const rest = withoutOldest(run, excess, signalOf, (shape, at) => {
      const own = shapes[shape]?.subject.source ?? '';
      const known = gone.get(own);
      if (!known || at > known.at)
        gone.set(own, { source: own, at, assumed: source !== undefined });
    });
    return rest ? [{ run: rest, source }] : [];
  });
  return { kept, gone: [...gone.values()] };
}

function countBySignal(run: Run, signalOf: (shape: number) => string): Map<string, number> {
  const counts = new Map<string, number>();
  const values = run.read(0, run.length);
  for (let at = 0; at < values.length; at += WIDTH) {
    const signal = signalOf(values[at + 1] ?? 0);
    counts.set(signal, (counts.get(signal) ?? 0) + 1);
  }
  return counts;
}

function sumOf(counts: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  const all = new Map<string, number>();
  for (const one of counts) {
    for (const [signal, count] of one) all.set(signal, (all.get(signal) ?? 0) + count);
  }
  return all;
}

/** Which part of each signal may stay: all have the same room, and who needs less leaves it to the others. */
function quotaFor(counts: ReadonlyMap<string, number>, max: number): ReadonlyMap<string, number> {
  let left = max;
  let others = counts.size;
  const quota = new Map<string, number>();
  for (const [signal, count] of [...counts].sort((a, b) => a[1] - b[1])) {
    const room = Math.min(count, left / others);
    quota.set(signal, room / count);
    left -= room;
    others -= 1;
  }
  return quota;
}

function withoutOldest(
  run: Run,
  excess: Map<string, number>,
  signalOf: (shape: number) => string,
  onGone: (shape: number, at: EpochMs) => void,
): Run | undefined {
  const values = run.read(0, run.length);
  const kept = new Float64Array(values.length);
  let length = 0;
  for (let at = 0; at < values.length; at += WIDTH) {
    const shape = values[at + 1] ?? 0;
    const signal = signalOf(shape);
    const left = excess.get(signal) ?? 0;
    if (left > 0) {
      excess.set(signal, left - 1);
      onGone(shape, values[at] ?? 0);
    } else {
      kept.set(values.subarray(at, at + WIDTH), length);
      length += WIDTH;
    }
  }
  return length === 0 ? undefined : inMemory(kept.slice(0, length));
}
