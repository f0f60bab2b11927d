import type { QuotedRecord } from '../model/triage.js';
import { stamp } from '../report/format.js';
import { cut, padEnd, widthOf } from '../report/layout.js';
import { levelOf, nodeOf } from './evidence-filter.js';
import { clockOf, dayOf } from './timeline-axis.js';
import type { Shared } from './view.js';
import type { EvidenceWords } from './words/evidence.js';

type ColumnName = 'time' | 'node' | 'level' | 'signal' | 'place';

/** A column of the list, left of the text. */
export interface Column {
  readonly name: ColumnName;
  readonly width: number;
}

export const GUTTER = 2;
const GAP = 2;
const MAX_LEVEL_WIDTH = 6;

/** The columns that there is room for; the text gets what is left. */
export function columnsFor(
  records: readonly QuotedRecord[],
  { columns }: Shared,
  say: EvidenceWords,
): readonly Column[] {
  const hasLevel = records.some(({ level }) => level !== undefined);
  const level = Math.min(MAX_LEVEL_WIDTH, widest(records, levelOf, say.column.level));
  const node = widest(records, nodeOf, say.column.node);
  const signal = widest(records, ({ signals }) => signals[0] ?? '', say.column.signal);
  const place = widest(records, ({ citation }) => `${citation.source}:${citation.line}`, '');
  const all: readonly (Column & { readonly from: number })[] = [
    { name: 'time', width: timeWidth(records, columns), from: 30 },
    { name: 'node', width: Math.min(node, columns < 110 ? 10 : 20), from: 50 },
    { name: 'level', width: hasLevel ? level : 0, from: 64 },
    { name: 'signal', width: Math.min(signal, 26), from: 110 },
    { name: 'place', width: Math.min(place, Math.floor(columns / 5)), from: 150 },
  ];
  return all.filter(({ width, from }) => width > 0 && columns >= from);
}

export const textWidth = (list: readonly Column[], columns: number): number =>
  Math.max(1, columns - GUTTER - list.reduce((sum, { width }) => sum + width + GAP, 0));

/** Of a bounded number of records: more would be looked at in each frame. */
const MAX_MEASURED = 300;
function widest(
  records: readonly QuotedRecord[],
  textOf: (record: QuotedRecord) => string,
  head: string,
): number {
  const texts = new Set(records.slice(0, MAX_MEASURED).map(textOf));
  return Math.max(widthOf(head), ...[...texts].map((text) => widthOf(text)));
}

/** `08:12:03`; with the date where the records are of several days, with milliseconds where there is room. */
function timeWidth(records: readonly QuotedRecord[], columns: number): number {
  const clock = columns >= 110 ? 12 : 8;
  return isOneDay(records) ? clock : clock + 6;
}

function isOneDay(records: readonly QuotedRecord[]): boolean {
  const first = records.find(({ citation }) => citation.time !== undefined)?.citation.time;
  const last = records.at(-1)?.citation.time;
  return first === undefined || last === undefined || dayOf(first) === dayOf(last);
}

/** What a record has in a column, as wide as that. */
export function cellOf(record: QuotedRecord, column: Column, say: EvidenceWords): string {
  return padEnd(
    cut(textIn(record, column, say), column.width, shareOf(column)),
    column.width + GAP,
  );
}

export const headOf = ({ name, width }: Column, say: EvidenceWords): string =>
  padEnd(cut(say.column[name], width), width + GAP);

/** Of a path the end tells more, of a node both ends. */
const shareOf = ({ name }: Column): number => (name === 'place' ? 0.2 : name === 'node' ? 0.5 : 1);

function textIn(record: QuotedRecord, { name, width }: Column, say: EvidenceWords): string {
  const { citation, signals } = record;
  switch (name) {
    case 'time':
      return citation.time === undefined ? '–' : timeText(citation.time, width);
    case 'node':
      return nodeOf(record) || '–';
    case 'level':
      return levelOf(record) || '–';
    case 'signal':
      return signals.length > 1
        ? `${signals[0]} ${say.more(signals.length - 1)}`
        : (signals[0] ?? '–');
    case 'place':
      return `${citation.source}:${citation.line}`;
  }
}

function timeText(at: number, width: number): string {
  const clock = exactClock(at);
  const isDated = width === 14 || width === 18;
  const text = isDated ? `${dayOf(at).slice(-5)} ${clock}` : clock;
  return text.slice(0, width);
}

/** `08:12:03.123`. */
export function exactClock(at: number): string {
  const ms = Math.floor(((at % 1000) + 1000) % 1000);
  return `${clockOf(at)}.${String(ms).padStart(3, '0')}`;
}

/** `2025-04-15 08:12:03.123`. */
export const exactStamp = (at: number): string => `${stamp(at)}${exactClock(at).slice(-4)}`;
