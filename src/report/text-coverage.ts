import type { Coverage, Report } from '../model/report.js';
import { ends, quantity } from './format.js';
import { cut, indented, padEnd, padStart, widthOf } from './layout.js';
import { type Page, paragraph } from './page.js';
import { section } from './text-outcomes.js';

const MAX_SOURCES = 20;
const MAX_CELL = 24;
const MARGIN = 2;
const GAP = 2;

type ColumnName = 'source' | 'lines' | 'unparsed' | 'node' | 'records' | 'format' | 'span';
/** In the order in which they get room on the screen … */
const BY_WORTH: readonly ColumnName[] = ['lines', 'unparsed', 'node', 'records', 'format', 'span'];
/** … and in the order in which they stand there. */
const BY_PLACE: readonly ColumnName[] = [
  'source',
  'node',
  'format',
  'lines',
  'records',
  'unparsed',
  'span',
];
const NUMBERS: ReadonlySet<ColumnName> = new Set(['lines', 'records', 'unparsed']);
const MIN_SOURCE = 16;

/** What was read, one line a source; what the table has no room for stands below its line. */
export function coverageLines(page: Page): string[] {
  const { report, say } = page;
  const listed = mostRelevant(report);
  const left = report.coverage.filter((one) => !listed.includes(one));
  const sum = (pick: (one: Coverage) => number) =>
    left.reduce((total, one) => total + pick(one), 0);
  const rest = say.moreSources(
    left.length,
    sum((one) => one.lines),
    sum((one) => one.unparsed),
  );
  return section(page, say.heading.coverage(report.coverage.length), [
    ...table(page, listed),
    ...(left.length > 0 ? paragraph(page, rest, MARGIN) : []),
  ]);
}

/** Cited sources first, then those with trouble, then the longest; given in the order of the report. */
function mostRelevant({ coverage, findings }: Report): readonly Coverage[] {
  if (coverage.length <= MAX_SOURCES + 1) return coverage;
  const cited = new Set(findings.flatMap(({ evidence }) => evidence.map(({ source }) => source)));
  const rank = (one: Coverage) => (cited.has(one.source) ? 2 : 0) + (hasTrouble(one) ? 1 : 0);
  const best = coverage.toSorted((a, b) => rank(b) - rank(a) || b.lines - a.lines);
  const chosen = new Set(best.slice(0, MAX_SOURCES));
  return coverage.filter((one) => chosen.has(one));
}

const hasTrouble = ({ notes, gaps, suppressed, unparsed, clipped }: Coverage): boolean =>
  notes.length > 0 || gaps.length > 0 || suppressed + unparsed + clipped > 0;

function table(page: Page, coverage: readonly Coverage[]): string[] {
  if (coverage.length === 0) return [];
  const widths = columnWidths(page, coverage);
  const line = (cell: (name: ColumnName) => string) =>
    BY_PLACE.filter((name) => widths.has(name))
      .map((name) => fitted(cell(name), name, widths.get(name) ?? 0))
      .join(' '.repeat(GAP))
      .trimEnd();
  const header = page.colors.dim(line((name) => page.say.column[name]));
  const rows = coverage.flatMap((one) => [
    line((name) => cellOf(page, one, name)),
    ...paragraph(page, details(page, one, widths), MARGIN).map(page.colors.dim),
  ]);
  return indented([header, ...rows], MARGIN);
}

const fitted = (text: string, name: ColumnName, width: number): string =>
  NUMBERS.has(name) ? padStart(text, width) : padEnd(cut(text, width, 0.4), width);

/** Which columns have room, and how much. The source takes what is left, as far as it needs it. */
function columnWidths(page: Page, coverage: readonly Coverage[]): ReadonlyMap<ColumnName, number> {
  const natural = (name: ColumnName) =>
    Math.max(
      widthOf(page.say.column[name]),
      ...coverage.map((one) => widthOf(cellOf(page, one, name))),
    );
  const source = natural('source');
  const widths = new Map<ColumnName, number>();
  let room = page.width - MARGIN;
  for (const name of BY_WORTH) {
    const width =
      name === 'node' || name === 'format' ? Math.min(MAX_CELL, natural(name)) : natural(name);
    if (room - width - GAP < Math.min(source, MIN_SOURCE)) break;
    widths.set(name, width);
    room -= width + GAP;
  }
  return widths.set('source', Math.min(source, room));
}

function cellOf({ say }: Page, one: Coverage, name: ColumnName): string {
  if (name === 'span') {
    return one.from === undefined || one.to === undefined
      ? ''
      : ends(one.from, one.to).join(say.to);
  }
  const value = one[name];
  return typeof value === 'number' ? quantity(value) : (value ?? '');
}

function details(page: Page, one: Coverage, widths: ReadonlyMap<ColumnName, number>): string {
  const { say } = page;
  const missing = BY_PLACE.filter(
    (name) => !widths.has(name) && cellOf(page, one, name) !== '',
  ).map((name) =>
    name === 'span'
      ? cellOf(page, one, name)
      : say.named(say.column[name], cellOf(page, one, name)),
  );
  const longest = Math.max(0, ...one.gaps.map(({ from, to }) => to - from));
  return [
    ...missing,
    one.suppressed > 0 ? say.suppressed(one.suppressed) : '',
    one.gaps.length > 0 ? say.gaps(one.gaps.length, say.duration(longest)) : '',
    one.clipped > 0 ? say.clipped(one.clipped) : '',
    one.sieved > 0 ? say.sieved(one.sieved) : '',
    ...one.notes.map(({ code, detail }) => say.note[code] + (detail ? say.brackets(detail) : '')),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
