import type { OverallVerdict } from '../model/report.js';
import { words } from '../report/words.js';
import { helpRows } from './help.js';
import type { Row, Span, Tone } from './line.js';
import { dialogRows } from './press.js';
import { speedOf, totalOf } from './reading.js';
import { readingRows } from './reading-rows.js';
import { cutRow, edges, rowOf, span, widthOfRow } from './rows.js';
import { roomOf, type ScreenState, sharedOf, topRows } from './state.js';
import type { Hint } from './view.js';
import { VIEW_NAMES, viewOf } from './views.js';
import { shellWords } from './words/shell.js';
import { writeRows } from './write-dialog.js';

const MIN_COLUMNS = 20;
const MIN_ROWS = 4;

/** The whole screen, `rows` rows of at most `columns` columns. */
export function frameRows(state: ScreenState): readonly Row[] {
  const { columns, rows } = state;
  if (columns < MIN_COLUMNS || rows < MIN_ROWS) {
    return [[span(shellWords[state.lang].tooSmall, 'dim')]];
  }
  const top = topRows(rows) > 1 ? [topRow(state), ruleRow(columns)] : [topRow(state)];
  const height = roomOf(state) - dialogRows(state);
  const view = bodyRows(state, height).slice(0, height);
  const filled = Array.from({ length: height }, (_, at) => view[at] ?? []);
  return [...top, ...filled, ...openRows(state), bottomRow(state)];
}

const ruleRow = (columns: number): Row => [span('─'.repeat(columns), 'dim')];

const openRows = ({ dialog, lang, columns, rows }: ScreenState): readonly Row[] =>
  dialog?.kind === 'write'
    ? writeRows(dialog, lang, columns).slice(0, Math.max(0, rows - topRows(rows) - 1))
    : [];

function bodyRows(state: ScreenState, height: number): readonly Row[] {
  if (state.dialog?.kind === 'help') return helpRows(state, height);
  if (state.view === 'sources' && state.phase === 'reading') return readingRows(state, height);
  const shared = sharedOf(state, height);
  if (shared === undefined) return [[], [span(` ${shellWords[state.lang].nothingYet}`, 'dim')]];
  return viewOf(state.view).paint(state.views[state.view], shared);
}

const TONE_OF: Readonly<Record<OverallVerdict, Tone>> = {
  explained: 'bad',
  suspected: 'warn',
  clear: 'good',
  'not-enough-data': 'accent',
};

/** What is known, and the views; the name of the program gives way first, then the names of the views. */
function topRow(state: ScreenState): Row {
  const { columns } = state;
  const verdict = verdictSpans(state);
  const named = rowOf(span(' hotplane', 'dim'), '  ', ...verdict, '  ');
  const plain = rowOf(' ', ...verdict, ' ');
  const tabs = tabSpans(state, true);
  const choices: readonly (readonly [Row, Row])[] = [
    [named, tabs],
    [plain, tabs],
    [plain, tabSpans(state, false)],
  ];
  const fits = choices.find(([left, right]) => widthOfRow(left) + widthOfRow(right) <= columns);
  const [left, right] = fits ?? [plain, []];
  return edges(left, right, columns);
}

function verdictSpans({ triage, phase, live, lang }: ScreenState): readonly Span[] {
  const say = shellWords[lang];
  const doing = span(live ? say.live : say.reading, 'accent');
  if (triage === undefined) return [doing];
  const { verdict } = triage.report;
  const word = span(words[lang].verdict[verdict], TONE_OF[verdict]);
  return phase === 'done' ? [word] : [word, span(` ${say.soFar}`, 'dim')];
}

function tabSpans({ view, lang }: ScreenState, isNamed: boolean): readonly Span[] {
  return VIEW_NAMES.map((name, at) => {
    const isOpen = name === view;
    const title = isNamed || isOpen ? ` ${at + 1} ${shellWords[lang].tabs[name]} ` : ` ${at + 1} `;
    return span(title, isOpen ? 'chosen' : 'dim');
  });
}

/** A message until the next key, else what the keys do; at the right how the reading goes. */
function bottomRow(state: ScreenState): Row {
  const status = statusRow(state);
  const room = state.columns - widthOfRow(status);
  const { message } = state;
  const left = message
    ? cutRow([span(` ${message.text}`, message.isBad ? 'bad' : 'good')], room)
    : hintRow(hintsOf(state), shellHints(state), room);
  return edges(left, status, state.columns);
}

function statusRow(state: ScreenState): Row {
  const { phase, isEnding, lang, reading, live } = state;
  const say = shellWords[lang];
  if (isEnding) return [span(`${say.ending} `, 'accent')];
  if (phase === 'done') return [];
  const speed = say.linesPerSecond(Math.round(speedOf(reading, 'lines')));
  if (live) return [span(`${say.live} · ${speed} `, 'accent')];
  const { bytes, of } = totalOf(reading);
  const share = of === undefined || of === 0 ? '' : ` ${say.percent(Math.min(1, bytes / of))}`;
  return [span(`${say.reading}${share} · ${speed} `, 'accent')];
}

function hintsOf(state: ScreenState): readonly Hint[] {
  const shared = sharedOf(state);
  const isReading = state.view === 'sources' && state.phase === 'reading';
  if (state.dialog || shared === undefined || isReading) return [];
  return viewOf(state.view).hints(state.views[state.view], shared);
}

function shellHints({ lang, dialog }: ScreenState): readonly Hint[] {
  const { keys } = shellWords[lang];
  if (dialog) return [];
  return [
    { keys: '?', does: keys.help },
    { keys: 'q', does: keys.quit },
  ];
}

/** As many hints as there is room for; those of the screen always. */
function hintRow(own: readonly Hint[], always: readonly Hint[], room: number): Row {
  const spansOf = ({ keys, does }: Hint): Row => [
    span(` ${keys}`, 'accent'),
    span(` ${does} `, 'dim'),
  ];
  const last = always.flatMap(spansOf);
  let left = room - widthOfRow(last);
  const shown: Span[] = [];
  for (const hint of own) {
    const spans = spansOf(hint);
    left -= widthOfRow(spans);
    if (left < 0) break;
    shown.push(...spans);
  }
  return cutRow([...shown, ...last], room);
}
