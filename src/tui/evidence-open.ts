import type { QuotedRecord } from '../model/triage.js';
import { padStart } from '../report/layout.js';
import { factRows, wholeRows } from './evidence-detail.js';
import { readableLine } from './evidence-lines.js';
import { patternOf } from './evidence-search.js';
import type { EvidenceState } from './evidence-state.js';
import { marked, windowed } from './evidence-text.js';
import type { Row } from './line.js';
import { firstShown, maxScroll, scrollbar } from './list.js';
import { EMPTY_ROW, fitRow, paragraphRows, span } from './rows.js';
import type { Shared } from './view.js';
import { evidenceWords } from './words/evidence.js';

/** How an open record is shown. */
export interface Look {
  readonly pattern: RegExp | undefined;
  /** Columns that the lines around are scrolled to the left. */
  readonly left: number;
  readonly height: number;
  /** The lines around as they stand. */
  readonly isRaw: boolean;
}

export const lookOf = (state: EvidenceState, { rows }: Shared): Look => ({
  pattern: patternOf(state.prompt?.text ?? state.search),
  left: state.left,
  isRaw: state.isRaw === true,
  height: Math.max(1, hasFoot(state, rows) ? rows - 1 : rows),
});

/** Whether the last row is for the search. */
export const hasFoot = ({ prompt, search }: EvidenceState, rows: number): boolean =>
  rows >= 3 && (prompt !== undefined || search !== '');

/** An open record: what stands still, and below it what is scrolled. */
export interface Opened {
  readonly fixed: readonly Row[];
  /** Rows that are scrolled. */
  readonly total: number;
  /** Of them in view at a time. */
  readonly room: number;
  /** The first in view before anybody scrolls. */
  readonly start: number;
  rowsFrom(first: number): readonly Row[];
}

/** Rows of lines that are worth having below a record that stands still. */
const LEAST_LINES = 6;
/** Lines on both sides of a record that is too long to stand still above them. */
const NEAR = 20;

/** The record stands above the lines around it, the cited one in their middle; a long one is scrolled with them. */
export function openedRecord(record: QuotedRecord, shared: Shared, look: Look): Opened {
  const columns = Math.max(1, shared.columns - 1);
  const head = [
    ...factRows(record, { ...shared, columns }),
    EMPTY_ROW,
    ...wholeRows(record, columns, look.pattern),
    EMPTY_ROW,
    ...aboveLines(record, { ...shared, columns }),
  ];
  const lines = linesAround(record, shared);
  const cited = lines.findIndex(({ no }) => no === record.citation.line);
  const rowOf = lineRow(lines, record, columns, look);
  if (head.length + LEAST_LINES <= look.height) {
    const room = Math.max(1, look.height - head.length);
    const start = Math.max(0, firstShown(Math.max(0, cited), lines.length, room));
    const rowsFrom = (first: number) => lines.slice(first, first + room).map(rowOf);
    return { fixed: head, total: lines.length, room, start, rowsFrom };
  }
  const near = lines.slice(Math.max(0, cited - NEAR), cited + NEAR + 1);
  const rows = [...head, ...near.map(rowOf)];
  const rowsFrom = (first: number) => rows.slice(first, first + look.height);
  return { fixed: [], total: rows.length, room: look.height, start: 0, rowsFrom };
}

/** Where a scrolled record stands now. */
export const topOf = ({ total, room, start }: Opened, top: number | undefined): number =>
  Math.min(top ?? start, maxScroll(total, room));

export function openedRows(
  opened: Opened,
  top: number | undefined,
  columns: number,
): readonly Row[] {
  const { fixed, total, room } = opened;
  const first = topOf(opened, top);
  const bar = scrollbar(total, first, Math.min(room, total));
  const rows = opened.rowsFrom(first);
  if (total <= room) return [...fixed, ...rows];
  return [
    ...fixed,
    ...rows.map((row, at) => [...fitRow(row, columns - 1), span(bar[at] ?? ' ', 'dim')]),
  ];
}

/** A heading over the lines, or why there are none. */
function aboveLines(record: QuotedRecord, shared: Shared): readonly Row[] {
  const say = evidenceWords[shared.lang];
  const result = resultOf(record, shared);
  if (result === undefined) return paragraphRows(say.aroundComing, shared.columns, 'dim');
  return 'lines' in result
    ? paragraphRows(say.around, shared.columns, 'title')
    : paragraphRows(say.aroundWhy[result.why], shared.columns, 'dim');
}

const resultOf = ({ citation }: QuotedRecord, { around }: Shared) =>
  around?.source === citation.source && around.line === citation.line ? around.result : undefined;

interface Line {
  readonly no: number;
  readonly text: string;
}

function linesAround(record: QuotedRecord, shared: Shared): readonly Line[] {
  const result = resultOf(record, shared);
  return result !== undefined && 'lines' in result ? result.lines : [];
}

/** One row a line, with its number; the cited line is marked. */
function lineRow(
  lines: readonly Line[],
  { citation }: QuotedRecord,
  columns: number,
  { pattern, left, isRaw }: Look,
): (line: Line) => Row {
  const width = lines.reduce((most, { no }) => Math.max(most, String(no).length), 0);
  return ({ no, text }) => {
    const isCited = no === citation.line;
    const number = `${isCited ? '›' : ' '} ${padStart(String(no), width)}  `;
    const part = windowed(isRaw ? text : readableLine(text), left, columns - number.length);
    const rest = isCited ? 'strong' : 'plain';
    return [
      span(number, isCited ? 'accent' : 'dim'),
      ...marked(part, pattern, { rest, match: 'chosen' }),
    ];
  };
}
