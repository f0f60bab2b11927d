import type { Renderer } from '../model/report.js';
import { groupIncidents, type IncidentGroup } from './incidents.js';
import { createPage, movedIn, names, type Page, paragraph } from './page.js';
import { clockLines } from './text-clocks.js';
import { conflictLines } from './text-conflicts.js';
import { coverageLines } from './text-coverage.js';
import { findingLines } from './text-finding.js';
import { outcomeSections } from './text-outcomes.js';
import { verdictLines } from './text-verdict.js';

const SYMPTOM_INDENT = 2;

/**
 * The report for a person in an incident: the answer first, then cause, fix and proof of each
 * finding, then what was not found or not assessed, and what was read. No line is wider than
 * `look.width` (at least 40), but for commands, settings and addresses that are there to be copied.
 */
export const renderText: Renderer = (report, look) => {
  const page = createPage(report, look);
  const sections = [
    verdictLines(page),
    ...findingSections(page),
    ...outcomeSections(page),
    mutedLines(page),
    conflictLines(page),
    clockLines(page),
    coverageLines(page),
    closingLine(page),
  ].filter((lines) => lines.length > 0);
  return `${sections.map((lines) => lines.map((line) => line.trimEnd()).join('\n')).join('\n\n')}\n`;
};

/** Every symptom stands, moved in, below the finding that explains it; of several incidents one is told in full. */
function findingSections(page: Page): string[][] {
  let number = 0;
  return ordered(groupIncidents(page.report.findings)).map(({ group, isBelow }) => {
    if (isBelow) return findingLines(movedIn(page, SYMPTOM_INDENT), group, '> ');
    number += 1;
    return findingLines(page, group, `${number}. `);
  });
}

interface Placed {
  readonly group: IncidentGroup;
  readonly isBelow: boolean;
}

/** Findings nobody explains first, each followed by what it explains, however deep; none twice, none lost. */
function ordered(groups: readonly IncidentGroup[]): readonly Placed[] {
  const placed = new Map<IncidentGroup, Placed>();
  const place = (group: IncidentGroup, isBelow: boolean): void => {
    if (placed.has(group)) return;
    placed.set(group, { group, isBelow });
    for (const other of groups) {
      if (other.shown.role === 'symptom' && causeOf(other, groups) === group) place(other, true);
    }
  };
  for (const group of groups) if (group.shown.role !== 'symptom') place(group, false);
  for (const group of groups) place(group, false);
  return [...placed.values()];
}

/** The shown incident that explains it, else the shown one of the diagnosis that does. */
function causeOf(
  { shown: { symptomOf, explainedBy } }: IncidentGroup,
  groups: readonly IncidentGroup[],
): IncidentGroup | undefined {
  return (
    groups.find(({ shown }) => shown.key === symptomOf.find((key) => isShown(key, groups))) ??
    groups.find(({ shown }) => shown.id === explainedBy[0])
  );
}

const isShown = (key: string, groups: readonly IncidentGroup[]): boolean =>
  groups.some(({ shown }) => shown.key === key);

const mutedLines = (page: Page): string[] =>
  page.report.muted.length > 0
    ? paragraph(page, page.say.muted(names(page, page.report.muted, Infinity)))
    : [];

function closingLine(page: Page): string[] {
  const { version, rules } = page.report.tool;
  const line = `hotplane ${version} · ${page.say.rules(rules.count, rules.pack)}`;
  return paragraph(page, line).map(page.colors.dim);
}
