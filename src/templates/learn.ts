import type { LogRecord } from '../model/record.js';
import type { Instant } from '../model/time.js';
import { searchText } from '../observe/matcher.js';
import { readField } from '../observe/read-field.js';
import { hasBlindWords, isDigitBlind } from '../rulebook/digit-blind.js';
import { knowStamps } from './know-stamps.js';
import {
  createOutcomeReader,
  isSameKind,
  isSameRecord,
  type Outcome,
  type OutcomeOptions,
  type ReadOutcome,
} from './outcome.js';
import { findPart, isConstant } from './parts.js';
import { createPattern, type Pattern } from './pattern.js';
import { cursorSpans, digitRuns, overlaps, type Span, speakerSpans } from './runs.js';
import type { FieldPart, KnownMatch, KnownStamp, Template } from './template.js';
import { type Variation, vary } from './vary.js';

export const MAX_CHARS = 2_048;
/** Printable ASCII: its characters are the bytes of the line. */
const PLAIN = /^[ -~]+$/;
/** Digits that are no digits but a character, and what goes on in other lines. */
const ODD = /\\[u\d]|#\d|Trace\[|"MESSAGE" ?: ?\[/;

/**
 * Makes a template of a text that says what the record does; `undefined` where what texts like it say may hang on
 * their digits.
 */
export type Learn = (text: string, record: LogRecord, time: Instant) => Template | undefined;

export function createLearner(options: OutcomeOptions): Learn {
  // Of most sources nothing is ever learnt.
  let means: Means | undefined;
  return (text, record, time) => {
    if (text.length > MAX_CHARS || !PLAIN.test(text) || ODD.test(text)) return undefined;
    means ??= createMeans(options);
    const { read, holdsLoose } = means;
    const readAt = (other: string): Outcome | undefined => read(other, time);
    const base = readAt(text);
    if (base === undefined || !isSameRecord(base.record, record)) return undefined;
    // Where quotes and the like are escaped, the line has other texts than its record.
    if (holdsLoose(text) || holdsLoose(searchText(base.record))) return undefined;
    const known = knowStamps(text, base, readAt);
    if (known === undefined) return undefined;
    const variation = vary(text, runsOf(text, base, known.stamps), (other) => {
      const outcome = readAt(other);
      return outcome !== undefined && isSameKind(base, outcome) ? outcome : undefined;
    });
    if (variation === undefined) return undefined;
    if (!isBlindTo(base, [known.outcome, ...variation.outcomes])) return undefined;
    const matches = knowMatches(text, base, variation, options.kept);
    return matches && templateOf(text, base, { stamps: known.stamps, variation, matches });
  };
}

interface Means {
  readonly read: ReadOutcome;
  /** With other digits the text may hold what a rule asks for, or hold it no more. */
  holdsLoose(text: string): boolean;
}

function createMeans(options: OutcomeOptions): Means {
  const loose = options.signals.filter((signal) => !hasBlindWords(signal));
  const literals = loose.flatMap((signal) => signal.literals.map(blanked));
  return {
    read: createOutcomeReader(options),
    holdsLoose(text) {
      const blank = blanked(text);
      return literals.some((literal) => blank.includes(literal));
    },
  };
}

interface Learnt {
  readonly stamps: readonly KnownStamp[];
  readonly variation: Variation;
  readonly matches: readonly KnownMatch[];
}

function templateOf(
  text: string,
  { entry, record }: Outcome,
  { stamps, variation: { free, nonZero }, matches }: Learnt,
): Template {
  const numbers = matches.flatMap(({ parts }) => parts.filter(({ isNumber }) => isNumber));
  return {
    pattern: patternOf(text, [...stamps.map(behindFirst), ...free], cursorSpans(text)),
    nonZero: [...nonZero.map(({ from }) => from), ...numberStarts(free, numbers)],
    stamps,
    entry,
    record,
    matches,
  };
}

/** Runs of digits of which it is not known that they have to stay. */
function runsOf(text: string, base: Outcome, stamps: readonly Span[]): readonly Span[] {
  const fixed = [...stamps, ...fixedSpans(text, base)];
  return digitRuns(text).filter((run) => !fixed.some((span) => overlaps(span, run)));
}

const blanked = (text: string): string => text.replace(/\d/g, '0');

/** What says who speaks has to be the same: the head of a line of text, the names journald gives. */
function fixedSpans(text: string, { entry }: Outcome): readonly Span[] {
  const { message } = entry.envelope;
  const head = text.endsWith(message) ? text.length - message.length : 0;
  return [{ from: 0, to: head }, ...speakerSpans(text), ...cursorSpans(text)];
}

/** No test of a signal that may match looks at the digits that vary. */
function isBlindTo(base: Outcome, outcomes: readonly Outcome[]): boolean {
  const isSame = (field: string): boolean => {
    const value = readField(base.record, field);
    return outcomes.every(({ record }) => readField(record, field) === value);
  };
  return base.candidates.every(({ where, fields }) =>
    where.every(
      (test) => isDigitBlind(test, fields) || (isSame(test.field) && !(test.field in fields)),
    ),
  );
}

/** The matches of a line, and where in it stand the fields that vary. */
function knowMatches(
  text: string,
  base: Outcome,
  { places, probes, outcomes }: Variation,
  kept: ReadonlySet<string>,
): readonly KnownMatch[] | undefined {
  const matches: KnownMatch[] = [];
  for (const [at, { signal, fields }] of base.matches.entries()) {
    const parts: FieldPart[] = [];
    for (const name of Object.keys(base.raw[at] ?? {})) {
      if (!kept.has(name)) continue;
      const seen = outcomes.map((outcome, index) => ({
        text: probes[index] ?? '',
        value: outcome.raw[at]?.[name],
      }));
      const all = [{ text, value: base.raw[at]?.[name] }, ...seen];
      if (isConstant(all)) continue;
      // Of its type it may be with other digits: no such address, but one with smaller numbers.
      if (!(name in fields)) return undefined;
      const type = signal.fields[name] ?? 'keyword';
      const part = findPart({ name, type, all, probes: seen }, places);
      if (part === undefined) return undefined;
      parts.push(part);
    }
    matches.push({ signal, fields, parts });
  }
  return matches;
}

/** Where a number of several digits begins, maybe behind its sign. */
const numberStarts = (free: readonly Span[], numbers: readonly Span[]): readonly number[] =>
  free
    .filter(({ from, to }) => {
      const isStart = numbers.some((number) => number.from === from || number.from === from - 1);
      return to - from > 1 && isStart;
    })
    .map(({ from }) => from);

/** The first digit of a year or of seconds since the epoch tells some formats apart. */
const behindFirst = ({ from, to }: Span): Span => ({ from: from + 1, to });

function patternOf(text: string, digits: readonly Span[], hex: readonly Span[]): Pattern {
  const isIn = (spans: readonly Span[], at: number): boolean =>
    spans.some(({ from, to }) => at >= from && at < to);
  const isFree = (chars: RegExp, spans: readonly Span[]) => (at: number) =>
    isIn(spans, at) && chars.test(text.charAt(at));
  return createPattern(Buffer.from(text), isFree(/\d/, digits), isFree(/[0-9a-f]/, hex));
}
