import { harmless } from '../report/clean.js';
import { detailRows } from './diagnosis-detail.js';
import { choiceOf, type Item, itemsOf, type Opened } from './diagnosis-items.js';
import { isBesideAt, type Layout, layoutOf } from './diagnosis-layout.js';
import { listRows } from './diagnosis-list.js';
import type { Row } from './line.js';
import { firstShown, maxScroll, moveBy, scrolled } from './list.js';
import { beside, EMPTY_ROW, fitRow, span, textOfRow } from './rows.js';
import type { Hint, Shared, Step, View } from './view.js';
import { diagnosisWords } from './words/diagnosis.js';

export interface DiagnosisState {
  /** Id of the item under the cursor; empty: the first one. */
  readonly at: string;
  /** What all views had chosen when the cursor was set: where that has changed since, the cursor follows. */
  readonly chosenThen: string;
  readonly opened: Opened;
  /** Rows of the details that are scrolled out of view. */
  readonly scroll: number;
  /** Where the arrows work. */
  readonly focus: 'list' | 'details';
}

/** The scroll bar and a blank before it. */
const BAR = 2;

const initial: DiagnosisState = {
  at: '',
  chosenThen: '',
  opened: {},
  scroll: 0,
  focus: 'list',
};

/** What was found, root cause first, and all that is known of the chosen one. */
export const diagnosisView: View<DiagnosisState> = {
  name: 'diagnosis',
  initial,
  title: (lang) => diagnosisWords[lang].title,
  hints,
  typing: () => false,
  onKey,
  paint,
};

interface Seen {
  readonly items: readonly Item[];
  readonly index: number;
  readonly item: Item | undefined;
  readonly layout: Layout;
}

function see(state: DiagnosisState, { triage, chosen, columns, rows }: Shared): Seen {
  const items = itemsOf(triage.report, state.opened, isBesideAt(columns));
  const isFollowing = chosen !== '' && chosen !== state.chosenThen;
  const wanted = isFollowing ? chosen : state.at;
  const found = items.findIndex((item) => item.id === wanted);
  const index = Math.max(0, found);
  const isFound = triage.report.findings.length > 0;
  const layout = layoutOf({ items: items.length, columns, rows, isFound });
  return { items, index, item: items[index], layout };
}

function onKey(
  state: DiagnosisState,
  key: string,
  shared: Shared,
): Step<DiagnosisState> | undefined {
  const seen = see(state, shared);
  const { item } = seen;
  const choice = choiceOf(item);
  if (key === 'enter') return entered(state, item);
  if (key === 'e' && choice !== undefined) return { state, chosen: choice, view: 'why' };
  if (key === 'c' || key === 'y') return { state, copy: copied(seen, shared) };
  if (key === 'right') return { state: { ...state, focus: 'details' } };
  if (key === 'left' || (key === 'esc' && state.focus === 'details')) {
    return { state: { ...state, focus: 'list' } };
  }
  const isPaging = key === 'pageup' || key === 'pagedown';
  if (state.focus === 'details' || isPaging) return scrolledBy(state, key, seen, shared);
  const to = moveBy(key, seen.index, seen.items.length, seen.layout.listHeight);
  return to === undefined ? undefined : movedTo(state, seen.items[to], shared);
}

function movedTo(
  state: DiagnosisState,
  item: Item | undefined,
  { chosen: before }: Shared,
): Step<DiagnosisState> {
  const chosen = choiceOf(item) ?? before;
  return { state: { ...state, at: item?.id ?? '', chosenThen: chosen, scroll: 0 }, chosen };
}

function entered(state: DiagnosisState, item: Item | undefined): Step<DiagnosisState> | undefined {
  if (item?.kind === 'section') {
    const opened = { ...state.opened, [item.verdict]: !item.isOpen };
    return { state: { ...state, at: item.id, opened, scroll: 0 } };
  }
  const chosen = choiceOf(item);
  if (chosen === undefined) return undefined;
  if (item?.kind === 'outcome') return { state, chosen, view: 'why' };
  return { state, chosen, range: 'all', signal: '', view: 'evidence' };
}

function scrolledBy(
  state: DiagnosisState,
  key: string,
  { item, layout }: Seen,
  shared: Shared,
): Step<DiagnosisState> | undefined {
  const total = detailRows(item, shared, layout.detailWidth - BAR).length;
  const { detailHeight } = layout;
  const end = maxScroll(total, detailHeight);
  const to = moveBy(key, Math.min(state.scroll, end), end + 1, detailHeight);
  return to === undefined ? undefined : { state: { ...state, scroll: to } };
}

/** Commands of what could not be assessed; else the details as text. */
function copied({ item }: Seen, shared: Shared): string {
  if (item?.kind === 'outcome' && item.outcome.collect.length > 0) {
    return item.outcome.collect.map((command) => command.trim()).join('\n');
  }
  const rows = detailRows(item, shared, 100);
  return rows.map((row) => harmless(textOfRow(row)).trimEnd()).join('\n');
}

function paint(state: DiagnosisState, shared: Shared): readonly Row[] {
  const seen = see(state, shared);
  const { layout } = seen;
  const list = listPanel(seen, shared);
  const width = layout.detailWidth - BAR;
  const all = detailRows(seen.item, shared, width);
  const details = scrolled(all, state.scroll, {
    width: layout.detailWidth,
    height: layout.detailHeight,
  });
  if (layout.isBeside) {
    return beside(
      [
        { rows: list, width: layout.listWidth },
        { rows: details, width: layout.detailWidth },
      ],
      shared.rows,
      span(state.focus === 'details' ? ' ┃ ' : ' │ ', 'dim'),
    );
  }
  const rule = (state.focus === 'details' ? '━' : '─').repeat(shared.columns);
  const shown = details.map((row): Row => [span(' '), ...row]);
  return [...filled(list, layout.listHeight), [span(rule, 'dim')], ...shown].slice(0, shared.rows);
}

const filled = (rows: readonly Row[], height: number): readonly Row[] =>
  Array.from({ length: height }, (_, at) => rows[at] ?? EMPTY_ROW);

/** The list around the cursor, its scroll bar at the right. */
function listPanel({ items, index, layout }: Seen, { lang }: Shared): readonly Row[] {
  const { listWidth: width, listHeight: height } = layout;
  const blocks = listRows(items, index, { lang, width: width - 1, isFlat: !layout.isBeside });
  const rows = blocks.flat();
  const at = blocks.slice(0, index).flat().length;
  const first = firstShown(at + ((blocks[index]?.length ?? 1) >> 1), rows.length, height);
  return scrolled(rows, first, { width, height }).map((row) => fitRow(row, width));
}

function hints(state: DiagnosisState, shared: Shared): readonly Hint[] {
  const say = diagnosisWords[shared.lang].hints;
  const { item } = see(state, shared);
  const move: Hint =
    state.focus === 'details' ? { keys: '↑↓', does: say.scroll } : { keys: '↑↓', does: say.choose };
  const side: Hint =
    state.focus === 'details' ? { keys: '←', does: say.list } : { keys: '→', does: say.details };
  const enter: readonly Hint[] =
    item?.kind === 'section'
      ? [{ keys: '⏎', does: say.fold }]
      : item?.kind === 'finding' || item?.kind === 'incident'
        ? [{ keys: '⏎', does: say.evidence }]
        : [];
  const why: readonly Hint[] = choiceOf(item) === undefined ? [] : [{ keys: 'e', does: say.why }];
  return [move, side, ...enter, ...why, { keys: 'c', does: say.copy }];
}
