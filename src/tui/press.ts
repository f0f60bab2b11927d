import type { Effect, Outcome } from './effect.js';
import { type Message, roomOf, type ScreenState, sharedOf } from './state.js';
import type { Key, Step, ViewName } from './view.js';
import { VIEW_NAMES, viewOf } from './views.js';
import { shellWords } from './words/shell.js';
import { openWriteDialog, writeKey, writeRows } from './write-dialog.js';

type Pressed = Outcome<ScreenState>;

const only = (state: ScreenState, ...effects: readonly Effect[]): Pressed => ({ state, effects });

/** What a key does: to the dialog that is open, else to the view, else to the screen. Pure. */
export function press(state: ScreenState, key: Key): Pressed {
  if (key === 'ctrl-c') return interrupt(state);
  if (key === 'ctrl-z') return only(state, { kind: 'suspend' });
  const { message: _read, ...quiet } = state;
  if (quiet.dialog) return pressInDialog(quiet, key);
  const view = viewOf(quiet.view);
  const own = quiet.views[quiet.view];
  const shared = sharedOf(quiet);
  if (shared && view.typing(own)) return followed(quiet, view.onKey(own, key, shared));
  const told = arrowOf(key);
  const names = ALIASES[told] === undefined ? [told] : [told, ALIASES[told]];
  for (const name of names) {
    const step = shared && view.onKey(own, name, shared);
    if (step) return followed(quiet, step);
  }
  return pressOnScreen(quiet, told);
}

const ARROWS: Readonly<Record<string, Key>> = { h: 'left', j: 'down', k: 'up', l: 'right' };
const arrowOf = (key: Key): Key => ARROWS[key] ?? key;

/** Keys of pagers, where the view has no use of its own for them. */
const ALIASES: Readonly<Record<string, Key>> = {
  ' ': 'pagedown',
  'ctrl-f': 'pagedown',
  'ctrl-d': 'pagedown',
  b: 'pageup',
  'ctrl-b': 'pageup',
  'ctrl-u': 'pageup',
  g: 'home',
  G: 'end',
};

/** After the end of the reading it is the same as leaving. */
const interrupt = (state: ScreenState): Pressed =>
  only(state, { kind: 'leave', how: state.phase === 'reading' ? 'interrupted' : 'quit' });

/** The last result is waited for; who asks twice does not want to wait. */
function quit(state: ScreenState): Pressed {
  if (state.phase === 'done' || state.isEnding) return only(state, { kind: 'leave', how: 'quit' });
  return only({ ...state, isEnding: true }, { kind: 'stop' });
}

function pressOnScreen(state: ScreenState, key: Key): Pressed {
  const at = VIEW_NAMES.indexOf(state.view);
  switch (key) {
    case 'q':
      return quit(state);
    case '?':
      return only({ ...state, dialog: { kind: 'help' } });
    case 'w':
      return only(openWrite(state));
    case 'e':
      return only(opened(state, 'why'));
    case 'tab':
      return only(opened(state, neighbour(at + 1)));
    case 'shift-tab':
      return only(opened(state, neighbour(at - 1)));
    case 'esc':
      return only(wentBack(state));
    default:
      return only(chose(state, VIEW_NAMES[Number(key) - 1]));
  }
}

const neighbour = (at: number): ViewName =>
  VIEW_NAMES[(at + VIEW_NAMES.length) % VIEW_NAMES.length] ?? 'diagnosis';

/** Going back is no step forward: it leaves nothing to go back to. Nor does a view that nobody chose. */
function opened(state: ScreenState, view: ViewName): ScreenState {
  if (view === state.view) return state;
  const { before, ...rest } = state;
  const isForgotten = before === view || isUnchosen(state);
  return { ...rest, view, isSettled: true, ...(isForgotten ? {} : { before: state.view }) };
}

/** The progress of the reading, which stands there until something else does. */
const isUnchosen = ({ view, isSettled }: ScreenState): boolean => view === 'sources' && !isSettled;

/** The view that stands there already is kept: it was asked for. */
const chose = (state: ScreenState, view: ViewName | undefined): ScreenState =>
  view === undefined ? state : { ...opened(state, view), isSettled: true };

/** To the view before, and in the end to the diagnosis, as soon as there is one. */
function wentBack(state: ScreenState): ScreenState {
  if (state.before === undefined && state.triage === undefined) return state;
  return opened(state, state.before ?? 'diagnosis');
}

function openWrite(state: ScreenState): ScreenState {
  if (state.triage) return { ...state, dialog: openWriteDialog() };
  return { ...state, message: { text: shellWords[state.lang].write.nothing, isBad: true } };
}

function pressInDialog(state: ScreenState, key: Key): Pressed {
  const { dialog, ...closed } = state;
  if (dialog?.kind !== 'write') return only(closed);
  const { dialog: next, order } = writeKey(dialog, dialog.step === 'format' ? arrowOf(key) : key);
  const after = next ? { ...closed, dialog: next } : closed;
  return order ? only(after, { kind: 'write', order }) : only(after);
}

/** What a view made of a key, for the whole screen. */
function followed(state: ScreenState, step: Step<unknown> | undefined): Pressed {
  if (step === undefined) return only(state);
  const { range: before, signal: held, ...rest } = state;
  const range = step.range === 'all' ? undefined : (step.range ?? before);
  const signal = step.signal === undefined ? held : step.signal;
  const next: ScreenState = {
    ...rest,
    views: { ...state.views, [state.view]: step.state },
    chosen: step.chosen ?? state.chosen,
    ...(range ? { range } : {}),
    ...(signal ? { signal } : {}),
    ...(step.moment ? { moment: step.moment } : {}),
    ...(step.around ? { around: step.around } : {}),
    ...(step.copy === undefined ? {} : { message: copyMessage(state) }),
  };
  return {
    state: step.view ? opened(next, step.view) : next,
    effects: [
      ...(step.around ? [{ kind: 'around' as const, ...step.around }] : []),
      ...(step.copy === undefined || !state.hasClipboard
        ? []
        : [{ kind: 'copy' as const, text: step.copy }]),
    ],
  };
}

/** Whether the terminal takes it nobody tells. */
function copyMessage({ lang, hasClipboard }: ScreenState): Message {
  const { copied, noClipboard } = shellWords[lang];
  return { text: hasClipboard ? copied : noClipboard, isBad: !hasClipboard };
}

/** Rows that the open dialog takes from the view. */
export const dialogRows = (state: ScreenState): number =>
  state.dialog?.kind === 'write'
    ? Math.min(writeRows(state.dialog, state.lang, state.columns).length, roomOf(state))
    : 0;
