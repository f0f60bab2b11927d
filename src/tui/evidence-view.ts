import { harmless } from '../report/clean.js';
import { ends } from '../report/format.js';
import { cut } from '../report/layout.js';
import { exactStamp } from './evidence-columns.js';
import { factRows, placeText, wholeRows } from './evidence-detail.js';
import { filterOf, shownRecords } from './evidence-filter.js';
import { onEvidenceKey } from './evidence-keys.js';
import { type Listed, listRows } from './evidence-list.js';
import { arrived, voidOf } from './evidence-moment.js';
import { hasFoot, lookOf, openedRecord, openedRows } from './evidence-open.js';
import { pickerRows } from './evidence-picker.js';
import { matchesIn, patternOf } from './evidence-search.js';
import { type EvidenceState, INITIAL_EVIDENCE, indexOf } from './evidence-state.js';
import type { Row } from './line.js';
import { promptRow } from './prompt.js';
import { cutRow, EMPTY_ROW, edges, paragraphRows, span } from './rows.js';
import type { Hint, Shared, View } from './view.js';
import { evidenceWords } from './words/evidence.js';

/** The quoted records in time order across nodes: what the findings rest on. */
export const evidenceView: View<EvidenceState> = {
  name: 'evidence',
  initial: INITIAL_EVIDENCE,
  title: (lang) => evidenceWords[lang].title,
  hints,
  typing: ({ prompt }) => prompt !== undefined,
  onKey: (state, key, shared) =>
    shared.triage.records.length === 0 ? undefined : onEvidenceKey(state, key, shared),
  paint: (state, shared) =>
    rowsOf(state, shared)
      .slice(0, shared.rows)
      .map((row) => cutRow(row, shared.columns)),
};

/** Rows that the whole of a record is worth showing in, below the list. */
const LEAST_PREVIEW = 7;

function rowsOf(before: EvidenceState, shared: Shared): readonly Row[] {
  const state = arrived(before, shared);
  const say = evidenceWords[shared.lang];
  const { columns, rows, reading, triage } = shared;
  if (triage.records.length === 0)
    return paragraphRows(reading ? say.noneYet : say.none, columns, 'dim');
  if (state.picker) return pickerRows(state.picker.kind, state.picker.index, state, shared);
  const listed = listedOf(state, shared);
  const foot = footRows(state, listed);
  const room = Math.max(1, rows - foot.length);
  return [...bodyRows(state, listed, room), ...foot];
}

function listedOf(state: EvidenceState, shared: Shared): Listed {
  const shown = shownRecords(state, shared);
  const search = state.prompt?.text ?? state.search;
  return {
    shown,
    index: indexOf(state, shown),
    found: matchesIn(shown, search),
    pattern: patternOf(search),
    left: state.left,
    say: evidenceWords[shared.lang],
    shared,
  };
}

/** The list, or the open record; as high as `height` where something stands below. */
function bodyRows(state: EvidenceState, listed: Listed, height: number): readonly Row[] {
  const { shown, index, shared } = listed;
  const record = shown[index];
  const filled = (rows: readonly Row[], room: number): readonly Row[] =>
    Array.from({ length: room }, (_, at) => rows[at] ?? EMPTY_ROW);
  if (state.open && record) {
    const opened = openedRecord(record, shared, lookOf(state, shared));
    return filled(openedRows(opened, state.open.top, shared.columns), height);
  }
  const head = height >= 4 ? [headRow(state, listed)] : [];
  if (record === undefined)
    return filled(
      [...head, ...paragraphRows(noneText(state, shared), shared.columns, 'dim')],
      height,
    );
  const preview = previewRows(listed, height);
  const room = height - head.length - preview.length;
  return [...head, ...filled(listRows(listed, room), room), ...preview];
}

/** Why no record is shown, and how to come to some. */
function noneText(state: EvidenceState, shared: Shared): string {
  const say = evidenceWords[shared.lang];
  const here = voidOf(state, shared);
  if (here === undefined) return say.nothingChosen;
  const { counted, quoted, nearest } = here;
  const { time, node = '' } = nearest?.citation ?? {};
  const none = say.noneHere(counted, quoted);
  if (time === undefined) return `${none} ${say.nothingChosen}`;
  return `${none} ${say.nearest(exactStamp(time).slice(0, -4), harmless(node))}`;
}

