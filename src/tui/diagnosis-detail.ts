import type { Finding, Outcome } from '../model/report.js';
import type { Triage } from '../model/triage.js';
import { harmless } from '../report/clean.js';
import { fill, speak } from '../report/fill.js';
import { widthOf, wrap } from '../report/layout.js';
import { createPage, names, type Page, proseWidth, row, textRow, toCopy } from '../report/page.js';
import { hedged } from '../report/text-finding.js';
import { fixRows, workaroundRow } from '../report/text-fix.js';
import { incidentsRow } from '../report/text-incidents.js';
import { measuredRows } from '../report/text-measured.js';
import { outcomeSections } from '../report/text-outcomes.js';
import { maxCited, proofRow } from '../report/text-proof.js';
import { verdictLines } from '../report/text-verdict.js';
import type { Item } from './diagnosis-items.js';
import { standingSpans } from './diagnosis-list.js';
import { ringFindingRows } from './diagnosis-ring.js';
import { rowOfAnsi } from './from-ansi.js';
import type { Row } from './line.js';
import { severityMark } from './marks.js';
import { EMPTY_ROW, paragraphRows, rowOf, span } from './rows.js';
import type { Shared } from './view.js';
import { diagnosisWords } from './words/diagnosis.js';
import { wrapRow } from './wrap-row.js';

/** All that is known of the chosen item, in as many rows as it takes. */
export const detailRows = (item: Item | undefined, shared: Shared, width: number): readonly Row[] =>
  allRows(item, shared, width).flatMap((row) => wrapRow(row, width));

function allRows(item: Item | undefined, shared: Shared, width: number): readonly Row[] {
  const { triage, lang } = shared;
  const page = createPage(triage.report, { width, color: true, lang });
  switch (item?.kind) {
    case undefined:
      return [];
    case 'overview':
      return overviewRows(page, shared);
    case 'finding':
      return findingRows(page, item.finding, item.others, triage);
    case 'incident':
      return findingRows(page, item.finding, [], triage);
    case 'section':
      return sectionRows(page, item.verdict);
    case 'outcome':
      return outcomeRows(page, item.outcome);
  }
}

/** The answer, then what stands behind it: what could not be assessed with its commands, what was looked for. */
function overviewRows(page: Page, { triage, lang, paths = [] }: Shared): readonly Row[] {
  const { report } = triage;
  const isEmpty = !report.coverage.some(({ role }) => role === 'log');
  const empty = isEmpty && paths.length > 0 ? diagnosisWords[lang].noLogs(namePaths(paths)) : '';
  const sections = [
    verdictLines(page),
    empty === '' ? [] : wrap(harmless(empty), page.width),
    ...outcomeSections(page),
  ].filter((lines) => lines.length > 0);
  return sections.flatMap((lines, at) => [...(at > 0 ? [EMPTY_ROW] : []), ...lines.map(rowOfAnsi)]);
}

const MAX_PATHS = 5;
const namePaths = (paths: readonly string[]): string =>
  paths.slice(0, MAX_PATHS).join(', ') + (paths.length > MAX_PATHS ? ' …' : '');

function findingRows(
  page: Page,
  finding: Finding,
  others: readonly Finding[],
  { records }: Triage,
): readonly Row[] {
  const { lang, width } = page;
  const few: Finding = { ...finding, evidence: finding.evidence.slice(0, maxCited(finding)) };
  // As many as the evidence view shows of it.
  const cited = records.filter(({ findings }) => findings.includes(finding.key)).length;
  const isMore = cited > few.evidence.length;
  const more = diagnosisWords[lang].moreProof(cited);
  const ids = (all: readonly string[]) => (all.length > 0 ? [names(page, all)] : []);
  const said = (lines: readonly string[]): readonly Row[] => lines.map(rowOfAnsi);
  return [
    ...paragraphRows(speak(finding.title, lang, finding.args), width, 'title'),
    rowOf(severityMark(finding.severity), ' ', ...standingSpans(finding, lang)),
    [span(finding.id, 'dim')],
    EMPTY_ROW,
    ...said(textRow(page, 'cause', [hedged(page, finding, finding.cause)])),
    ...ringFindingRows(page, finding),
    ...said(fixRows(page, finding)),
    ...said(measuredRows(page, finding)),
    ...said(proofRow(page, few)),
    ...(isMore ? said(row(page, 'proof', [more], page.colors.dim)).map(withoutLabel) : []),
    ...said(workaroundRow(page, finding)),
    ...said(incidentsRow(page, finding, others)),
    ...said(textRow(page, 'explains', ids(finding.explains))),
    ...said(textRow(page, 'explainedBy', ids(finding.explainedBy))),
    ...said(row(page, 'references', finding.references.flatMap(toCopy), page.colors.dim)),
  ];
}

/** The text below what stands there already. */
const withoutLabel = ([label, ...rest]: Row): Row =>
  label === undefined ? [] : [span(' '.repeat(widthOf(label.text))), ...rest];

function sectionRows(page: Page, verdict: Outcome['verdict']): readonly Row[] {
  const outcomes = page.report.outcomes.filter((one) => one.verdict === verdict);
  const only: Page = { ...page, report: { ...page.report, outcomes } };
  return outcomeSections(only).flat().map(rowOfAnsi);
}

function outcomeRows(page: Page, outcome: Outcome): readonly Row[] {
  const { lang, width } = page;
  const say = diagnosisWords[lang];
  const { title, id, verdict, because, args, collect, collectOn } = outcome;
  const commands = collect.flatMap((command) => toCopy(fill(command, args)));
  const where = collectOn ? wrap(page.say.onOthers, proseWidth(page)) : [];
  return [
    ...paragraphRows(speak(title, lang, args), width, 'title'),
    rowOf(span(id, 'dim'), span(` · ${say.verdict[verdict]}`, 'accent')),
    EMPTY_ROW,
    ...paragraphRows(speak(because, lang, args), width),
    ...(commands.length > 0 ? [EMPTY_ROW, [span(say.collect, 'dim')]] : []),
    ...where.map((line): Row => [span(line)]),
    ...commands.map((line): Row => [span(line, 'accent')]),
    ...(commands.length > 0 ? [EMPTY_ROW, [span(say.copyHint, 'dim')]] : []),
  ];
}
