import type { Detection } from '../model/detection.js';
import { groupBy } from '../model/group-by.js';
import type { Coverage } from '../model/report.js';
import { setOf } from '../model/rotation.js';
import type { EpochMs } from '../model/time.js';

export interface LogSpan {
  /** Inside what was looked at. */
  readonly from: EpochMs;
  readonly to: EpochMs;
  /** Where the log begins, whatever was looked at. */
  readonly begins: EpochMs;
}

/** Where the logs begin and end that a detection comes from. */
export interface Logs {
  of(detection: Pick<Detection, 'subjects'>): LogSpan | undefined;
}

type Covered = Pick<Coverage, 'source' | 'from' | 'to' | 'gaps'>;
type Ends = Pick<LogSpan, 'from' | 'to'>;

/** By the sources of its samples, rotated files together; other files of the node tell nothing of what stands in these. */
export function createLogs(
  coverage: readonly Covered[],
  looked: { readonly from: EpochMs; readonly to: EpochMs },
): Logs {
  const bySource = endsBySource(coverage);
  return {
    of({ subjects }) {
      const sources = new Set(subjects.map(({ source }) => source));
      let begins = Number.POSITIVE_INFINITY;
      let ends = Number.NEGATIVE_INFINITY;
      for (const source of sources) {
        const { from, to } = bySource.get(source) ?? {};
        begins = Math.min(begins, from ?? begins);
        ends = Math.max(ends, to ?? ends);
      }
      if (begins > ends) return undefined;
      return { from: Math.max(begins, looked.from), to: Math.min(ends, looked.to), begins };
    },
  };
}

/** Where the log of each source begins and ends: with the other files of its set, up to one that is missing. */
function endsBySource(coverage: readonly Covered[]): ReadonlyMap<string, Ends> {
  const sets = groupBy(coverage, ({ source }) => setOf(source));
  const ends = new Map<string, Ends>();
  for (const set of sets.values()) for (const part of wholeParts(set)) addPart(ends, part);
  return ends;
}

type Timed = Covered & Ends;

/** The files of a set in order, apart where one between them is missing. */
function wholeParts(set: readonly Covered[]): readonly (readonly Timed[])[] {
  const parts: Timed[][] = [];
  const timed = set.flatMap((one): Timed[] => {
    const { from, to } = one;
    return from === undefined || to === undefined ? [] : [{ ...one, from, to }];
  });
  for (const one of timed.sort((a, b) => a.from - b.from)) {
    const isApart = one.gaps.some(({ why, to }) => why === 'rotated' && to === one.from);
    const last = parts.at(-1);
    if (last && !isApart) last.push(one);
    else parts.push([one]);
  }
  return parts;
}

function addPart(ends: Map<string, Ends>, part: readonly Timed[]): void {
  const from = part[0]?.from ?? 0;
  const to = part.reduce((most, one) => Math.max(most, one.to), from);
  for (const { source } of part) ends.set(source, { from, to });
}