/** What the shown records have in common, and how many they are. */
function headRow(state: EvidenceState, { shown, shared, say }: Listed): Row {
  const { finding, node, level, signal, range } = filterOf(state, shared);
  const parts = [
    ...(range === undefined
      ? []
      : [`${say.between(...ends(range.from, range.to))} ${say.allTimes}`]),
    ...(finding === undefined ? [] : [say.citedBy(finding)]),
    ...(signal === undefined ? [] : [signal]),
    ...(node === undefined ? [] : [node || say.noNode]),
    ...(level === undefined ? [] : [level || say.noLevel]),
  ];
  const text = parts.length === 0 ? say.all : parts.join(' · ');
  const count = say.quoted(shown.length, shared.triage.records.length);
  return edges([span(harmless(text), 'title')], [span(`  ${count}`, 'dim')], shared.columns);
}

/** The chosen record in full where there is room, else what its row in the list leaves out. */
function previewRows({ shown, index, shared, pattern }: Listed, height: number): readonly Row[] {
  const record = shown[index];
  const { columns, rows } = shared;
  if (record === undefined || height < 8) return [];
  const room = previewRoom(shown.length, rows, height);
  if (room < LEAST_PREVIEW) {
    const signals = record.signals.join(', ');
    const place = cut(placeText(record), Math.max(10, columns - signals.length - 3), 0.2);
    return [[span(harmless(place), 'accent'), span(` · ${harmless(signals)}`, 'dim')]];
  }
  const all = [...factRows(record, shared), ...wholeRows(record, columns, pattern)];
  const fitting = all.length > room ? [...all.slice(0, room - 1), [span('…', 'dim')]] : all;
  const filled = Array.from({ length: room }, (_, at): Row => fitting[at] ?? EMPTY_ROW);
  return [[span('─'.repeat(columns), 'dim')], ...filled];
}

/** What the list leaves free, below its head and a rule; of a high screen a quarter. */
const previewRoom = (records: number, rows: number, height: number): number =>
  Math.min(
    Math.max(height - records - 3, rows >= 30 ? Math.floor(rows / 4) : 0),
    Math.floor(rows / 2),
  );

/** What is typed, or how the search went; nothing without a search. */
function footRows(
  state: EvidenceState,
  { shown, index, found, shared, say }: Listed,
): readonly Row[] {
  const { prompt, search, hasWrapped } = state;
  if (!hasFoot(state, shared.rows)) return [];
  const total = found.size;
  const at = [...found].indexOf(index);
  const all = shared.triage.records.length;
  const none = shown.length < all ? say.noMatchHere(shown.length, all) : say.noMatch;
  const count = total === 0 ? none : at === -1 ? say.matchCount(total) : say.matches(at + 1, total);
  const told = hasWrapped ? `${count} (${say.wrapped})` : count;
  const right = [span(`  ${told} `, total === 0 && shown.length > 0 ? 'warn' : 'dim')];
  const room = Math.max(4, shared.columns - told.length - 6);
  const left = prompt
    ? promptRow(say.searchLabel, prompt, room)
    : [span(say.searchLabel, 'dim'), span(cut(search, room), 'accent')];
  const isEmpty = prompt?.text === '';
  return [edges(left, isEmpty ? [] : right, shared.columns)];
}

function hints(before: EvidenceState, shared: Shared): readonly Hint[] {
  const { lang, triage, range } = shared;
  const state = arrived(before, shared);
  const { hint } = evidenceWords[lang];
  if (triage.records.length === 0) return [];
  if (state.prompt)
    return [
      { keys: '⏎', does: hint.find },
      { keys: 'esc', does: hint.leave },
    ];
  if (state.picker)
    return [
      { keys: '↑↓', does: hint.move },
      { keys: '⏎', does: hint.choose },
      { keys: 'esc', does: hint.leave },
    ];
  const search = { keys: '/', does: hint.search };
  const matches = [{ keys: 'n N', does: hint.matches }];
  const [soon, late] = state.search === '' ? [[], matches] : [matches, []];
  const sideways = { keys: '←→', does: hint.sideways };
  const copy = { keys: 'c', does: hint.copy };
  if (state.open)
    return [
      { keys: 'esc', does: hint.back },
      { keys: '[ ]', does: hint.others },
      copy,
      { keys: 'r', does: state.isRaw ? hint.readable : hint.raw },
      sideways,
      search,
      ...matches,
    ];
  const isVoid = range !== undefined && shownRecords(state, shared).length === 0;
  return [
    { keys: '⏎', does: isVoid ? hint.nearest : hint.open },
    search,
    ...soon,
    { keys: 'a', does: hint.all },
    ...(range === undefined ? [] : [{ keys: 't', does: hint.allTimes }]),
    { keys: 'f', does: hint.finding },
    { keys: 'o', does: hint.node },
    { keys: 's', does: hint.signal },
    { keys: 'v', does: hint.level },
    sideways,
    copy,
    ...late,
  ];
}
