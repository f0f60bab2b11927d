import type { Fields, LogRecord } from '../model/record.js';
import type { SignalRule } from '../model/rule.js';
import type { Instant } from '../model/time.js';
import { createLiteralFinder, createMatcher, type Match, searchText } from '../observe/matcher.js';
import { readField } from '../observe/read-field.js';
import { readWitness } from '../observe/witness.js';
import type { Stamp } from '../parse/envelope.js';
import { toRecord } from '../parse/parser.js';
import { createLoneReader, type Entry } from '../parse/read-alone.js';
import { matchRaw } from '../rulebook/signal.js';

/** All that is heard of a line that is an entry of its own. */
export interface Outcome {
  readonly entry: Entry;
  readonly record: LogRecord;
  /** Signals of which a literal stands in the record. */
  readonly candidates: readonly SignalRule[];
  readonly matches: readonly Match[];
  /** The fields of each match as they stand in the record. */
  readonly raw: readonly Fields[];
}

export interface OutcomeOptions {
  readonly source: string;
  readonly signals: readonly SignalRule[];
  readonly kept: ReadonlySet<string>;
  /** What is known of the source beside its lines. */
  complete(record: LogRecord): LogRecord;
  /** Tells the record anything but signals? */
  tells(record: LogRecord): boolean;
}

export type ReadOutcome = (text: string, time: Instant) => Outcome | undefined;

/** Reads lines as if each stood alone; `undefined` where more is to be heard of one than this tells. */
export function createOutcomeReader(options: OutcomeOptions): ReadOutcome {
  const { source, signals, kept, complete, tells } = options;
  const readLone = createLoneReader(source);
  const find = createLiteralFinder(signals);
  const match = createMatcher(signals, kept);
  return (text, time) => {
    const entry = readLone(text);
    if (entry === undefined) return undefined;
    const record = complete(toRecord(entry.envelope, entry.peeled, time));
    if (tells(record) || readWitness(record) !== undefined) return undefined;
    const matches = match(record);
    const read = (name: string) => readField(record, name);
    return {
      entry,
      record,
      candidates: find(searchText(record)),
      matches,
      raw: matches.map(({ signal }) => matchRaw(signal, read) ?? {}),
    };
  };
}

/** Says what both outcomes have in common the same of who speaks, how loud, and of which signals? */
export function isSameKind(a: Outcome, b: Outcome): boolean {
  return (
    isSameVoice(a.record, b.record) &&
    isSameList(a.candidates, b.candidates) &&
    isSameList(signalsOf(a), signalsOf(b)) &&
    a.matches.every((match, at) => isSameList(namesOf(match), namesOf(b.matches[at])))
  );
}

/** Is the record what the line by itself says? */
export const isSameRecord = (a: LogRecord, b: LogRecord): boolean =>
  isSameVoice(a, b) &&
  a.message === b.message &&
  JSON.stringify(a.fields) === JSON.stringify(b.fields);

const isSameVoice = (a: LogRecord, b: LogRecord): boolean =>
  a.node === b.node &&
  a.unit === b.unit &&
  a.ident === b.ident &&
  a.pid === b.pid &&
  a.component === b.component &&
  a.level === b.level &&
  JSON.stringify(a.pod) === JSON.stringify(b.pod);

const signalsOf = ({ matches }: Outcome): readonly SignalRule[] =>
  matches.map(({ signal }) => signal);
const namesOf = (match: Match | undefined): readonly string[] => Object.keys(match?.fields ?? {});
const isSameList = <T>(a: readonly T[], b: readonly T[]): boolean =>
  a.length === b.length && a.every((item, at) => item === b[at]);

/** The stamps of an entry: of its transport, of its payload, of what the payload holds. */
export const stampsOf = ({ envelope, peeled }: Entry): readonly (Stamp | undefined)[] => [
  envelope.stamp,
  peeled.stamp,
  peeled.innerStamp,
];

export const isSameStamp = (a: Stamp | undefined, b: Stamp | undefined): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
