import type { Analysis } from '../analyze.js';
import type { Concluded } from '../conclude.js';
import { explainAll } from '../diagnose/explain.js';
import type { Triage } from '../model/triage.js';
import { chooseRecords } from './records.js';
import { buildTimeline } from './timeline.js';
import { createTimelineBook } from './timeline-book.js';

/**
 * What the screen shows of all that was read so far: plain data, bounded. May be asked for again and again, as the
 * report may.
 */
export function buildTriage(analysis: Pick<Analysis, 'rulebook' | 'conclude'>): Triage {
  const book = createTimelineBook(analysis.rulebook);
  const concluded: Concluded = analysis.conclude(book.see);
  return {
    report: concluded.report,
    timeline: buildTimeline(concluded, book),
    explanations: explainAll(concluded.diagnosis, concluded.diagnosed),
    records: chooseRecords(concluded),
  };
}
