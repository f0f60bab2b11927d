import { endedHere as endedIn } from '../model/ended.js';
import type { Report } from '../model/report.js';
import type { SourceProgress } from '../model/triage.js';

/** The report of a moment at which the reading of files went on. */
export const endedHere = (report: Report, sources: readonly SourceProgress[]): Report =>
  endedIn(report, new Set(sources.flatMap(({ source, done }) => (done ? [] : [source]))));

/** Anything of a log was read. */
export const isAnythingRead = ({ coverage }: Report): boolean =>
  coverage.some(({ lines, records, sieved }) => lines + records + sieved > 0);
