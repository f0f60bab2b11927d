import type { QuotedRecord } from '../model/triage.js';
import { harmless } from '../report/clean.js';
import { padStart, split, wrap } from '../report/layout.js';
import { shorten } from '../report/shorten.js';
import { exactStamp } from './evidence-columns.js';
import { marked, windowed } from './evidence-text.js';
import type { Row } from './line.js';
import { EMPTY_ROW, paragraphRows, span } from './rows.js';
import type { Shared } from './view.js';
import { evidenceWords } from './words/evidence.js';

/** What the detail of a record is shown with. */
export interface Look {
  readonly pattern: RegExp | undefined;
  /** Columns that the lines around are scrolled to the left. */
  readonly left: number;
}

/** `source:line`, as `grep` and editors write it. */
export const placeText = ({ citation: { source, line } }: QuotedRecord): string =>
  `${source}:${line}`;

/** Place and text of a record, for the clipboard. */
export const copyText = (record: QuotedRecord): string =>
  harmless(`${placeText(record)} ${record.citation.text}`);

/** When, where, how grave, of which signals; and the place on a row of its own, to be copied. */
export function factRows(record: QuotedRecord, shared: Shared): readonly Row[] {
  const say = evidenceWords[shared.lang];
  const { citation, level, signals, findings } = record;
  const { columns } = shared;
  const facts = [
    citation.time === undefined ? say.noTime : say.utc(exactStamp(citation.time)),
    citation.node ?? say.noNode,
    ...(level === undefined ? [] : [level]),
    signals.join(', '),
    ...(findings.length === 0 ? [] : [say.citedBy(findings.join(', '))]),
  ].filter((fact) => fact !== '');
  return [
    ...wrap(facts.join(' · '), columns).map((line): Row => [span(line, 'strong')]),
    ...split(harmless(placeText(record)), columns).map((line): Row => [span(line, 'accent')]),
  ];
}

/** The whole record as it stood, without borders: what is marked with the mouse is the record and nothing else. */
export const wholeRows = (
  record: QuotedRecord,
  columns: number,
  pattern: RegExp | undefined,
): readonly Row[] =>
  split(harmless(shorten(record.citation.text)), columns).map((line) =>
    marked(line, pattern, { rest: 'plain', match: 'chosen' }),
  );

export function detailRows(record: QuotedRecord, shared: Shared, look: Look): readonly Row[] {
  return [
    ...factRows(record, shared),
    EMPTY_ROW,
    ...wholeRows(record, shared.columns, look.pattern),
    EMPTY_ROW,
    ...aroundRows(record, shared, look),
  ];
}

function aroundRows({ citation }: QuotedRecord, shared: Shared, look: Look): readonly Row[] {
  const say = evidenceWords[shared.lang];
  const { around, columns } = shared;
  const isAsked = around?.source === citation.source && around.line === citation.line;
  const result = isAsked ? around.result : undefined;
  if (result === undefined) return paragraphRows(say.aroundComing, columns, 'dim');
  if (!('lines' in result)) return paragraphRows(say.aroundWhy[result.why], columns, 'dim');
  return [
    ...paragraphRows(say.around, columns, 'title'),
    ...lineRows(result.lines, citation.line, columns, look),
  ];
}

type Line = { readonly no: number; readonly text: string };

/** One row a line, with its number; the cited line is marked. */
function lineRows(
  lines: readonly Line[],
  cited: number,
  columns: number,
  { pattern, left }: Look,
): readonly Row[] {
  const width = Math.max(0, ...lines.map(({ no }) => String(no).length));
  return lines.map(({ no, text }): Row => {
    const isCited = no === cited;
    const number = `${isCited ? '›' : ' '} ${padStart(String(no), width)}  `;
    const part = windowed(text, left, columns - number.length);
    const rest = isCited ? 'strong' : 'plain';
    return [
      span(number, isCited ? 'accent' : 'dim'),
      ...marked(part, pattern, { rest, match: 'chosen' }),
    ];
  });
}
