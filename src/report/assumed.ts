import type { Coverage, Finding, Report } from '../model/report.js';
import { type EpochMs, hasNoYear } from '../model/time.js';

/**
 * What a time was not told and something else filled in. `year-unknown`: nothing in the input tells the year,
 * and the one that stands there means none.
 */
export type Assumed = 'year' | 'year-unknown' | 'zone';

/** Which times of a report are assumed in part; `undefined` where they are told in full. */
export interface AssumedTimes {
  ofCoverage(coverage: Coverage): readonly Assumed[] | undefined;
  /** Of a line of a source. */
  ofLine(source: string, time: EpochMs | undefined): readonly Assumed[] | undefined;
  ofFinding(finding: Finding): readonly Assumed[] | undefined;
}

export function createAssumedTimes({ coverage }: Report): AssumedTimes {
  const bySource = new Map(coverage.map((one) => [one.source, one]));
  const ofCoverage = (one: Coverage): readonly Assumed[] | undefined =>
    listOf(one, one.to ?? one.from);
  const ofLine = (source: string, time: EpochMs | undefined): readonly Assumed[] | undefined =>
    listOf(bySource.get(source), time);
  return {
    ofCoverage,
    ofLine,
    ofFinding({ evidence, from }) {
      if (from === undefined) return undefined;
      const all = evidence.flatMap(({ source, time }) => ofLine(source, time) ?? []);
      return unlessEmpty(
        [...new Set(hasNoYear(from) ? [...all, 'year-unknown' as const] : all)].sort(),
      );
    },
  };
}

function listOf(
  coverage: Pick<Coverage, 'notes'> | undefined,
  time: EpochMs | undefined,
): readonly Assumed[] | undefined {
  if (time === undefined) return undefined;
  const codes = new Set(coverage?.notes.map(({ code }) => code));
  const list: Assumed[] = [];
  if (hasNoYear(time)) list.push('year-unknown');
  else if (codes.has('year-assumed')) list.push('year');
  if (codes.has('zone-assumed')) list.push('zone');
  return unlessEmpty(list);
}

const unlessEmpty = (list: readonly Assumed[]): readonly Assumed[] | undefined =>
  list.length > 0 ? list : undefined;
