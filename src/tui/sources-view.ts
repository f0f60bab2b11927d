import type { Coverage } from '../model/report.js';
import { harmless } from '../report/clean.js';
import {
  type ColumnName,
  type Columns,
  fittingColumns,
  headerLine,
  sourceLine,
} from '../report/coverage-table.js';
import { cut, widthOf } from '../report/layout.js';
import { createPage } from '../report/page.js';
import type { Row } from './line.js';
import { firstShown, maxScroll, moveBy, scrolled } from './list.js';
import { chosenRow, EMPTY_ROW, fitRow, span } from './rows.js';
import { besideRows, sourceRows } from './source-detail.js';
import { type Shortened, withoutCommonFolder } from './source-names.js';
import type { Hint, Shared, Step, View } from './view.js';
import { sourcesWords } from './words/sources.js';

export interface SourcesState {
  /** Number of the source under the cursor; the one behind the last stands for all that is beside the logs. */
  readonly at: number;
  readonly scroll: number;
}

/** What was read: a line a source, and all that is known of the chosen one. */
export const sourcesView: View<SourcesState> = {
  name: 'sources',
  initial: { at: 0, scroll: 0 },
  title: (lang) => sourcesWords[lang].title,
  hints,
  typing: () => false,
  onKey,
  paint,
};

const HEADER_ROWS = 1;
const RULE_ROWS = 1;
/** Blank columns at both sides. */
const MARGIN = 2;

const logsOf = ({ triage }: Shared): readonly Coverage[] =>
  triage.report.coverage.filter(({ role }) => role === 'log');

interface Seen {
  readonly logs: readonly Coverage[];
  readonly short: Shortened;
  readonly total: number;
  readonly at: number;
  readonly listHeight: number;
  readonly detail: readonly Row[];
  readonly detailHeight: number;
}

function see({ at: wanted }: SourcesState, shared: Shared): Seen {
  const logs = logsOf(shared);
  const width = shared.columns - MARGIN;
  const more = besideRows(shared, width - 1);
  const total = logs.length + (more.length > 0 ? 1 : 0);
  const at = Math.max(0, Math.min(wanted, total - 1));
  const log = logs[at];
  const detail = log ? sourceRows(log, shared, width - 1) : more;
  const short = withoutCommonFolder(logs.map(({ source }) => source));
  const heads = HEADER_ROWS + (short.folder === '' ? 0 : 1);
  const room = shared.rows - heads - RULE_ROWS;
  const detailHeight = Math.max(0, Math.min(detail.length, Math.max(room - total, room >> 1)));
  const listHeight = Math.max(1, room - detailHeight);
  return { logs, short, total, at, listHeight, detail, detailHeight };
}

function onKey(state: SourcesState, key: string, shared: Shared): Step<SourcesState> | undefined {
  const { at, total, listHeight, detail, detailHeight, logs } = see(state, shared);
  const source = logs[at]?.source;
  if ((key === 'c' || key === 'y') && source !== undefined) return { state, copy: source };
  if (key === 'pageup' || key === 'pagedown') {
    const end = maxScroll(detail.length, detailHeight);
    const to = moveBy(key, Math.min(state.scroll, end), end + 1, detailHeight) ?? 0;
    return { state: { ...state, scroll: to } };
  }
  const to = moveBy(key, at, total, listHeight);
  return to === undefined ? undefined : { state: { at: to, scroll: 0 } };
}

function paint(state: SourcesState, shared: Shared): readonly Row[] {
  const { logs, short, at, listHeight, detail, detailHeight } = see(state, shared);
  const { columns, triage, lang } = shared;
  const width = columns - MARGIN - 1;
  const page = createPage(triage.report, { width, color: false, lang });
  const named = logs.map((one, no) => ({ ...one, source: short.names[no] ?? one.source }));
  const table = widened(fittingColumns(page, named, width - 2), named);
  const lines: readonly Row[] = [
    ...named.map((one): Row => [span(`  ${sourceLine(page, table, one)}`, toneOf(one))]),
    ...(besideRows(shared, width).length > 0
      ? [[span(`  ${sourcesWords[lang].more}`, 'dim')]]
      : []),
  ];
  const marked = lines.map((row, line) =>
    line === at ? chosenRow([span('› '), ...withoutMargin(row)], columns - 1) : row,
  );
  const first = firstShown(at, marked.length, listHeight);
  const list = scrolled(marked, first, { width: columns, height: listHeight });
  const shown = scrolled(detail, state.scroll, { width: columns - MARGIN, height: detailHeight });
  const { inFolder } = sourcesWords[lang];
  const heading = inFolder(cut(harmless(short.folder), width - widthOf(inFolder('')) - 2, 0.3));
  return [
    ...(short.folder === '' ? [] : [[span(`  ${heading}`, 'dim')] satisfies Row]),
    fitRow([span(`  ${headerLine(page, table)}`, 'dim')], columns),
    ...Array.from({ length: listHeight }, (_, line) => list[line] ?? EMPTY_ROW),
    [span('─'.repeat(columns), 'dim')],
    ...shown.map((row): Row => [span('  '), ...row]),
  ].slice(0, shared.rows);
}

/** What the details tell as well gives way, until names can be told apart. */
const GIVES_WAY: readonly ColumnName[] = ['span', 'format', 'records', 'unparsed'];
const NAME_COLUMNS = 40;
const GAP = 2;

function widened(columns: Columns, logs: readonly Coverage[]): Columns {
  const wanted = Math.min(NAME_COLUMNS, Math.max(0, ...logs.map((one) => widthOf(one.source))));
  const room = new Map(columns);
  let source = room.get('source') ?? 0;
  for (const name of GIVES_WAY) {
    if (source >= wanted) break;
    const freed = room.get(name);
    if (freed !== undefined) source += freed + GAP;
    room.delete(name);
  }
  return room.set(
    'source',
    source >= wanted ? Math.max(wanted, columns.get('source') ?? 0) : source,
  );
}

const withoutMargin = ([first, ...rest]: Row): Row =>
  first === undefined ? [] : [{ ...first, text: first.text.slice(2) }, ...rest];

/** What was not read in full stands out. */
const toneOf = ({ records, sieved, unparsed }: Coverage) =>
  records + sieved === 0 ? 'dim' : unparsed > 0 ? 'warn' : 'plain';

function hints(_state: SourcesState, { lang }: Shared): readonly Hint[] {
  const say = sourcesWords[lang].hints;
  return [
    { keys: '↑↓', does: say.choose },
    { keys: 'PgUp PgDn', does: say.scroll },
    { keys: 'c', does: say.copy },
  ];
}
