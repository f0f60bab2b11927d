import type { QuotedRecord } from '../model/triage.js';
import { harmless } from '../report/clean.js';
import { split, wrap } from '../report/layout.js';
import { shorten } from '../report/shorten.js';
import { exactStamp } from './evidence-columns.js';
import { levelOf } from './evidence-filter.js';
import { marked } from './evidence-text.js';
import type { Row } from './line.js';
import { span } from './rows.js';
import type { Shared } from './view.js';
import { evidenceWords } from './words/evidence.js';

/** `source:line`, as `grep` and editors write it. */
export const placeText = ({ citation: { source, line } }: QuotedRecord): string =>
  `${source}:${line}`;

/** Place and text of a record, for the clipboard. */
export const copyText = (record: QuotedRecord): string =>
  harmless(`${placeText(record)} ${record.citation.text}`);

/** When, where, how grave, of which signals; and the place on a row of its own, to be copied. */
export function factRows(record: QuotedRecord, shared: Shared): readonly Row[] {
  const say = evidenceWords[shared.lang];
  const { citation, signals, findings } = record;
  const level = levelOf(record);
  const { columns } = shared;
  const facts = [
    citation.time === undefined ? say.noTime : say.utc(exactStamp(citation.time)),
    citation.node ?? say.noNode,
    ...(level === '' ? [] : [level]),
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
