import type { Analysis } from '../analyze.js';
import type { Triage } from '../model/triage.js';

/** What is known now, for the screen. */
export function answerOf(analysis: Analysis): Triage {
  const { report } = analysis.conclude();
  const { from, to } = { from: 0, to: 0 };
  return { report, timeline: { from, to, lanes: [] }, explanations: [], records: [] };
}
