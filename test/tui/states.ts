import type { Lang, Report } from '../../src/model/report.js';
import type { SourceProgress, Triage } from '../../src/model/triage.js';
import { press } from '../../src/tui/press.js';
import type { News } from '../../src/tui/reduce.js';
import { hear } from '../../src/tui/reduce.js';
import { initialState, type ScreenState } from '../../src/tui/state.js';
import type { Key } from '../../src/tui/view.js';
import { at } from '../report/fixtures.js';

/** A triage with nothing behind its report. */
export const triageOf = (report: Report): Triage => ({
  report,
  timeline: { from: at('2025-04-15T08:00:00Z'), to: at('2025-04-15T10:00:00Z'), lanes: [] },
  explanations: [],
  records: report.findings.flatMap(({ key, evidence }) =>
    evidence.map((citation) => ({ citation, signals: [], findings: [key] })),
  ),
});

export interface Scene {
  readonly columns: number;
  readonly rows: number;
  readonly lang?: Lang;
  readonly live?: boolean;
  readonly paths?: readonly string[];
}

export const begin = ({ lang = 'en', live = false, ...scene }: Scene): ScreenState =>
  initialState({ ...scene, lang, live });

export const after = (state: ScreenState, ...news: readonly News[]): ScreenState =>
  news.reduce((before, one) => hear(before, one).state, state);

export const typed = (state: ScreenState, ...keys: readonly Key[]): ScreenState =>
  keys.reduce((before, key) => press(before, key).state, state);

export const told = (report: Report, final = true): News => ({
  kind: 'event',
  event: { kind: 'triage', triage: triageOf(report), final },
});

export const progress = (atMs: number, sources: readonly SourceProgress[]): News => ({
  kind: 'event',
  event: { kind: 'progress', atMs, sources },
});

export const source = (part: Partial<SourceProgress> = {}): SourceProgress => ({
  source: 'server1.log',
  bytes: 0,
  lines: 0,
  done: false,
  ...part,
});
