import type { Coverage, Outcome, Report } from './report.js';
import type { Text } from './rule.js';

const BECAUSE: Text = {
  en: 'reading was ended before the end of the input',
  zh: '读取在输入结束之前被中止',
};

/** The user ended the reading of this report's input. */
export const wasEnded = ({ coverage }: Report): boolean => coverage.some(isEnded);

const isEnded = ({ notes }: Coverage): boolean =>
  notes.some(({ code }) => code === 'reading-stopped');

/**
 * The report of an input that was not read to its end: each log of those named says so; where none of them is one, more
 * may wait behind the last that was begun. What was not found may stand in the rest.
 */
export function endedHere(report: Report, open: ReadonlySet<string>): Report {
  const logs = report.coverage.filter(({ role }) => role === 'log');
  const cut = logs.filter((one) => open.has(one.source) || isEnded(one));
  const marked = new Set(cut.length > 0 ? cut : logs.slice(-1));
  const coverage = report.coverage.map((one) => (marked.has(one) ? withNote(one) : one));
  return withoutSilence({ ...report, coverage });
}

const withNote = (one: Coverage): Coverage =>
  isEnded(one) ? one : { ...one, notes: [...one.notes, { code: 'reading-stopped' }] };

/** The silence of what was read says nothing about what was not. */
const withoutSilence = (report: Report): Report => ({
  ...report,
  verdict: report.verdict === 'clear' ? 'not-enough-data' : report.verdict,
  outcomes: report.outcomes.map((one) => (one.verdict === 'absent' ? asOpen(one) : one)),
});

const asOpen = ({ id, title }: Outcome): Outcome => ({
  id,
  title,
  verdict: 'not-assessable',
  because: BECAUSE,
  args: {},
  collect: [],
});
