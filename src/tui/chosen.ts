import type { Shared } from './view.js';

/** Key of the chosen finding or id of the chosen outcome; before anything was chosen, the first finding: the root cause. */
export const chosenOf = ({ chosen, triage }: Pick<Shared, 'chosen' | 'triage'>): string =>
  chosen === '' ? (triage.report.findings[0]?.key ?? '') : chosen;
