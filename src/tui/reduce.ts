import type { Around, TriageEvent } from '../model/triage.js';
import type { Outcome } from './effect.js';
import { readOn } from './reading.js';
import type { ScreenState } from './state.js';
import { shellWords } from './words/shell.js';
import type { WriteFailure } from './write-file.js';

/** How the writing of a report ended. */
export type Written =
  /** `early`: while reading went on; `share` of the input that was read, 0 to 1, where it is known. */
  | {
      readonly path: string;
      readonly result: 'done';
      readonly early?: { readonly share?: number };
    }
  | { readonly path: string; readonly result: 'exists' }
  | {
      readonly path: string;
      readonly result: 'failed';
      readonly why: WriteFailure | { readonly message: string };
    };

/** What happens to the screen from outside, but for keys. */
export type News =
  | { readonly kind: 'event'; readonly event: Exclude<TriageEvent, { readonly kind: 'failed' }> }
  | { readonly kind: 'resize'; readonly columns: number; readonly rows: number }
  | {
      readonly kind: 'around';
      readonly source: string;
      readonly line: number;
      readonly result: Around;
    }
  | { readonly kind: 'written'; readonly written: Written };

export function hear(state: ScreenState, news: News): Outcome<ScreenState> {
  switch (news.kind) {
    case 'event':
      return hearEvent(state, news.event);
    case 'resize':
      return quietly({ ...state, columns: news.columns, rows: news.rows });
    case 'around':
      return quietly(withAround(state, news));
    case 'written':
      return quietly(withWritten(state, news.written));
  }
}

const quietly = (state: ScreenState): Outcome<ScreenState> => ({ state, effects: [] });

function hearEvent(
  state: ScreenState,
  event: Exclude<TriageEvent, { readonly kind: 'failed' }>,
): Outcome<ScreenState> {
  if (event.kind === 'progress') {
    return quietly({ ...state, reading: readOn(state.reading, event) });
  }
  const { triage, final } = event;
  const next: ScreenState = {
    ...state,
    triage,
    phase: final ? 'done' : state.phase,
    view: opensItself(state, triage.report.findings.length > 0, final) ? 'diagnosis' : state.view,
  };
  if (final && state.isEnding) {
    return { state: next, effects: [{ kind: 'leave', how: 'quit' }] };
  }
  return quietly(next);
}

/** The diagnosis opens by itself with the first finding, and when all is read. */
const opensItself = (state: ScreenState, isFound: boolean, isFinal: boolean): boolean =>
  !state.isSettled && (isFinal || isFound);

/** An answer to a question that was asked long ago is left aside. */
function withAround(
  state: ScreenState,
  { source, line, result }: Extract<News, { readonly kind: 'around' }>,
): ScreenState {
  const { around } = state;
  if (around?.source !== source || around.line !== line) return state;
  return { ...state, around: { source, line, result } };
}

function withWritten(state: ScreenState, written: Written): ScreenState {
  const say = shellWords[state.lang].write;
  const { dialog, ...closed } = state;
  if (written.result === 'exists') {
    if (dialog?.kind !== 'write') return state;
    return { ...state, dialog: { ...dialog, step: 'confirm' } };
  }
  if (written.result === 'done') {
    const { path, early } = written;
    const text = early ? say.early(path, early.share) : say.done(path);
    return { ...closed, message: { text, isBad: false } };
  }
  const why = typeof written.why === 'string' ? say.why[written.why] : written.why.message;
  const asked: ScreenState =
    dialog?.kind === 'write' ? { ...state, dialog: { ...dialog, step: 'path' } } : state;
  return { ...asked, message: { text: say.failed(written.path, why), isBad: true } };
}
