import type { Renderer } from '../model/report.js';
import { orderedGroups } from './finding-order.js';
import { groupIncidents } from './incidents.js';
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
  return orderedGroups(groupIncidents(page.report.findings)).map(({ group, isBelow }) => {
    if (isBelow) return findingLines(movedIn(page, SYMPTOM_INDENT), group, '> ');
    number += 1;
    return findingLines(page, group, `${number}. `);
  });
}

const mutedLines = (page: Page): string[] =>
  page.report.muted.length > 0
    ? paragraph(page, page.say.muted(names(page, page.report.muted, Infinity)))
    : [];

function closingLine(page: Page): string[] {
  const { version, rules } = page.report.tool;
  const line = `hotplane ${version} · ${page.say.rules(rules.count, rules.pack)}`;
  return paragraph(page, line).map(page.colors.dim);
}
