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
  const byLiteral = groupByLiteral(signals);
  if (byLiteral.length === 0) return () => NONE;
  const anyLiteral = new RegExp(byLiteral.map(([literal]) => escapePattern(literal)).join('|'));
  let current: LogRecord;
  const read = (name: string): FieldValue | undefined => readField(current, name);

  return (record) => {
    const text = searchText(record);
    if (!anyLiteral.test(text)) return NONE;
    current = record;
    const candidates = new Set<SignalRule>();
    for (const [literal, owners] of byLiteral) {
      if (text.includes(literal)) for (const owner of owners) candidates.add(owner);
    }
    const matches: Match[] = [];
    for (const signal of candidates) {
      if (!speaks(signal, record)) continue;
      const fields = matchSignal(signal, read);
      if (fields) matches.push({ signal, fields });
    }
    return matches;
  };
}

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
