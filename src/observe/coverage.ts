import type { ParseTally } from '../model/record.js';
import type { Coverage, CoverageNote } from '../model/report.js';
import type { EpochMs } from '../model/time.js';
import type { SourceObserver } from './observe.js';
import { isYearless } from './year.js';

/** The coverage of a source before its times are complete. */
export interface RawCoverage extends Coverage {
  readonly yearless: boolean;
  /** All nodes the source speaks of. */
  readonly nodes: readonly string[];
}

/** What the reader of a source counted. */
export interface LineTally {
  readonly lines: number;
  readonly clipped: number;
  readonly notes: readonly CoverageNote[];
}

export function coverSource(
  source: string,
  reader: LineTally,
  tally: ParseTally,
  seen: SourceObserver,
  fallbackNode: string | undefined,
): RawCoverage {
  const { from, to, gaps } = seen.coverage;
  const node = seen.coverage.node ?? fallbackNode;
  const yearless = tally.yearUnknown || (from !== undefined && isYearless(from));
  return {
    source,
    ...(node === undefined ? {} : { node }),
    format: tally.format,
    lines: reader.lines,
    sieved: 0,
    records: tally.records,
    unparsed: tally.unparsed,
    clipped: reader.clipped,
    suppressed: seen.suppressed,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    gaps,
    notes: [
      ...reader.notes,
      ...(yearless ? [{ code: 'year-assumed' } as const] : []),
      ...(tally.zoneUnknown ? [{ code: 'zone-assumed' } as const] : []),
    ],
    yearless,
    nodes: node === undefined ? [] : [...new Set([node, ...seen.coverage.nodes])],
  };
}

/** Completes the times of sources that told no year. */
export function settleCoverage(
  covered: readonly RawCoverage[],
  settle: (at: EpochMs, source: string) => EpochMs,
): readonly Coverage[] {
  return covered.map(({ yearless, nodes: _nodes, ...coverage }): Coverage => {
    const { from, to, gaps, source } = coverage;
    if (!yearless || from === undefined || to === undefined) return coverage;
    const moved = (at: EpochMs): EpochMs => (isYearless(at) ? settle(at, source) : at);
    const ends = [moved(from), moved(to)];
    return {
      ...coverage,
      from: Math.min(...ends),
      to: Math.max(...ends),
      gaps: gaps.map((gap) => ({ from: moved(gap.from), to: moved(gap.to) })),
    };
  });
}
