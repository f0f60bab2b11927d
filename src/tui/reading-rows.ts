import type { SourceProgress } from '../model/triage.js';
import { speak } from '../report/fill.js';
import { stamp } from '../report/format.js';
import { cut, padEnd, padStart, widthOf } from '../report/layout.js';
import { standingSpans } from './diagnosis-list.js';
import type { Row } from './line.js';
import { severityMark } from './marks.js';
import { secondsLeft, speedOf, totalOf } from './reading.js';
import { EMPTY_ROW, edges, headingRow, indentedRow, rowOf, span } from './rows.js';
import type { ScreenState } from './state.js';
import { byteCount, readingWords } from './words/reading.js';

const MARGIN = 2;
const BAR = 20;
/** Names and figures that stand further apart are not read as one row. */
const MAX_WIDTH = 110;
/** Rows for findings at most, where the sources need the rest. */
const MAX_FINDINGS = 8;

/** How far the reading is: all, the sources, and what was found up to now. */
export function readingRows(state: ScreenState, height: number): readonly Row[] {
  const width = Math.min(MAX_WIDTH, state.columns - 2 * MARGIN);
  const found = findingRows(state, width).slice(0, Math.max(2, height >> 1));
  const room = height - found.length - 4;
  const rows = [
    EMPTY_ROW,
    ...headRows(state, width),
    EMPTY_ROW,
    ...sourceRows(state, width, Math.max(1, room)),
    EMPTY_ROW,
    ...found,
  ];
  return rows.map((row) => indentedRow(row, MARGIN)).slice(0, height);
}

function headRows(state: ScreenState, width: number): readonly Row[] {
  const { lang, reading, live, triage } = state;
  const say = readingWords[lang];
  const { bytes, of } = totalOf(reading);
  const left = secondsLeft(reading);
  const newest = triage
    ? Math.max(...triage.report.coverage.map(({ to }) => to ?? -Infinity))
    : -Infinity;
  const { sources } = reading;
  const done = sources.filter((one) => one.done).length;
  const parts = [
    ...(sources.length > 1 ? [say.sources(done, sources.length)] : []),
    of === undefined ? say.read(byteCount(bytes)) : say.of(byteCount(bytes), byteCount(of)),
    live
      ? say.linesPerSecond(Math.round(speedOf(reading, 'lines')))
      : say.speed(byteCount(speedOf(reading, 'bytes'))),
    ...(left === undefined ? [] : [say.left(Math.ceil(left))]),
    ...(live && Number.isFinite(newest) ? [say.newest(stamp(newest))] : []),
  ];
  const title = span(live ? say.live : say.reading, 'title');
  if (sources.length === 0) return [[title, span(`  ${live ? say.waiting : say.opening}`, 'dim')]];
  const text: Row = [title, span(`  ${parts.join(' · ')}`)];
  return of === undefined ? [text] : [text, barRow(of === 0 ? 1 : bytes / of, width)];
}

const barRow = (share: number, width: number): Row => {
  const full = Math.round(Math.max(0, Math.min(1, share)) * width);
  return [span('━'.repeat(full), 'accent'), span('─'.repeat(width - full), 'dim')];
};

/** Those that are being read first, then those that wait, then those that are done. */
const rankOf = ({ done, lines, bytes }: SourceProgress): number =>
  done ? 2 : lines + bytes > 0 ? 0 : 1;

function sourceRows({ reading, lang }: ScreenState, width: number, room: number): readonly Row[] {
  const say = readingWords[lang];
  const ordered = reading.sources.toSorted((a, b) => rankOf(a) - rankOf(b));
  const shown = ordered.length > room ? ordered.slice(0, Math.max(1, room - 1)) : ordered;
  const rest = ordered.length - shown.length;
  const lines = shown.map((one) => say.lines(one.lines));
  const widest = Math.max(0, ...lines.map(widthOf));
  return [
    ...shown.map((one, at) => sourceRow(one, padStart(lines[at] ?? '', widest), width)),
    ...(rest > 0 ? [[span(`  ${say.more(rest)}`, 'dim')]] : []),
  ];
}

function sourceRow(one: SourceProgress, lines: string, width: number): Row {
  const { source, bytes, totalBytes, done } = one;
  const mark = done ? span('✓ ', 'good') : bytes > 0 ? span('▸ ', 'accent') : span('  ');
  const read = padStart(byteCount(bytes), 9);
  const share = done ? 1 : totalBytes ? bytes / totalBytes : undefined;
  const bar =
    width < 60
      ? []
      : share === undefined
        ? [span(' '.repeat(BAR + 2))]
        : [span('  '), ...barRow(share, BAR)];
  const right: Row = [...bar, span(`  ${read}  ${lines}`, done ? 'dim' : 'plain')];
  const room = Math.max(8, width - 2 - right.reduce((sum, { text }) => sum + widthOf(text), 0));
  const name = padEnd(cut(source, room, 0.3), room);
  return edges([mark, span(name, done ? 'dim' : 'plain')], right, width);
}

function findingRows({ triage, lang }: ScreenState, width: number): readonly Row[] {
  const say = readingWords[lang];
  if (triage === undefined) return [];
  const { findings } = triage.report;
  if (findings.length === 0) return [[span(say.noFinding, 'dim')]];
  const shown = findings.slice(0, MAX_FINDINGS);
  const rest = findings.length - shown.length;
  return [
    headingRow(say.findings(findings.length), width),
    ...shown.map((finding) =>
      edges(
        rowOf(severityMark(finding.severity), ' ', speak(finding.title, lang, finding.args)),
        [span('  '), ...standingSpans(finding, lang)],
        width,
      ),
    ),
    ...(rest > 0 ? [[span(say.more(rest), 'dim')]] : []),
  ];
}
