import type { QuotedRecord } from '../model/triage.js';
import { chosenOf } from './chosen.js';
import { copyText } from './evidence-detail.js';
import { shownRecords } from './evidence-filter.js';
import { arrived, toNearest } from './evidence-moment.js';
import { lookOf, openedRecord, topOf } from './evidence-open.js';
import { currentOption, optionsOf, pick } from './evidence-picker.js';
import { matchesIn, nextMatch } from './evidence-search.js';
import {
  type EvidenceState,
  type FilterKind,
  indexOf,
  placeOf,
  withChosen,
} from './evidence-state.js';
import { maxScroll, moveBy } from './list.js';
import { promptOf, typeKey } from './prompt.js';
import type { Key, Shared, Step } from './view.js';

type Result = Step<EvidenceState> | undefined;

/** Columns that a text moves sideways by. */
const SIDEWAYS = 16;
const MAX_LEFT = 4_000;

interface Seen {
  readonly state: EvidenceState;
  readonly shared: Shared;
  readonly shown: readonly QuotedRecord[];
  readonly index: number;
  readonly record: QuotedRecord | undefined;
}

/** What a key does to the list of records, to a record that is open, or to what is being typed or picked. */
export function onEvidenceKey(before: EvidenceState, key: Key, shared: Shared): Result {
  const state = arrived(before, shared);
  const shown = shownRecords(state, shared);
  const index = indexOf(state, shown);
  const seen: Seen = { state, shared, shown, index, record: shown[index] };
  if (state.prompt) return promptKey(seen, key);
  if (state.picker) return pickerKey(seen, state.picker, key);
  return (
    commonKey(seen, key) ?? (state.open ? openKey(seen, state.open.top, key) : listKey(seen, key))
  );
}

/** Typed: enter looks for it, esc forgets it. */
function promptKey(seen: Seen, key: Key): Result {
  const { prompt, ...state } = seen.state;
  if (prompt === undefined) return undefined;
  if (key === 'esc') return { state };
  if (key !== 'enter') return { state: { ...state, prompt: typeKey(prompt, key) ?? prompt } };
  const search = prompt.text;
  return toMatch({ ...seen, state: { ...state, search, hasWrapped: false } }, 1, seen.index - 1);
}

function pickerKey(
  { state, shared }: Seen,
  picker: NonNullable<EvidenceState['picker']>,
  key: Key,
): Result {
  const { kind } = picker;
  const options = optionsOf(kind, state, shared);
  const index = Math.max(0, Math.min(picker.index, options.length - 1));
  if (key === 'enter') return pick(kind, options[index], state, shared);
  if (key === 'esc' || key === 'left') {
    const { picker: _closed, ...rest } = state;
    return { state: rest };
  }
  const to = moveBy(key, index, options.length, Math.max(1, shared.rows - 1));
  return to === undefined ? undefined : { state: { ...state, picker: { kind, index: to } } };
}

const PICKERS: Readonly<Record<string, FilterKind>> = {
  f: 'finding',
  o: 'node',
  v: 'level',
  s: 'signal',
};

/** Keys that mean the same in the list and in an open record. */
function commonKey(seen: Seen, key: Key): Result {
  const { state, shared, record } = seen;
  switch (key) {
    case '/':
      return { state: { ...state, prompt: promptOf('') } };
    case 'n':
      return state.search === '' ? undefined : toMatch(seen, 1, seen.index);
    case 'N':
      return state.search === '' ? undefined : toMatch(seen, -1, seen.index);
    case 'left':
      return { state: { ...state, left: Math.max(0, state.left - SIDEWAYS) } };
    case 'right':
      return { state: { ...state, left: Math.min(MAX_LEFT, state.left + SIDEWAYS) } };
    case 'y':
    case 'c':
      return record && { state, copy: copyText(record) };
    case 'a':
      return everything(state, shared);
    case 't':
      return shared.range && { state, range: 'all' };
    default:
      return openPicker(seen, PICKERS[key]);
  }
}

/** No filter any more; the search stays. */
function everything(state: EvidenceState, shared: Shared): Result {
  const { node, level, open, ...rest } = state;
  return { state: { ...rest, allFor: chosenOf(shared) }, signal: '', range: 'all' };
}

function openPicker({ state, shared }: Seen, kind: FilterKind | undefined): Result {
  if (kind === undefined) return undefined;
  const options = optionsOf(kind, state, shared);
  const { open, ...rest } = state;
  return {
    state: { ...rest, picker: { kind, index: currentOption(kind, options, state, shared) } },
  };
}

function listKey({ state, shared, shown, index, record }: Seen, key: Key): Result {
  if (key === 'enter') {
    if (record === undefined) return toNearest(state, shared);
    return { state: { ...withChosen(state, shown, index), open: {} }, around: placeOf(record) };
  }
  if (key === 'esc') return state.search === '' ? undefined : { state: { ...state, search: '' } };
  const to = moveBy(key, index, shown.length, Math.max(1, shared.rows - 4));
  return to === undefined
    ? undefined
    : { state: { ...withChosen(state, shown, to), hasWrapped: false } };
}

function openKey(seen: Seen, top: number | undefined, key: Key): Result {
  const { state, shared, shown, index, record } = seen;
  if (key === 'esc' || key === 'enter' || record === undefined) {
    const { open, ...rest } = state;
    return { state: rest };
  }
  if (key === 'r') return { state: { ...state, isRaw: state.isRaw !== true } };
  if (key === '[' || key === ']') return toRecord(seen, index + (key === ']' ? 1 : -1));
  const opened = openedRecord(record, shared, lookOf(state, shared));
  const { total, room } = opened;
  const to = moveBy(key, topOf(opened, top), maxScroll(total, room) + 1, room);
  return to === undefined
    ? undefined
    : { state: { ...withChosen(state, shown, index), open: { top: to } } };
}

function toMatch(seen: Seen, by: 1 | -1, from: number): Result {
  const { state, shown } = seen;
  const hit = nextMatch(matchesIn(shown, state.search), from, by);
  if (hit === undefined) return { state: { ...state, hasWrapped: false } };
  return toRecord({ ...seen, state: { ...state, hasWrapped: hit.hasWrapped } }, hit.index);
}

/** Another record is the chosen one; an open one shows it, with the lines around it. */
function toRecord({ state, shown }: Seen, index: number): Result {
  const record = shown[index];
  if (record === undefined) return { state };
  const next = withChosen(state, shown, index);
  if (state.open === undefined) return { state: next };
  return { state: { ...next, open: {} }, around: placeOf(record) };
}
