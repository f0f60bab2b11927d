import { createLogFacts } from '../../src/bundle/log-facts.js';
import { isBlankStart } from '../../src/ingest/context.js';
import type { Line } from '../../src/model/line.js';
import type { ClockHint, LogRecord } from '../../src/model/record.js';
import type { SignalRule } from '../../src/model/rule.js';
import { createMatcher, type Match } from '../../src/observe/matcher.js';
import { createParser } from '../../src/parse/parser.js';
import { createLearner, type Learn } from '../../src/templates/learn.js';
import { createTemplates } from '../../src/templates/templates.js';

/** All that is heard of a record. */
export type Heard = Readonly<Record<string, unknown>>;

const SOURCE = 'x';
/** Times that a line is read before it is learnt. */
const LEARN_AFTER = 2;

export const heardOf = (record: LogRecord, matches: readonly Match[]): Heard => {
  const { line, time, node, unit, ident, pid, pod, component, level } = record;
  return {
    no: line.no,
    text: line.text,
    time: time === undefined ? undefined : { ...time },
    who: { node, unit, ident, pid, pod: pod && { ...pod }, component, level },
    repeated: record.fields.repeated,
    matches: matches.map(({ signal, fields }) => ({ signal: signal.name, fields: { ...fields } })),
  };
};

/** Reads lines with templates and without. Learners are dear: one is for many logs. */
export interface Ways {
  plainly(lines: readonly string[], hint?: ClockHint): readonly Heard[];
  byTemplates(
    lines: readonly string[],
    hint?: ClockHint,
  ): { readonly heard: readonly Heard[]; readonly taken: ReadonlySet<number> };
}

export function createWays(signals: readonly SignalRule[]): Ways {
  const kept = new Set(signals.flatMap(({ fields }) => Object.keys(fields)));
  const match = createMatcher(signals, kept);
  const tells = createLogFacts(SOURCE, '').mayTell;
  const complete = (record: LogRecord): LogRecord => record;
  const learnLine = createLearner({ source: SOURCE, signals, kept, complete, tells });
  return {
    plainly: (lines, hint = {}) => hearPlainly(lines, match, hint),
    byTemplates: (lines, hint = {}) => hearByTemplates(lines, match, { hint, learnLine }),
  };
}

const toLine = (raw: string, at: number): Line => {
  const cr = raw.endsWith('\r');
  return { source: SOURCE, no: at + 1, text: cr ? raw.slice(0, -1) : raw, cr, aside: true };
};

type FindMatches = (record: LogRecord) => readonly Match[];

function hearPlainly(lines: readonly string[], match: FindMatches, hint: ClockHint) {
  const heard: Heard[] = [];
  const parser = createParser({ source: SOURCE, hint }, (record) => {
    heard.push(heardOf(record, match(record)));
  });
  lines.forEach((raw, at) => {
    parser.push(toLine(raw, at));
  });
  parser.end();
  return heard;
}

/** As a log is read whose lines the sieve hits, all of them. */
function hearByTemplates(
  lines: readonly string[],
  match: FindMatches,
  { hint, learnLine }: { readonly hint: ClockHint; readonly learnLine: Learn },
) {
  const heard: Heard[] = [];
  const taken = new Set<number>();
  const parser = createParser({ source: SOURCE, hint }, (record) => {
    heard.push(heardOf(record, match(record)));
    templates.learn(record);
  });
  const ears = {
    isReady: () => !parser.isOpen(),
    before: () => {},
    timeOf: parser.again,
    hear(record: LogRecord, matches: readonly Match[]) {
      heard.push(heardOf(record, matches));
      taken.add(record.line.no);
    },
  };
  const templates = createTemplates(SOURCE, learnLine, ears, LEARN_AFTER);
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  let start = 0;
  lines.forEach((raw, at) => {
    const end = start + Buffer.byteLength(raw);
    const isAlone = !isBlankStart(bytes, end + 1);
    const isAsked = start > 0 && end + 1 < bytes.length && isAlone;
    if (!isAsked || !templates.take(bytes, start, end, at + 1)) parser.push(toLine(raw, at));
    // So the picker asks which lines belong to the one it gave.
    if (isAlone) parser.isOpen();
    start = end + 1;
  });
  parser.end();
  return { heard, taken };
}
