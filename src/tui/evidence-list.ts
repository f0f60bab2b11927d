import type { QuotedRecord } from '../model/triage.js';
import { excerpt } from '../report/excerpt.js';
import { cut } from '../report/layout.js';
import { shorten } from '../report/shorten.js';
import { type Column, cellOf, columnsFor, headOf, textWidth } from './evidence-columns.js';
import { levelOf } from './evidence-filter.js';
import { marked, windowed } from './evidence-text.js';
import type { Row, Tone } from './line.js';
import { firstShown, scrollbar } from './list.js';
import { fitRow, span } from './rows.js';
import type { Shared } from './view.js';
import type { EvidenceWords } from './words/evidence.js';

/** What the list shows. */
export interface Listed {
  readonly shown: readonly QuotedRecord[];
  readonly index: number;
  /** Indexes of the records that match the search. */
  readonly found: ReadonlySet<number>;
  readonly pattern: RegExp | undefined;
  readonly left: number;
  readonly say: EvidenceWords;
  readonly shared: Shared;
}

/** Columns that stand before a match that would be out of view. */
const BEFORE_MATCH = 12;

export function listRows(listed: Listed, height: number): readonly Row[] {
  const { shown, shared, say, index } = listed;
  const columns = columnsFor(shown, shared, say);
  const width = textWidth(columns, shared.columns - 1);
  const isHeaded = height >= 6;
  const room = isHeaded ? height - 1 : height;
  const first = firstShown(index, shown.length, room);
  const bar = scrollbar(shown.length, first, Math.min(room, shown.length));
  const rows = shown.slice(first, first + room).map((record, at) => {
    const row = recordRow(listed, record, first + at, { columns, width });
    return shown.length > room ? [...row, span(bar[at] ?? ' ', 'dim')] : row;
  });
  return isHeaded ? [headRow(columns, say), ...rows] : rows;
}

const headRow = (columns: readonly Column[], say: EvidenceWords): Row => [
  span(`  ${columns.map((column) => headOf(column, say)).join('')}${say.column.text}`, 'dim'),
];

function recordRow(
  { index, found, pattern, left, say, shared }: Listed,
  record: QuotedRecord,
  at: number,
  { columns, width }: { readonly columns: readonly Column[]; readonly width: number },
): Row {
  const isChosen = at === index;
  const tone = (own: Tone): Tone => (isChosen ? 'chosen' : own);
  const gutter = (isChosen ? '›' : ' ') + (found.has(at) ? '*' : ' ');
  const tones = { rest: tone('plain'), match: isChosen ? 'accent' : 'chosen' } as const;
  const text = visibleText(record, pattern, left, width);
  const row: Row = [
    span(gutter, tone(found.has(at) ? 'accent' : 'plain')),
    ...columns.map((column) => span(cellOf(record, column, say), tone(toneOf(column, record)))),
    ...marked(text, pattern, tones),
  ];
  const whole = fitRow(row, shared.columns - 1);
  return isChosen ? whole.map((one) => ({ ...one, tone: one.tone ?? 'chosen' })) : whole;
}

/** The part of a record that is in view: moved to a match that would not be. */
function visibleText(
  record: QuotedRecord,
  pattern: RegExp | undefined,
  left: number,
  width: number,
): string {
  const text = excerptOf(record);
  const usual = left === 0 ? bothEnds(record, text, width) : windowed(text, left, width);
  if (pattern === undefined || usual.search(pattern) !== -1) return usual;
  const inExcerpt = text.search(pattern);
  if (inExcerpt !== -1) return windowed(text, Math.max(0, inExcerpt - BEFORE_MATCH), width);
  const whole = record.citation.text;
  const inWhole = whole.search(pattern);
  return inWhole === -1 ? usual : windowed(whole, Math.max(0, inWhole - BEFORE_MATCH), width);
}

/** Records of one signal begin alike: what tells them apart often stands at their end. */
const HEAD_SHARE = 0.5;
const shortened = new WeakMap<QuotedRecord, { readonly width: number; readonly text: string }>();

/** The text without its middle where it is too long; kept, as frames ask for the same again and again. */
function bothEnds(record: QuotedRecord, text: string, width: number): string {
  const held = shortened.get(record);
  if (held?.width === width) return held.text;
  const short = cut(text, width, HEAD_SHARE);
  shortened.set(record, { width, text: short });
  return short;
}

/** Where the message of a program begins: known of all records, and so not shown. */
const MESSAGE_HEAD = /^(?:… )?(?:msg="?|"(?:msg|message)" ?: ?")/;

/** The message without its name and without a quote that would stand alone. */
function messageOf(text: string): string {
  const message = text.replace(MESSAGE_HEAD, '');
  const isAlone = message !== text && message.indexOf('"') === message.length - 1;
  return isAlone ? message.replace(/"$/, '') : message;
}

const excerpts = new WeakMap<QuotedRecord, string>();

/** The telling part of the record; kept, as it takes a while to find in JSON. */
function excerptOf(record: QuotedRecord): string {
  const held = excerpts.get(record);
  if (held !== undefined) return held;
  const text = messageOf(shorten(excerpt(record.citation.text)).replace(/\s+/g, ' '));
  excerpts.set(record, text);
  return text;
}

const LEVEL_TONE: Readonly<Record<string, Tone>> = {
  warn: 'warn',
  error: 'bad',
  fatal: 'critical',
  panic: 'critical',
  crit: 'critical',
  alert: 'critical',
  emerg: 'critical',
};

function toneOf({ name }: Column, record: QuotedRecord): Tone {
  if (name === 'level') return LEVEL_TONE[levelOf(record)] ?? 'dim';
  return name === 'node' ? 'plain' : 'dim';
}
