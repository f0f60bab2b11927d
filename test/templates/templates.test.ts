import { expect, it } from 'vitest';
import type { LogRecord } from '../../src/model/record.js';
import { type Learn, MAX_CHARS } from '../../src/templates/learn.js';
import { createPattern } from '../../src/templates/pattern.js';
import { createTemplates } from '../../src/templates/templates.js';
import { readRules, SIGNAL } from '../rulebook/good-rules.js';
import { createWays } from '../support/alike.js';

const TIME = { ms: 1_744_704_000_000, assumed: false };

/** A reader of lines, of which all that are learnt are told from then on, or none. */
function reading({ learns = true, isReady = (): boolean => true, learnAfter = 2 } = {}) {
  const learnt: string[] = [];
  const learn: Learn = (text, record) => {
    learnt.push(text);
    const pattern = createPattern(Buffer.from(text), (at) => /\d/.test(text.charAt(at)));
    const entry = {
      envelope: { line: record.line, transport: 'plain', message: text },
      peeled: {},
    };
    // Of the entry only the envelope is asked for.
    return learns
      ? ({ pattern, nonZero: [], stamps: [], entry, record, matches: [] } as never)
      : undefined;
  };
  const heard: number[] = [];
  const ears = {
    isReady,
    before: () => {},
    timeOf: () => TIME,
    hear: ({ line }: LogRecord) => heard.push(line.no),
  };
  const templates = createTemplates('x', learn, ears, learnAfter);
  let no = 1;
  /** True: the line was taken. */
  const read = (text: string, isForgotten = false): boolean => {
    no += 1;
    const bytes = Buffer.from(text);
    if (templates.take(bytes, 0, bytes.length, no)) return true;
    if (isForgotten) templates.forget();
    const line = { source: 'x', no, text, cr: false };
    templates.learn({ line, time: TIME, message: text, fields: {}, format: 'plain' } as LogRecord);
    return false;
  };
  return { read, learnt, heard };
}

it('learns of a line whose like was seen so often, and takes those that follow', () => {
  const { read, learnt, heard } = reading({ learnAfter: 3 });
  expect(['peer 1', 'peer 2', 'peer 3', 'peer 4', 'peer 5'].map((text) => read(text))).toEqual([
    false,
    false,
    false,
    true,
    true,
  ]);
  expect(learnt).toEqual(['peer 3']);
  expect(heard).toEqual([5, 6]);
});

it('does not learn of a line that belongs to others', () => {
  const { read, learnt } = reading();
  read('peer 1');
  read('peer 2', true);
  expect(learnt).toEqual([]);
});

it('asks once of lines that are no template', () => {
  const { read, learnt, heard } = reading({ learns: false });
  for (const no of [1, 2, 3, 4, 5]) read(`peer ${no}`);
  expect([learnt, heard]).toEqual([['peer 2'], []]);
});

it('takes nothing while something is open', () => {
  let isOpen = true;
  const { read } = reading({ isReady: () => !isOpen });
  read('peer 1');
  read('peer 2');
  expect(read('peer 3')).toBe(false);
  isOpen = false;
  expect(read('peer 4')).toBe(true);
});

it('learns of no line that is too long', () => {
  const { read, learnt } = reading();
  for (let no = 0; no < 4; no += 1) read('x'.repeat(MAX_CHARS + 1));
  expect(learnt).toEqual([]);
});

it('learns of so many kinds only, as long as nothing is taken', () => {
  const { read, learnt } = reading({ learns: false });
  const letters = [...'ghijklmnopqrstuvwxyz'];
  for (const a of letters)
    for (const b of letters) for (const no of [1, 2]) read(`peer ${a}${b} ${no}`);
  expect(learnt.length).toBeGreaterThan(10);
  expect(learnt.length).toBeLessThan(letters.length ** 2);
});

it('gives each line its own number and text, however many were taken before', () => {
  const ways = createWays(
    readRules(SIGNAL.replace('took|gte: 100ms', 'took|exists: true')).signals,
  );
  const lines = Array.from(
    { length: 30 },
    (_, no) =>
      `2025-04-15T08:00:${10 + no}.5Z stderr F {"level":"warn","ts":"2025-04-15T08:00:${10 + no}Z","caller":"etcdserver/util.go:1","msg":"apply request took too long","took":"${100 + no}ms"}`,
  );
  const { heard, taken } = ways.byTemplates(lines);
  expect(heard.map(({ no, text }) => [no, text])).toEqual(lines.map((text, at) => [at + 1, text]));
  expect(heard.map(({ matches }) => matches)).toEqual(
    lines.map((_, no) => [{ signal: 'slow_read', fields: { took: 100 + no } }]),
  );
  expect(taken.size).toBeGreaterThan(20);
});
