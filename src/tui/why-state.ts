import type { Explanation } from '../model/explanation.js';
import type { Verdict } from '../model/report.js';
import { speak } from '../report/fill.js';
import { wrap } from '../report/layout.js';
import { chosenOf } from './chosen.js';
import type { Row, Tone } from './line.js';
import { EMPTY_ROW, span } from './rows.js';
import { dayOf } from './timeline-axis.js';
import type { Shared } from './view.js';
import type { Line } from './why-lines.js';
import { type Folds, treeLines } from './why-tree.js';

export interface WhyState {
  readonly focus: 'tree' | 'list';
  /** Of which diagnosis line and folds are; those of another are forgotten. */
  readonly of: string;
  readonly line: number;
  readonly folds: Folds;
}

export const INITIAL_WHY: WhyState = { focus: 'tree', of: '', line: 0, folds: {} };

const ORDER: readonly Verdict[] = ['present', 'not-assessable', 'ruled-out', 'absent'];

/** All explanations: those of findings first, then what is open, the silent ones last. */
export const inOrder = ({ triage }: Shared): readonly Explanation[] =>
  ORDER.flatMap((verdict) => triage.explanations.filter((one) => one.verdict === verdict));

/** The diagnosis of the chosen finding or outcome. */
export function idOf(shared: Shared): string {
  const chosen = chosenOf(shared);
  return shared.triage.report.findings.find(({ key }) => key === chosen)?.id ?? chosen;
}

/** What `chosen` becomes for a diagnosis: its first finding, where there is one. */
export const choiceOf = ({ triage }: Shared, id: string): string =>
  triage.report.findings.find((finding) => finding.id === id)?.key ?? id;

export function indexOf(shared: Shared, all: readonly Explanation[]): number {
  const id = idOf(shared);
  return Math.max(
    0,
    all.findIndex((one) => one.id === id),
  );
}

/** How the room is divided. */
export interface WhyLayout {
  /** Columns of the list; 0: it stands in place of the tree. */
  readonly list: number;
  readonly tree: number;
}

const BESIDE_FROM = 100;
const RULE = 3;

export function layoutOf({ columns, triage }: Shared): WhyLayout {
  if (columns < BESIDE_FROM) return { list: 0, tree: columns };
  const longest = Math.max(0, ...triage.explanations.map(({ id }) => id.length));
  const list = Math.min(longest + 5, Math.floor(columns / 3));
  return { list, tree: columns - list - RULE };
}

/** What the screen shows of the chosen diagnosis. */
export interface Explained {
  readonly all: readonly Explanation[];
  readonly index: number;
  readonly one: Explanation;
  /** Rows between the first one and the tree. */
  readonly head: readonly Row[];
  readonly lines: readonly Line[];
  /** Index of the line under the cursor. */
  readonly line: number;
  readonly folds: Folds;
  readonly layout: WhyLayout;
  /** Rows of the tree in view. */
  readonly height: number;
}

const GUTTER = 2;
/** Sentences are not set wider than this: the eye would lose the line. */
const MAX_WIDTH = 120;
const MAX_PROSE = 100;

/** `undefined`: there is no explanation at all. */
export function explained(state: WhyState, shared: Shared): Explained | undefined {
  const all = inOrder(shared);
  const index = indexOf(shared, all);
  const one = all[index];
  if (one === undefined) return undefined;
  const layout = layoutOf(shared);
  const isOwn = state.of === one.id;
  const folds = isOwn ? state.folds : {};
  const width = Math.max(1, Math.min(MAX_WIDTH, layout.tree - 1));
  const head = headOf(one, shared, width);
  const lines = linesOf(one, {
    lang: shared.lang,
    width: width - GUTTER,
    folds,
    day: dayOfAll(shared),
  });
  const line = isOwn ? Math.max(0, Math.min(state.line, lines.length - 1)) : 0;
  const height = Math.max(1, shared.rows - 1 - head.length);
  return { all, index, one, head, lines, line, folds, layout, height };
}

/** The day of the input, where it is of one. */
function dayOfAll({ triage: { timeline } }: Shared): string {
  const day = dayOf(timeline.from);
  return day === dayOf(timeline.to) ? day : '';
}

/** The title and why it is silent, in the words of the report; findings are told by the diagnosis view. */
function headOf(
  { id, title, verdict }: Explanation,
  shared: Shared,
  width: number,
): readonly Row[] {
  const { triage, lang, rows } = shared;
  if (rows < 6) return [];
  const rowsOf = (text: string, tone: Tone): readonly Row[] =>
    wrap(text, Math.max(1, Math.min(MAX_PROSE, width - GUTTER))).map((line) => [
      span(`  ${line}`, tone),
    ]);
  const outcome = triage.report.outcomes.find((one) => one.id === id);
  const because =
    outcome === undefined || verdict === 'present'
      ? []
      : rowsOf(speak(outcome.because, lang, outcome.args), 'dim');
  const most = Math.max(1, Math.floor(rows / 4));
  return [...[...rowsOf(speak(title, lang), 'plain'), ...because].slice(0, most), EMPTY_ROW];
}

interface Kept {
  readonly key: string;
  readonly lines: readonly Line[];
}
const kept = new WeakMap<Explanation, Kept>();

/** As `treeLines`; the last answer is kept, as frames ask for the same again and again. */
function linesOf(one: Explanation, how: Parameters<typeof treeLines>[1]): readonly Line[] {
  const key = JSON.stringify(how);
  const last = kept.get(one);
  if (last?.key === key) return last.lines;
  const lines = treeLines(one, how);
  kept.set(one, { key, lines });
  return lines;
}
