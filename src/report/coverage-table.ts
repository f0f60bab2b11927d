import type { Coverage } from '../model/report.js';
import { ends, quantity } from './format.js';
import { cut, padEnd, padStart, widthOf } from './layout.js';
import type { Page } from './page.js';

export type ColumnName = 'source' | 'lines' | 'unparsed' | 'node' | 'records' | 'format' | 'span';
/** A column and its room. */
export type Columns = ReadonlyMap<ColumnName, number>;

/** In the order in which they get room on the screen … */
const BY_WORTH = ['lines', 'unparsed', 'node', 'records', 'format', 'span'] as const;
/** … and in the order in which they stand there. */
export const BY_PLACE: readonly ColumnName[] = [
  'source',
  'node',
  'format',
  'lines',
  'records',
  'unparsed',
  'span',
];
const NUMBERS: ReadonlySet<ColumnName> = new Set(['lines', 'records', 'unparsed']);
const MAX_NAME = 24;
const MIN_SOURCE = 16;
const GAP = 2;

/** The columns that fit into `width`. The source takes what is left, as far as it needs it. */
export function fittingColumns(page: Page, coverage: readonly Coverage[], width: number): Columns {
  const natural = (name: ColumnName) =>
    Math.max(
      widthOf(page.say.column[name]),
      ...coverage.map((one) => widthOf(cut(cellOf(page, one, name), width))),
    );
  const source = natural('source');
  const columns = new Map<ColumnName, number>();
  let room = width;
  for (const name of BY_WORTH) {
    const isName = name === 'node' || name === 'format';
    const columnWidth = isName ? Math.min(MAX_NAME, natural(name)) : natural(name);
    if (room - columnWidth - GAP < Math.min(source, MIN_SOURCE)) break;
    columns.set(name, columnWidth);
    room -= columnWidth + GAP;
  }
  return columns.set('source', Math.min(source, room));
}

export const headerLine = (page: Page, columns: Columns): string =>
  tableLine(columns, (name) => page.say.column[name]);

export const sourceLine = (page: Page, columns: Columns, one: Coverage): string =>
  tableLine(columns, (name) => cellOf(page, one, name));

const tableLine = (columns: Columns, cell: (name: ColumnName) => string): string =>
  BY_PLACE.flatMap((name) => fitted(cell(name), name, columns.get(name) ?? 0)).join(
    ' '.repeat(GAP),
  );

/** Nothing for a column without room. A source keeps its end, which tells it apart. */
function fitted(text: string, name: ColumnName, width: number): string[] {
  if (width === 0) return [];
  return [NUMBERS.has(name) ? padStart(text, width) : padEnd(cut(text, width, 0.3), width)];
}

/** The name of a source as far as its column has room: names that differ may look alike. */
export const shortSource = (columns: Columns, source: string): string =>
  cut(source, columns.get('source') ?? 0, 0.3);

/** What stands in a column; empty where the source has nothing to say there. Of several nodes: the first, and how many more. */
export function cellOf({ say }: Page, one: Coverage, name: ColumnName): string {
  if (name === 'node' && one.hosts !== undefined) {
    return `${one.node ?? ''} +${one.hosts.length - 1}`.trimStart();
  }
  if (name !== 'span') {
    const value = one[name];
    return typeof value === 'number' ? quantity(value) : (value ?? '');
  }
  return one.from === undefined || one.to === undefined ? '' : ends(one.from, one.to).join(say.to);
}
