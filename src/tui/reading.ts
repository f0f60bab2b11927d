import type { SourceProgress } from '../model/triage.js';

/** How far all sources were at a time. */
interface Sample {
  readonly atMs: number;
  readonly bytes: number;
  readonly lines: number;
}

/** How far the reading is, and how it went in the last seconds. */
export interface Reading {
  readonly sources: readonly SourceProgress[];
  readonly samples: readonly Sample[];
}

/** Speed is measured over so long: long enough to be steady, short enough to follow. */
export const SPAN_MS = 4_000;

/** At the start nothing was read. */
export const NO_READING: Reading = { sources: [], samples: [{ atMs: 0, bytes: 0, lines: 0 }] };

export function readOn(
  { samples }: Reading,
  { atMs, sources }: { readonly atMs: number; readonly sources: readonly SourceProgress[] },
): Reading {
  const sum = (name: 'bytes' | 'lines') => sources.reduce((total, one) => total + one[name], 0);
  const now: Sample = { atMs, bytes: sum('bytes'), lines: sum('lines') };
  const recent = samples.filter((one) => one.atMs < atMs && one.atMs >= atMs - SPAN_MS);
  return { sources, samples: [...recent, now] };
}

/** Per second; 0 where there is nothing to compare. */
export function speedOf({ samples }: Reading, of: 'bytes' | 'lines'): number {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) return 0;
  const seconds = (last.atMs - first.atMs) / 1000;
  return seconds <= 0 ? 0 : Math.max(0, (last[of] - first[of]) / seconds);
}

/** Bytes of all sources, read and in all; the latter is absent where one of them is unknown. */
export function totalOf({ sources }: Reading): { readonly bytes: number; readonly of?: number } {
  const bytes = sources.reduce((sum, one) => sum + one.bytes, 0);
  if (sources.length === 0 || sources.some(({ totalBytes }) => totalBytes === undefined)) {
    return { bytes };
  }
  return { bytes, of: sources.reduce((sum, { totalBytes = 0 }) => sum + totalBytes, 0) };
}

/** Seconds until all is read at the present speed; absent where nobody can tell. */
export function secondsLeft(reading: Reading): number | undefined {
  const { bytes, of } = totalOf(reading);
  const speed = speedOf(reading, 'bytes');
  return of === undefined || speed <= 0 ? undefined : Math.max(0, (of - bytes) / speed);
}
