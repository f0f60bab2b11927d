import type { Coverage, Report } from '../model/report.js';
import { harmless } from './clean.js';
import {
  BY_PLACE,
  type Columns,
  cellOf,
  fittingColumns,
  headerLine,
  shortSource,
  sourceLine,
} from './coverage-table.js';
import { ends } from './format.js';
import { indented, wrap } from './layout.js';
import { type Page, paragraph } from './page.js';
import { lossLines } from './text-losses.js';
import { section } from './text-outcomes.js';

const MAX_SOURCES = 20;
const MARGIN = 2;

/** What was read, one line a source; what the table has no room for stands below its line. */
export function coverageLines(page: Page): string[] {
  const { report, say } = page;
  if (report.coverage.length === 0) return [];
  const logs = report.coverage.filter(({ role }) => role === 'log');
  const listed = mostRelevant(report, logs);
  const left = logs.filter((one) => !listed.includes(one));
  const rest = say.moreSources(left.length, sum(left, 'lines'), sum(left, 'unparsed'));
  const common = commonSpan(page);
  const title = say.heading.coverage(logs.length);
  return section(page, common === undefined ? title : `${title} · ${common}`, [
    ...tableLines(page, listed, common !== undefined),
    ...(left.length > 0 ? paragraph(page, rest, MARGIN) : []),
    ...indented(lossLines(page, page.width - MARGIN), MARGIN),
    ...boundLines(page),
    ...otherFiles(page),
    ...brokenFiles(page),
  ]);
}

const sum = (coverage: readonly Coverage[], name: 'lines' | 'unparsed'): number =>
  coverage.reduce((total, one) => total + one[name], 0);

/** Files of bundles that are no logs: how many told facts, how many were passed over. */
export function otherFiles(page: Page): string[] {
  const { coverage } = page.report;
  const ignored = coverage.filter(({ role }) => role === 'ignored').length;
  const told = coverage.filter(({ role }) => role !== 'log').length - ignored;
  return told + ignored === 0 ? [] : paragraph(page, page.say.otherFiles(told, ignored), MARGIN);
}

/** Files of settings or objects of which something was not read, each with why. */
export function brokenFiles(page: Page): string[] {
  const { report, say } = page;
  return report.coverage
    .flatMap(({ source, notes }) => {
      const codes = notes.map(({ code }) => code).filter((code) => /^facts-/.test(code));
      return codes.map((code) => `${harmless(source)}: ${say.note[code]}`);
    })
    .slice(0, MAX_SOURCES)
    .flatMap((line) => paragraph(page, line, MARGIN));
}

/** What exceeded hotplane's own bounds. */
export function boundLines(page: Page): string[] {
  const { report, say } = page;
  const parts = (report.bounds ?? []).map(({ code, count }) => say.bound[code](count));
  return parts.length === 0 ? [] : paragraph(page, say.bounds(parts.join(say.list)), MARGIN);
}

/** Cited sources first, then those with trouble, then the longest; given in the order of the report. */
function mostRelevant({ findings }: Report, coverage: readonly Coverage[]): readonly Coverage[] {
  if (coverage.length <= MAX_SOURCES + 1) return coverage;
  const cited = new Set(findings.flatMap(({ evidence }) => evidence.map(({ source }) => source)));
  const rank = (one: Coverage) => (cited.has(one.source) ? 2 : 0) + (hasTrouble(one) ? 1 : 0);
  const best = coverage.toSorted((a, b) => rank(b) - rank(a) || b.lines - a.lines);
  const chosen = new Set(best.slice(0, MAX_SOURCES));
  return coverage.filter((one) => chosen.has(one));
}

const hasTrouble = ({ notes, gaps, suppressed, unparsed, clipped }: Coverage): boolean =>
  notes.length > 0 || gaps.length > 0 || suppressed + unparsed + clipped > 0;

/** The time that all sources cover alike; absent where they differ. */
function commonSpan({ report, say }: Page): string | undefined {
  const logs = report.coverage.filter(({ role }) => role === 'log');
  const [first] = logs;
  if (first?.from === undefined || first.to === undefined) return undefined;
  const isAlike = logs.every(({ from, to }) => from === first.from && to === first.to);
  return isAlike ? say.between(...ends(first.from, first.to)) : undefined;
}

function tableLines(page: Page, coverage: readonly Coverage[], isSpanSaid: boolean): string[] {
  const width = page.width - MARGIN;
  const told = isSpanSaid ? coverage.map((one) => withoutSpan(one)) : coverage;
  const columns = new Map(fittingColumns(page, told, width));
  if (isSpanSaid) columns.delete('span');
  const shown = told.map(({ source }) => shortSource(columns, source));
  const isAmbiguous = (at: number) =>
    shown.some((other, place) => place !== at && other === shown[at]);
  const rows = told.flatMap((one, at) => [
    sourceLine(page, columns, one),
    ...(isAmbiguous(at) ? indented(wrap(one.source, width - MARGIN), MARGIN) : []),
    ...indented(wrap(details(page, one, columns), width - MARGIN), MARGIN).map(page.colors.dim),
  ]);
  return indented([page.colors.dim(headerLine(page, columns)), ...rows], MARGIN);
}

const withoutSpan = ({ from: _from, to: _to, ...rest }: Coverage): Coverage => rest;

function details(page: Page, one: Coverage, columns: Columns): string {
  const { say } = page;
  const untold = BY_PLACE.filter((name) => !columns.has(name) && cellOf(page, one, name) !== '');
  return [
    ...untold.map((name) =>
      name === 'span'
        ? say.utc(cellOf(page, one, name))
        : say.named(say.column[name], cellOf(page, one, name)),
    ),
    one.clipped > 0 ? say.clipped(one.clipped) : '',
    one.sieved > 0 ? say.sieved(one.sieved) : '',
    ...one.notes.map(({ code, detail }) => say.note[code] + (detail ? say.brackets(detail) : '')),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
