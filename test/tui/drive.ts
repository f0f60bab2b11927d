import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Lang } from '../../src/model/report.js';
import type { Around, Triage } from '../../src/model/triage.js';
import { textOfRow } from '../../src/tui/rows.js';
import type { Key, Shared, Step, View } from '../../src/tui/view.js';

/** Room of the view in a terminal of 80×24, 120×40 and 200×60. */
export const SIZES = [
  { columns: 80, rows: 21 },
  { columns: 120, rows: 37 },
  { columns: 200, rows: 57 },
] as const;
export const LANGS: readonly Lang[] = ['en', 'zh'];

export const sharedOf = (triage: Triage, part: Partial<Shared> = {}): Shared => ({
  triage,
  lang: 'en',
  chosen: triage.report.findings[0]?.key ?? '',
  reading: false,
  columns: 80,
  rows: 21,
  ...part,
});

/** A view in the hands of somebody who presses keys. */
export interface Session<State> {
  readonly view: View<State>;
  readonly state: State;
  readonly shared: Shared;
  /** What the last key did; absent: nothing. */
  readonly step?: Step<State>;
}

export const open = <State>(view: View<State>, shared: Shared): Session<State> => ({
  view,
  state: view.initial,
  shared,
});

/** What the screen makes of a step, as far as a view can see it. */
export function pressed<State>(before: Session<State>, ...keys: readonly Key[]): Session<State> {
  return keys.reduce((session, key) => {
    const { view, state, shared } = session;
    const step = view.onKey(state, key, shared);
    if (step === undefined) return { view, state, shared };
    return { view, state: step.state, shared: follow(shared, step), step };
  }, before);
}

function follow(before: Shared, step: Step<unknown>): Shared {
  const { range: hadRange, signal: hadSignal, ...shared } = before;
  const range = step.range === 'all' ? undefined : (step.range ?? hadRange);
  const signal = step.signal ?? hadSignal;
  return {
    ...shared,
    chosen: step.chosen ?? shared.chosen,
    ...(range ? { range } : {}),
    ...(signal ? { signal } : {}),
    ...(step.moment ? { moment: step.moment } : {}),
    ...(step.around ? { around: step.around } : {}),
  };
}

export const answered = <State>(session: Session<State>, result: Around): Session<State> => {
  const { around } = session.shared;
  if (around === undefined) throw new Error('no lines were asked for');
  return { ...session, shared: { ...session.shared, around: { ...around, result } } };
};

export const linesOf = <State>({ view, state, shared }: Session<State>): readonly string[] =>
  view.paint(state, shared).map((row) => textOfRow(row).trimEnd());

export const textOf = <State>(session: Session<State>): string => linesOf(session).join('\n');

/** Pictures of the screen. `UPDATE_FRAMES=1` writes them anew: look at the difference. */
const FOLDER = 'test/data/frames';

export function expectPicture<State>(session: Session<State>, name: string): void {
  const { columns, rows, lang } = session.shared;
  const path = join(FOLDER, `${session.view.name}-${name}-${lang}-${columns}x${rows}.txt`);
  const picture = `${textOf(session)}\n`;
  if (process.env.UPDATE_FRAMES !== undefined) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(path, picture);
  }
  expect(picture).toBe(readFileSync(path, 'utf8'));
}
