import type { Finding } from '../model/report.js';
import { speak } from './fill.js';
import type { IncidentGroup } from './incidents.js';
import { indented } from './layout.js';
import { bodyWidth, hanging, names, type Page, paragraph, row, textRow, toCopy } from './page.js';
import { drawCycle, type LabelOf } from './text-cycle.js';
import { fixRows, workaroundRow } from './text-fix.js';
import { incidentsRow } from './text-incidents.js';
import { measuredRows } from './text-measured.js';
import { proofRow } from './text-proof.js';

const MAX_CYCLES = 3;

/** One finding: what and why, how to end it, how much and where, the proof, then what else to know. `mark` stands before its title. */
export function findingLines(
  page: Page,
  { shown: finding, others }: IncidentGroup,
  mark: string,
): string[] {
  const ids = (all: readonly string[]) => (all.length > 0 ? [names(page, all)] : []);
  return [
    ...heading(page, finding, mark),
    ...textRow(page, 'cause', [hedged(page, finding, finding.cause)]),
    ...cycleRow(page, finding),
    ...fixRows(page, finding),
    ...measuredRows(page, finding),
    ...proofRow(page, finding),
    ...workaroundRow(page, finding),
    ...incidentsRow(page, finding, others),
    ...textRow(page, 'explains', ids(finding.explains)),
    ...textRow(page, 'explainedBy', ids(finding.explainedBy)),
    ...row(page, 'references', finding.references.flatMap(toCopy), page.colors.dim),
  ];
}

/** The text as sure as the finding is, and no surer. */
export const hedged = (page: Page, finding: Finding, text: Finding['cause']): string =>
  page.say.nearly[finding.confidence] + speak(text, page.lang, finding.args);

/** Severity, confidence and role in words. */
export const standing = ({ say }: Page, finding: Finding): string =>
  [say.severity[finding.severity], say.confidence[finding.confidence], say.role[finding.role]].join(
    ' · ',
  );

function heading(page: Page, finding: Finding, mark: string): string[] {
  const title = speak(finding.title, page.lang, finding.args);
  const below = `${finding.id} · ${standing(page, finding)}`;
  return [
    ...indented(hanging(mark, title, page.width - page.indent), page.indent).map(page.colors.bold),
    ...paragraph(page, below, mark.length).map(page.colors.dim),
    '',
  ];
}

/** The cycles, on each arrow its rate where it is known. */
function cycleRow(page: Page, { cycles, edges = [] }: Finding): string[] {
  const label: LabelOf = (from, to) => {
    const { perMinute } = edges.find((edge) => edge.from === from && edge.to === to) ?? {};
    return perMinute === undefined ? undefined : page.say.arrow(perMinute);
  };
  const drawn = cycles.slice(0, MAX_CYCLES);
  const lines = drawn.flatMap((cycle) => drawCycle(cycle, bodyWidth(page), label));
  return row(page, 'requests', lines, page.colors.cyan);
}
