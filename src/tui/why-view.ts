import { harmless } from '../report/clean.js';
import { explainWords } from '../report/explain-words.js';
import { cut } from '../report/layout.js';
import type { Row } from './line.js';
import { firstShown, scrollbar, scrolled } from './list.js';
import { beside, chosenRow, cutRow, fitRow, paragraphRows, span } from './rows.js';
import type { Hint, Shared, View } from './view.js';
import { onWhyKey } from './why-keys.js';
import type { Link } from './why-lines.js';
import { verdictMark } from './why-signs.js';
import { type Explained, explained, INITIAL_WHY, type WhyState } from './why-state.js';
import { type WhyWords, whyWords } from './words/why.js';

/** Why a diagnosis has its verdict: the conditions of its rule with what the input holds. */
export const whyView: View<WhyState> = {
  name: 'why',
  initial: INITIAL_WHY,
  title: (lang) => whyWords[lang].title,
  hints,
  typing: () => false,
  onKey: (state, key, shared) => {
    const shown = explained(state, shared);
    return shown && onWhyKey(state, key, shared, shown);
  },
  paint: (state, shared) => {
    const { lang, reading, columns, rows } = shared;
    const shown = explained(state, shared);
    const say = whyWords[lang];
    const all = shown
      ? panels(shown, state, shared)
      : paragraphRows(reading ? say.nothingYet : say.nothing, columns, 'dim');
    return all.slice(0, rows).map((row) => cutRow(row, columns));
  },
};

function panels(shown: Explained, state: WhyState, shared: Shared): readonly Row[] {
  const { layout } = shown;
  const isInList = state.focus === 'list';
  if (layout.list === 0) {
    return isInList ? listRows(shown, true, shared, shared.columns) : treeRows(shown, true, shared);
  }
  return beside(
    [
      { rows: listRows(shown, isInList, shared, layout.list), width: layout.list },
      { rows: treeRows(shown, !isInList, shared), width: layout.tree },
    ],
    shared.rows,
  );
}

/** All diagnoses with the mark of their verdict. */
function listRows(
  { all, index }: Explained,
  isFocused: boolean,
  { lang, rows }: Shared,
  width: number,
): readonly Row[] {
  const say = whyWords[lang];
  const height = Math.max(1, rows - 1);
  const lines = all.map(({ id, verdict }, at): Row => {
    const isChosen = at === index;
    const row: Row = [
      span(isChosen ? '› ' : '  '),
      verdictMark(verdict),
      span(` ${cut(id, Math.max(1, width - 5), 0.7)}`, verdict === 'present' ? 'strong' : 'plain'),
    ];
    return isChosen && isFocused ? chosenRow(row, width - 1) : row;
  });
  const first = firstShown(index, all.length, height);
  const title = `${say.list} (${all.length})`;
  return [[span(title, 'title')], ...scrolled(lines, first, { width, height })];
}

/** Verdict and title, why it is silent, and the tree. */
function treeRows(shown: Explained, isFocused: boolean, { lang, columns }: Shared): readonly Row[] {
  const { one, head, lines, line, layout, height } = shown;
  const width = layout.list === 0 ? columns : layout.tree;
  const title: Row = [
    verdictMark(one.verdict),
    span(` ${harmless(one.id)}`, 'title'),
    span(` · ${explainWords[lang].verdict[one.verdict]}`),
  ];
  const first = firstShown(line, lines.length, height);
  const bar = scrollbar(lines.length, first, height);
  const rows = lines.slice(first, first + height).map(({ row, link }, at): Row => {
    const isChosen = first + at === line && isFocused;
    const marked: Row = [span(isChosen ? '› ' : '  '), ...row];
    const whole = fitRow(marked, width - 1);
    const shown = isChosen && link ? chosenRow(marked, width - 1) : whole;
    return lines.length > height ? [...shown, span(bar[at] ?? ' ', 'dim')] : shown;
  });
  return [title, ...head, ...rows];
}

function hints(state: WhyState, shared: Shared): readonly Hint[] {
  const { hint } = whyWords[shared.lang];
  const shown = explained(state, shared);
  if (shown === undefined) return [];
  if (state.focus === 'list')
    return [
      { keys: '↑↓', does: hint.choose },
      { keys: 'd →', does: hint.tree },
    ];
  const link = shown.lines[shown.line]?.link;
  return [
    { keys: '↑↓', does: hint.line },
    { keys: 'd ←', does: hint.list },
    ...(link ? [linkHint(link, hint)] : []),
  ];
}

function linkHint(link: Link, hint: WhyWords['hint']): Hint {
  switch (link.to) {
    case 'fold':
      return { keys: '⏎', does: link.isOpen ? hint.close : hint.open };
    case 'command':
      return { keys: 'c', does: hint.copy };
    case 'signal':
      return { keys: '⏎', does: hint.records };
    case 'range':
      return { keys: '⏎', does: hint.timeline };
  }
}
