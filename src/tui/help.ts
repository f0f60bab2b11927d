import { padEnd, widthOf } from '../report/layout.js';
import type { Row } from './line.js';
import { EMPTY_ROW, headingRow, indentedRow, span } from './rows.js';
import { type ScreenState, sharedOf } from './state.js';
import type { Hint } from './view.js';
import { viewOf } from './views.js';
import { shellWords } from './words/shell.js';

const INDENT = 2;
const GAP = 3;
const COLUMN_GAP = 4;

/** All keys: those of the view, and those that work everywhere; side by side where there is room. */
export function helpRows(state: ScreenState, height: number): readonly Row[] {
  const { lang, columns } = state;
  const say = shellWords[lang];
  const shared = sharedOf(state);
  const view = viewOf(state.view);
  const own = shared ? view.hints(state.views[state.view], shared) : [];
  const here = [[span(say.help.here(view.title(lang)), 'strong')], ...hintRows(own)];
  const general = [[span(say.help.everywhere, 'strong')], ...hintRows(everywhere(state))];
  const width = Math.max(0, ...here.map(widthOfTexts)) + COLUMN_GAP;
  const isBeside = width + Math.max(...general.map(widthOfTexts)) + INDENT <= columns;
  const keys =
    own.length === 0
      ? general
      : isBeside
        ? sideBySide(here, general, width)
        : [...here, EMPTY_ROW, ...general];
  const signs = shared ? markRows(view.marks?.(lang) ?? [], columns - INDENT) : [];
  const body = signs.length === 0 ? keys : [...keys, EMPTY_ROW, ...signs];
  const head: readonly Row[] =
    height > body.length + 3 ? [headingRow(` ${say.help.title}`, columns), EMPTY_ROW] : [];
  const foot: readonly Row[] =
    height > body.length + 4 ? [EMPTY_ROW, [span(say.help.close, 'dim')]] : [];
  return [...head, ...[...body, ...foot].map((row) => indentedRow(row, INDENT))];
}

/** The signs of a picture, in as many columns as there is room for. */
function markRows(marks: readonly Hint[], width: number): readonly Row[] {
  const by = Math.max(0, ...marks.map(({ keys, does }) => widthOf(`${keys} ${does}`)));
  const across = Math.max(1, Math.floor((width + COLUMN_GAP) / (by + COLUMN_GAP)));
  return Array.from({ length: Math.ceil(marks.length / across) }, (_, row) =>
    marks
      .slice(row * across, (row + 1) * across)
      .flatMap(({ keys, does }, at) => [
        span(' '.repeat(at === 0 ? 0 : COLUMN_GAP)),
        span(keys, 'accent'),
        span(padEnd(` ${does}`, by - widthOf(keys))),
      ]),
  );
}

const widthOfTexts = (row: Row): number => row.reduce((sum, { text }) => sum + widthOf(text), 0);

function sideBySide(left: readonly Row[], right: readonly Row[], width: number): readonly Row[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, at) => {
    const one = left[at] ?? EMPTY_ROW;
    return [...one, span(' '.repeat(width - widthOfTexts(one))), ...(right[at] ?? EMPTY_ROW)];
  });
}

function hintRows(hints: readonly Hint[]): readonly Row[] {
  const by = Math.max(0, ...hints.map(({ keys }) => widthOf(keys))) + GAP;
  return hints.map(({ keys, does }) => [span(padEnd(keys, by), 'accent'), span(does)]);
}

function everywhere({ lang }: ScreenState): readonly Hint[] {
  const { keys } = shellWords[lang];
  return [
    { keys: '1 … 5', does: keys.views },
    { keys: 'tab  shift-tab', does: keys.next },
    { keys: '↑ ↓ ← →  hjkl', does: keys.move },
    { keys: 'space b  PgDn PgUp', does: keys.page },
    { keys: 'g G  Home End', does: keys.ends },
    { keys: 'e', does: keys.why },
    { keys: 'w', does: keys.write },
    { keys: 'esc', does: keys.back },
    { keys: 'ctrl-z', does: keys.suspend },
    { keys: '?', does: keys.help },
    { keys: 'q  ctrl-c', does: keys.quit },
  ];
}
