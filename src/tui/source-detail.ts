import type { Coverage, Gap } from '../model/report.js';
import { ends } from '../report/format.js';
import { createPage } from '../report/page.js';
import { clockLines } from '../report/text-clocks.js';
import { conflictLines } from '../report/text-conflicts.js';
import { boundLines, brokenFiles, otherFiles } from '../report/text-coverage.js';
import { words } from '../report/words.js';
import { rowOfAnsi } from './from-ansi.js';
import type { Row } from './line.js';
import { EMPTY_ROW, keyValueRows, paragraphRows, span } from './rows.js';
import type { Shared } from './view.js';
import { sourcesWords } from './words/sources.js';
import { wrapRow } from './wrap-row.js';

const MAX_GAPS = 12;
const LABEL_COLUMNS = 10;

/** All that is known of one source. */
export function sourceRows(one: Coverage, { lang }: Shared, width: number): readonly Row[] {
  const say = sourcesWords[lang];
  const report = words[lang];
  const room = width - LABEL_COLUMNS;
  const text = (line: string) => paragraphRows(line, room);
  const counts = [
    say.lines(one.lines),
    say.records(one.records),
    say.unparsed(one.unparsed),
    ...(one.sieved > 0 ? [report.sieved(one.sieved)] : []),
    ...(one.clipped > 0 ? [report.clipped(one.clipped)] : []),
    ...(one.suppressed > 0 ? [report.suppressed(one.suppressed)] : []),
  ].join(' · ');
  const time =
    one.from === undefined || one.to === undefined
      ? say.noTime
      : report.between(...ends(one.from, one.to));
  const notes = one.notes.map(
    ({ code, detail }) => report.note[code] + (detail ? report.brackets(detail) : ''),
  );
  return [
    ...paragraphRows(one.source, width, 'title'),
    ...keyValueRows([
      { label: say.node, rows: text(one.node ?? say.noNode) },
      { label: say.format, rows: text(one.format) },
      { label: say.counts, rows: text(counts) },
      { label: say.span, rows: text(time) },
      { label: say.gaps, rows: gapRows(one.gaps, say, room) },
      { label: say.notes, rows: notes.flatMap(text) },
    ]),
  ];
}

type SourcesWords = (typeof sourcesWords)['en'];

/** The longest gaps, in order of time. */
function gapRows(gaps: readonly Gap[], say: SourcesWords, width: number): readonly Row[] {
  const longest = gaps.toSorted((a, b) => b.to - b.from - (a.to - a.from)).slice(0, MAX_GAPS);
  const shown = gaps.filter((gap) => longest.includes(gap));
  const rest = gaps.length - shown.length;
  return [
    ...shown.flatMap(({ from, to, why }) =>
      paragraphRows(`${ends(from, to).join(' – ')} · ${say.gap[why ?? 'unknown']}`, width, 'warn'),
    ),
    ...(rest > 0 ? [[span(say.moreGaps(rest), 'dim')]] : []),
  ];
}

/** What is known of the input beside the logs: other files, clocks that differ, sources that disagree. */
export function besideRows({ triage, lang }: Shared, width: number): readonly Row[] {
  const page = createPage(triage.report, { width, color: true, lang });
  const parts = [
    conflictLines(page),
    clockLines(page),
    [...boundLines(page), ...otherFiles(page), ...brokenFiles(page)],
  ].filter((lines) => lines.length > 0);
  return parts.flatMap((lines, at) => [
    ...(at > 0 ? [EMPTY_ROW] : []),
    ...lines.flatMap((line) => wrapRow(rowOfAnsi(line), width)),
  ]);
}
