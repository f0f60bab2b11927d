import type { Lang } from '../model/report.js';
import type { EpochMs } from '../model/time.js';
import type { Around, Triage } from '../model/triage.js';
import type { Row } from './line.js';

export type ViewName = 'diagnosis' | 'timeline' | 'evidence' | 'why' | 'sources';

/**
 * A key: `up`, `down`, `left`, `right`, `enter`, `esc`, `tab`, `shift-tab`, `pageup`, `pagedown`, `home`, `end`,
 * `backspace`, `ctrl-c`, or the character that was typed. Views get arrows for hjkl, but not while text is typed.
 */
export type Key = string;

export interface Range {
  readonly from: EpochMs;
  readonly to: EpochMs;
}

/** A moment, as long as a column of the timeline, and the node of the lane. */
export interface Moment extends Range {
  readonly node?: string;
}

/** What all views share. */
export interface Shared {
  readonly triage: Triage;
  readonly lang: Lang;
  /** Key of the chosen finding, or id of the chosen outcome; empty: there is none. */
  readonly chosen: string;
  /** The time that was selected on the timeline; absent: all. */
  readonly range?: Range;
  /** The moment whose record was asked for last: each asking is another object. */
  readonly moment?: Moment;
  /** Name of the signal whose records are wanted; absent: all. */
  readonly signal?: string;
  /** Raw lines that were asked for last; without a `result` they are on their way. */
  readonly around?: { readonly source: string; readonly line: number; readonly result?: Around };
  /** More may come: files are still being read, or a pipe is open. */
  readonly reading: boolean;
  /** What was given to read; absent or empty: standard input. */
  readonly paths?: readonly string[];
  /** Room of the view, without the frame around it. */
  readonly columns: number;
  readonly rows: number;
}

/** What a key did to a view. What is left out stays as it is. */
export interface Step<State> {
  readonly state: State;
  readonly chosen?: string;
  readonly range?: Range | 'all';
  /** The record that is nearest to it is wanted. */
  readonly moment?: Moment;
  /** Empty: records of all signals. */
  readonly signal?: string;
  readonly view?: ViewName;
  /** Raw lines around this record are wanted. */
  readonly around?: { readonly source: string; readonly line: number };
  /** Text for the clipboard of the terminal. */
  readonly copy?: string;
}

/** A key and what it does, for the footer and the help. */
export interface Hint {
  readonly keys: string;
  readonly does: string;
}

/** One screen: how it looks and what keys do to it. Both are pure. */
export interface View<State> {
  readonly name: ViewName;
  readonly initial: State;
  title(lang: Lang): string;
  hints(state: State, shared: Shared): readonly Hint[];
  /** All signs that it may draw, for the help. */
  marks?(lang: Lang): readonly Hint[];
  /** True while characters are text, not commands. */
  typing(state: State): boolean;
  /** `undefined`: the key means nothing here. */
  onKey(state: State, key: Key, shared: Shared): Step<State> | undefined;
  /** At most `shared.rows` rows of `shared.columns` columns. */
  paint(state: State, shared: Shared): readonly Row[];
}
