import type { QuotedRecord } from '../model/triage.js';
import { chosenOf } from './chosen.js';
import type { EvidenceState, FilterKind } from './evidence-state.js';
import type { Range, Shared } from './view.js';

/** Absent: any. */
export interface Filter {
  readonly finding?: string;
  readonly node?: string;
  readonly level?: string;
  readonly signal?: string;
  readonly range?: Range;
}

/** What the records that are shown have in common. */
export function filterOf(state: EvidenceState, shared: Shared): Filter {
  const { node, level } = state;
  const { signal, range } = shared;
  const finding = citedBy(state, shared);
  return {
    ...(finding === undefined ? {} : { finding }),
    ...(node === undefined ? {} : { node }),
    ...(level === undefined ? {} : { level }),
    ...(signal === undefined ? {} : { signal }),
    ...(range === undefined ? {} : { range }),
  };
}

/** The chosen finding, where it cites records and nothing else is asked for. */
function citedBy({ allFor }: EvidenceState, shared: Shared): string | undefined {
  const { signal, triage } = shared;
  const chosen = chosenOf(shared);
  if (chosen === allFor || signal !== undefined) return undefined;
  return citing(triage.records).has(chosen) ? chosen : undefined;
}

const NO_LEVEL = '';
/** One word for what programs call by several. */
const LEVEL_WORD: Readonly<Record<string, string>> = {
  warning: 'warn',
  err: 'error',
  critical: 'crit',
  emergency: 'emerg',
  informational: 'info',
};

/** Level of a record, in the one word that the screen has for it; empty: it gives none. */
export function levelOf({ level }: QuotedRecord): string {
  const name = level?.toLowerCase() ?? NO_LEVEL;
  return LEVEL_WORD[name] ?? name;
}

export const nodeOf = ({ citation }: QuotedRecord): string => citation.node ?? '';

const passes: Readonly<Record<FilterKind, (record: QuotedRecord, value: string) => boolean>> = {
  finding: ({ findings }, key) => findings.includes(key),
  node: (record, node) => nodeOf(record) === node,
  level: (record, level) => levelOf(record) === level,
  signal: ({ signals }, name) => signals.includes(name),
};
const KINDS = ['finding', 'node', 'level', 'signal'] as const satisfies readonly FilterKind[];

const isIn = ({ citation: { time } }: QuotedRecord, { from, to }: Range): boolean =>
  time !== undefined && time >= from && time <= to;

/** The records that pass, all but the filter `except`. */
export function passing(
  records: readonly QuotedRecord[],
  filter: Filter,
  except?: FilterKind,
): readonly QuotedRecord[] {
  const kinds = KINDS.filter((kind) => kind !== except && filter[kind] !== undefined);
  const { range } = filter;
  if (kinds.length === 0 && range === undefined) return records;
  return records.filter(
    (record) =>
      kinds.every((kind) => passes[kind](record, filter[kind] ?? '')) &&
      (range === undefined || isIn(record, range)),
  );
}

const lists = new WeakMap<
  readonly QuotedRecord[],
  { key: string; shown: readonly QuotedRecord[] }
>();

/** The records that are shown; the last answer is kept, as frames ask for the same again and again. */
export function shownRecords(state: EvidenceState, shared: Shared): readonly QuotedRecord[] {
  const { records } = shared.triage;
  const filter = filterOf(state, shared);
  const key = JSON.stringify(filter);
  const last = lists.get(records);
  if (last?.key === key) return last.shown;
  const shown = passing(records, filter);
  lists.set(records, { key, shown });
  return shown;
}

const citers = new WeakMap<readonly QuotedRecord[], ReadonlySet<string>>();

/** Keys of the findings that cite any of the records. */
export function citing(records: readonly QuotedRecord[]): ReadonlySet<string> {
  const kept = citers.get(records);
  if (kept) return kept;
  const keys = new Set(records.flatMap(({ findings }) => findings));
  citers.set(records, keys);
  return keys;
}
