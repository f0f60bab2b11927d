import type { Fields, FieldValue, LogRecord } from '../model/record.js';
import type { SignalRule } from '../model/rule.js';
import { matchSignal } from '../rulebook/signal.js';
import { pick } from './fields-in-use.js';
import type { Memo } from './memo.js';
import { readField } from './read-field.js';

export interface Match {
  readonly signal: SignalRule;
  readonly fields: Fields;
  /** There for a match that is made again with other numbers. */
  readonly memo?: Memo;
}

export type Matcher = (record: LogRecord) => readonly Match[];

const NONE: readonly Match[] = [];
/** Journald's own notice; `journalctl -o cat` leaves it without time, level and speaker. */
export const SUPPRESSED = 'journald_suppressed';
const NOTICE = 'Suppressed ';

/**
 * All signals of a record. Nearly every record matches none, so one expression over all literals
 * decides first; only a record that holds one is shown to the signals that own it.
 * `kept`: the fields matches carry; absent: all. A repeated record gets the very same matches, and so does one
 * that was noticed to be alike.
 */
export function createMatcher(signals: readonly SignalRule[], kept?: ReadonlySet<string>): Matcher {
  const find = createLiteralFinder(signals);
  let current: LogRecord;
  let lastMatches: readonly Match[] = NONE;
  let last: LogRecord | undefined;
  const known = new WeakMap<object, Known>();
  const read = (name: string): FieldValue | undefined => readField(current, name);

  const matchAnew = (record: LogRecord, prose: boolean): readonly Match[] => {
    const candidates = find(searchText(record));
    if (candidates.length === 0) return NONE;
    current = record;
    const matches: Match[] = [];
    for (const signal of candidates) {
      if (!speaks(signal, record) || (prose && signal.name !== SUPPRESSED)) continue;
      const fields = matchSignal(signal, read);
      if (fields) matches.push({ signal, fields: kept ? pick(fields, kept) : fields });
    }
    return matches;
  };

  return (record) => {
    const prose = isProse(record);
    if (prose && !record.message.startsWith(NOTICE)) return NONE;
    if (last && !prose && isRepeated(last, record)) return lastMatches;
    const { alike } = record;
    if (alike && !prose) {
      const one = known.get(alike);
      if (one && isRepeated(one, record)) return one.matches;
    }
    const matches = matchAnew(record, prose);
    if (prose) return matches;
    if (matches !== NONE) {
      last = hasNoFields(record) ? record : undefined;
      lastMatches = matches;
    }
    if (alike) known.set(alike, { ...readableOf(record), matches });
    return matches;
  };
}

/** What a rule can read of a record, but for its time. */
type Readable = Pick<
  LogRecord,
  'message' | 'component' | 'level' | 'unit' | 'ident' | 'pid' | 'node' | 'pod' | 'fields'
>;

interface Known extends Readable {
  readonly matches: readonly Match[];
}

const readableOf = (record: LogRecord): Readable => {
  const { line: _line, time: _time, format: _format, alike: _alike, ...readable } = record;
  return readable;
};

/** A storm repeats one message (without fields, or with the same ones); only what a rule cannot read may differ. */
function isRepeated(a: Readable, b: LogRecord): boolean {
  if (a.message !== b.message || a.component !== b.component || a.level !== b.level) return false;
  if (a.unit !== b.unit || a.ident !== b.ident || a.pid !== b.pid) return false;
  if (a.node !== b.node || a.pod !== b.pod) return false;
  return a.fields === b.fields || (hasNoFields(a) && hasNoFields(b));
}

function hasNoFields({ fields }: Readable): boolean {
  for (const _name in fields) return false;
  return true;
}

const NO_SIGNALS: readonly SignalRule[] = [];

/** The signals of which a literal stands in the text. */
export function createLiteralFinder(
  signals: readonly SignalRule[],
): (text: string) => readonly SignalRule[] {
  const byLiteral = groupByLiteral(signals);
  if (byLiteral.length === 0) return () => NO_SIGNALS;
  // Longest first; those that begin another one stand at the same place and count with it.
  const owners = new Map(
    byLiteral.map(([literal]): [string, readonly SignalRule[]] => [
      literal,
      byLiteral.flatMap(([shorter, own]) => (literal.startsWith(shorter) ? own : [])),
    ]),
  );
  const literals = new RegExp(byLiteral.map(([literal]) => escapePattern(literal)).join('|'), 'g');

  return (text) => {
    literals.lastIndex = 0;
    let found = NO_SIGNALS;
    for (let match = literals.exec(text); match; match = literals.exec(text)) {
      found = union(found, owners.get(match[0]) ?? NO_SIGNALS);
      literals.lastIndex = match.index + 1;
    }
    return found;
  };
}

/** Mostly one literal stands in a record: its owners then need no copy. */
function union(a: readonly SignalRule[], b: readonly SignalRule[]): readonly SignalRule[] {
  if (a.length === 0 || a === b) return b;
  return b.every((signal) => a.includes(signal)) ? a : [...new Set([...a, ...b])];
}

/** Text without time, level and speaker is no log entry: a document that mentions a literal is no symptom. */
export const isProse = ({ time, level, component }: LogRecord): boolean =>
  time === undefined && level === undefined && component === undefined;

/** A record whose component is known and differs cannot carry the signal. */
export function speaks(signal: SignalRule, record: LogRecord): boolean {
  return (
    signal.component === 'any' ||
    record.component === undefined ||
    record.component === signal.component
  );
}

/** The message and the texts of the fields: literals may stand in either. */
export function searchText(record: LogRecord): string {
  let text = record.message;
  for (const name in record.fields) {
    const value = record.fields[name];
    if (typeof value === 'string') text += `\n${value}`;
  }
  return text;
}

/** Longest literal first: the expression then names the most telling one. */
function groupByLiteral(signals: readonly SignalRule[]): (readonly [string, SignalRule[]])[] {
  const owners = new Map<string, SignalRule[]>();
  for (const signal of signals) {
    for (const literal of signal.literals) {
      const list = owners.get(literal);
      if (list) list.push(signal);
      else owners.set(literal, [signal]);
    }
  }
  return [...owners].sort(([a], [b]) => b.length - a.length || (a < b ? -1 : 1));
}

const escapePattern = (literal: string): string => literal.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
