import type { Fields, FieldValue, LogRecord } from '../model/record.js';
import type { SignalRule } from '../model/rule.js';
import { matchSignal } from '../rulebook/signal.js';
import { readField } from './read-field.js';

export interface Match {
  readonly signal: SignalRule;
  readonly fields: Fields;
}

export type Matcher = (record: LogRecord) => readonly Match[];

const NONE: readonly Match[] = [];

/**
 * All signals of a record. Nearly every record matches none, so one expression over all literals
 * decides first; only a record that holds one is shown to the signals that own it.
 */
export function createMatcher(signals: readonly SignalRule[]): Matcher {
  const find = createLiteralFinder(signals);
  let current: LogRecord;
  const read = (name: string): FieldValue | undefined => readField(current, name);

  return (record) => {
    if (isProse(record)) return NONE;
    const candidates = find(searchText(record));
    if (candidates.size === 0) return NONE;
    current = record;
    const matches: Match[] = [];
    for (const signal of candidates) {
      if (!speaks(signal, record)) continue;
      const fields = matchSignal(signal, read);
      if (fields) matches.push({ signal, fields });
    }
    return matches;
  };
}

const NO_SIGNALS: ReadonlySet<SignalRule> = new Set();

/** The signals of which a literal stands in the text. */
function createLiteralFinder(
  signals: readonly SignalRule[],
): (text: string) => ReadonlySet<SignalRule> {
  const byLiteral = groupByLiteral(signals);
  if (byLiteral.length === 0) return () => NO_SIGNALS;
  // Longest first; those that begin another one stand at the same place and count with it.
  const owners = new Map(
    byLiteral.map(([literal]): [string, readonly SignalRule[]] => [
      literal,
      byLiteral.flatMap(([shorter, own]) => (literal.startsWith(shorter) ? own : [])),
    ]),
  );
  const literals = byLiteral.map(([literal]) => escapePattern(literal)).join('|');
  const first = new RegExp(literals);
  const next = new RegExp(literals, 'g');

  return (text) => {
    if (!first.test(text)) return NO_SIGNALS;
    const found = new Set<SignalRule>();
    next.lastIndex = 0;
    for (let match = next.exec(text); match; match = next.exec(text)) {
      for (const signal of owners.get(match[0]) ?? []) found.add(signal);
      next.lastIndex = match.index + 1;
    }
    return found;
  };
}

/** Text without time, level and speaker is no log entry: a document that mentions a literal is no symptom. */
const isProse = ({ time, level, component }: LogRecord): boolean =>
  time === undefined && level === undefined && component === undefined;

/** A record whose component is known and differs cannot carry the signal. */
function speaks(signal: SignalRule, record: LogRecord): boolean {
  return (
    signal.component === 'any' ||
    record.component === undefined ||
    record.component === signal.component
  );
}

/** The message and the texts of the fields: literals may stand in either. */
function searchText(record: LogRecord): string {
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
