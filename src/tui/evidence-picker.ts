import type { QuotedRecord } from '../model/triage.js';
import { quantity } from '../report/format.js';
import { cut, padEnd, padStart, widthOf } from '../report/layout.js';
import { chosenOf } from './chosen.js';
import { type Filter, filterOf, levelOf, nodeOf, passing } from './evidence-filter.js';
import type { EvidenceState, FilterKind } from './evidence-state.js';
import type { Row } from './line.js';
import { firstShown } from './list.js';
import { chosenRow, span } from './rows.js';
import type { Shared, Step } from './view.js';
import { evidenceWords } from './words/evidence.js';

/** A value to filter by; absent: any. */
export interface Option {
  readonly value?: string;
  readonly count: number;
}

const valuesOf: Readonly<Record<FilterKind, (record: QuotedRecord) => readonly string[]>> = {
  finding: ({ findings }) => findings,
  node: (record) => [nodeOf(record)],
  level: (record) => [levelOf(record)],
  signal: ({ signals }) => signals,
};

/** All values of a kind with the records that have them and pass the other filters; the most frequent first. */
export function optionsOf(
  kind: FilterKind,
  state: EvidenceState,
  shared: Shared,
): readonly Option[] {
  const records = passing(shared.triage.records, othersOf(kind, filterOf(state, shared)), kind);
  const counts = new Map<string, number>();
  for (const record of records)
    for (const value of valuesOf[kind](record)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const values = [...counts].map(([value, count]) => ({ value, count }));
  values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
  return [{ count: records.length }, ...values];
}

/** Who asks for signals asks for those of all records, not only for those that a finding cites, and the other way. */
function othersOf(kind: FilterKind, filter: Filter): Filter {
  const { finding, signal, ...rest } = filter;
  return kind === 'finding' || kind === 'signal' ? rest : filter;
}

/** Index of the value that is filtered by now. */
export function currentOption(
  kind: FilterKind,
  options: readonly Option[],
  state: EvidenceState,
  shared: Shared,
): number {
  const value = filterOf(state, shared)[kind];
  return Math.max(
    0,
    options.findIndex((option) => option.value === value),
  );
}

/** The list of values in place of the records. */
export function pickerRows(
  kind: FilterKind,
  index: number,
  state: EvidenceState,
  shared: Shared,
): readonly Row[] {
  const say = evidenceWords[shared.lang];
  const options = optionsOf(kind, state, shared);
  const at = Math.max(0, Math.min(index, options.length - 1));
  const room = Math.max(1, shared.rows - 1);
  const first = firstShown(at, options.length, room);
  const nameOf = ({ value }: Option): string => {
    if (value === undefined) return say.all;
    if (value !== '') return value;
    return kind === 'level' ? say.noLevel : say.noNode;
  };
  const most = Math.max(1, shared.columns - 14);
  const width = Math.min(most, Math.max(...options.map((option) => widthOf(nameOf(option)))));
  const rows = options.slice(first, first + room).map((option, line): Row => {
    const isChosen = first + line === at;
    const name = padEnd(cut(nameOf(option), width, 0.5), width);
    const text = `${isChosen ? '› ' : '  '}${name}  ${padStart(quantity(option.count), 7)} `;
    const row = [span(text, option.value === undefined ? 'strong' : 'plain')];
    return isChosen ? chosenRow(row, Math.min(shared.columns, width + 12)) : row;
  });
  return [[span(say.pick[kind], 'title')], ...rows];
}

/** The chosen value becomes the filter. */
export function pick(
  kind: FilterKind,
  option: Option | undefined,
  before: EvidenceState,
  shared: Shared,
): Step<EvidenceState> {
  const { picker, ...state } = before;
  const value = option?.value;
  if (kind === 'finding') return pickFinding(state, value, chosenOf(shared));
  if (kind === 'signal') return { state, signal: value ?? '' };
  const { [kind]: held, ...rest } = state;
  return { state: value === undefined ? rest : { ...rest, [kind]: value } };
}

function pickFinding(
  state: EvidenceState,
  value: string | undefined,
  chosen: string,
): Step<EvidenceState> {
  if (value === undefined) return { state: { ...state, allFor: chosen } };
  const { allFor, ...rest } = state;
  return { state: rest, chosen: value, signal: '' };
}
