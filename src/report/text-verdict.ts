import { wasEnded } from '../model/ended.js';
import type { Coverage, Finding, Report } from '../model/report.js';
import { ends } from './format.js';
import { groupIncidents } from './incidents.js';
import { indented, widthOf, wrap } from './layout.js';
import { names, type Page, type Paint, STACKED_WIDTH } from './page.js';
import { hedged, standing } from './text-finding.js';

/** The answer in one line, what it stands on below it. */
export function verdictLines(page: Page): string[] {
  const { report, say, colors } = page;
  const isEnded = wasEnded(report);
  const word = say.verdict[report.verdict] + (isEnded ? say.soFar : '');
  const ended = isEnded ? [say.ended(report.unbegun ?? 0)] : [];
  const [first = '', ...rest] = [...sentences(page), ...ended, inputLine(page)];
  const by = page.width < STACKED_WIDTH ? 0 : widthOf(word) + 2;
  const lines = (text: string) => indented(wrap(text, page.width - by), by);
  const title = by === 0 ? lines(first) : wrap(first, page.width - by);
  const opening = colors.bold(paintOf(page)(word));
  const [head = '', ...more] = title.map((line, index) =>
    index === 0 || by === 0 ? line : ' '.repeat(by) + line,
  );
  const top = by === 0 ? [opening, colors.bold(head)] : [`${opening}  ${colors.bold(head)}`];
  return [...top, ...more.map(colors.bold), ...rest.flatMap(lines)];
}

function paintOf({ report, colors }: Page): Paint {
  if (report.verdict === 'explained') return colors.red;
  if (report.verdict === 'suspected') return colors.yellow;
  return report.verdict === 'clear' ? colors.green : colors.cyan;
}

function sentences(page: Page): string[] {
  const { report, say } = page;
  const { findings } = report;
  if (findings.length > 0) return findingSentences(page);
  const open = count(report, 'not-assessable');
  const tally = say.outcomes({
    absent: count(report, 'absent'),
    'ruled-out': count(report, 'ruled-out'),
    'not-assessable': open,
  });
  if (report.verdict === 'clear')
    return [say.clear(report.outcomes.length), tally, say.clearLimit(open)];
  if (report.verdict !== 'not-enough-data') return [say.allMuted];
  return report.coverage.some(hasRecords)
    ? [say.notEnough(open, report.outcomes.length), tally, say.notEnoughLimit]
    : [say.nothingRead(logCount(report)), say.notEnoughLimit];
}

/** Sources in the sense of a reader: logs. What else a bundle holds is counted below them. */
const logCount = ({ coverage }: Report): number =>
  coverage.filter(({ role }) => role === 'log').length;

const hasRecords = ({ records, sieved }: Coverage): boolean => records > 0 || sieved > 0;

const count = ({ outcomes }: Report, verdict: Report['outcomes'][number]['verdict']): number =>
  outcomes.filter((outcome) => outcome.verdict === verdict).length;

function findingSentences(page: Page): string[] {
  const [group, ...others] = groupIncidents(page.report.findings);
  if (group === undefined) return [];
  const first = group.shown;
  const symptoms = others.filter(({ shown }) => shown.explainedBy.includes(first.id)).length;
  const more = page.say.moreFindings(others.length - symptoms, symptoms);
  const title = hedged(page, first, first.title);
  const where = first.nodes.length > 0 ? ` · ${names(page, first.nodes, 4)}` : '';
  return [
    title,
    standing(page, first) + where,
    ...incidentCount(page, [first, ...group.others]),
    ...(more === '' ? [] : [more]),
  ];
}

function incidentCount({ say }: Page, all: readonly Finding[]): string[] {
  const from = all.flatMap((one) => one.from ?? []);
  const to = all.flatMap((one) => one.to ?? one.from ?? []);
  if (all.length < 2 || from.length === 0) return [];
  return [say.incidents(all.length, ...ends(Math.min(...from), Math.max(...to)))];
}

/** What was looked at: products, nodes, sources, and the time they cover. */
function inputLine({ report, say }: Page): string {
  const { products, nodes } = report.cluster;
  const from = report.coverage.reduce((least, one) => Math.min(least, one.from ?? least), Infinity);
  const to = report.coverage.reduce((most, one) => Math.max(most, one.to ?? most), -Infinity);
  return [
    ...products,
    ...(nodes.length > 0 ? [say.nodeCount(nodes.length)] : []),
    say.sourceCount(logCount(report)),
    ...(from <= to ? [say.between(...ends(from, to))] : []),
  ].join(' · ');
}
