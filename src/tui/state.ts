import type { Lang } from '../model/report.js';
import type { Triage } from '../model/triage.js';
import { NO_READING, type Reading } from './reading.js';
import type { Moment, Range, Shared, ViewName } from './view.js';
import { initialViews, type ViewStates } from './views.js';
import type { WriteDialog } from './write-dialog.js';

export type Dialog = { readonly kind: 'help' } | WriteDialog;

/** Told in the last row until the next key. */
export interface Message {
  readonly text: string;
  readonly isBad: boolean;
}

/** All that the screen shows is made of this. */
export interface ScreenState {
  readonly lang: Lang;
  readonly columns: number;
  readonly rows: number;
  /** The input has no end of its own: a pipe that stays open, a file that grows. */
  readonly live: boolean;
  readonly phase: 'reading' | 'done';
  readonly reading: Reading;
  /** What was given to read; empty: standard input. */
  readonly paths: readonly string[];
  /** The terminal may have a clipboard (OSC 52). */
  readonly hasClipboard: boolean;
  /** Absent: nothing is known yet. */
  readonly triage?: Triage;
  readonly view: ViewName;
  /** Where `esc` leads back to. */
  readonly before?: ViewName;
  /** The user has chosen a view: none opens by itself any more. */
  readonly isSettled: boolean;
  readonly chosen: string;
  readonly range?: Range;
  readonly moment?: Moment;
  readonly signal?: string;
  readonly around?: NonNullable<Shared['around']>;
  readonly views: ViewStates;
  readonly dialog?: Dialog;
  readonly message?: Message;
  /** The user wants to leave; the last result is on its way. */
  readonly isEnding: boolean;
}

export interface Start {
  readonly lang: Lang;
  readonly columns: number;
  readonly rows: number;
  readonly live: boolean;
  readonly paths?: readonly string[];
  readonly hasClipboard?: boolean;
}

export const initialState = (start: Start): ScreenState => ({
  paths: [],
  hasClipboard: true,
  ...start,
  phase: 'reading',
  reading: NO_READING,
  view: 'sources',
  isSettled: false,
  chosen: '',
  views: initialViews,
  isEnding: false,
});

/** Rows above and below the view. */
export const TOP_ROWS = 2;
export const BOTTOM_ROWS = 1;
/** From this height on a rule stands between the top row and the view. */
const RULE_FROM_ROWS = 16;

export const topRows = (rows: number): number => (rows < RULE_FROM_ROWS ? 1 : TOP_ROWS);

/** Room of the view, and of the dialog below it. */
export const roomOf = ({ rows }: ScreenState): number =>
  Math.max(1, rows - topRows(rows) - BOTTOM_ROWS);

/** What the view gets to see; `undefined` before the first result. */
export function sharedOf(state: ScreenState, rows = roomOf(state)): Shared | undefined {
  const { triage, lang, chosen, range, signal, around, phase, columns, paths } = state;
  if (triage === undefined) return undefined;
  return {
    triage,
    lang,
    chosen,
    ...(range ? { range } : {}),
    ...(state.moment ? { moment: state.moment } : {}),
    ...(signal ? { signal } : {}),
    ...(around ? { around } : {}),
    reading: phase === 'reading',
    paths,
    columns,
    rows,
  };
}
