import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { analyze } from '../src/analyze.js';
import type { LogRecord } from '../src/model/record.js';
import { createMatcher } from '../src/observe/matcher.js';
import { createParser } from '../src/parse/parser.js';
import { loadRulebook } from '../src/rulebook/load.js';

interface RuleCase {
  readonly name: string;
  readonly input: readonly string[];
  readonly expect: {
    readonly verdict: string;
    readonly confidence?: string;
    readonly conclusion?: string;
    readonly nodes?: readonly string[];
    readonly role?: string;
    readonly count?: number;
  };
}

const rulebook = await loadRulebook(['rules']);

function recordsOf(text: string): readonly LogRecord[] {
  const records: LogRecord[] = [];
  const parser = createParser({ source: 'sample', hint: {} }, (record) => records.push(record));
  for (const [i, line] of text.split('\n').entries()) {
    parser.push({ source: 'sample', no: i + 1, text: line, cr: false });
  }
  parser.end();
  return records;
}

describe.each(rulebook.signals.map((signal) => ({ name: signal.name, signal })))(
  'signal $name',
  ({ signal }) => {
    const match = createMatcher([signal]);
    const hits = (line: string): number =>
      recordsOf(line).flatMap((record) => match(record)).length;

    it.each(signal.samples.match)('matches %s', (line) => expect(hits(line)).toBe(1));
    it.each(signal.samples.noMatch)('does not match %s', (line) => expect(hits(line)).toBe(0));
  },
);

const folders = readdirSync('rules', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('rule.yaml'))
  .map((path) => join('rules', dirname(path)));

describe.each(folders)('%s', (folder) => {
  const file = join(folder, 'cases.yaml');
  // Our own data: the shape is checked by what follows.
  const cases: readonly RuleCase[] = existsSync(file) ? parse(readFileSync(file, 'utf8')) : [];
  const id = folder.split('/').at(-1) ?? '';

  it('has a case that fires and a near miss that does not', () => {
    const verdicts = cases.map((one) => one.expect.verdict);
    expect(verdicts).toContain('present');
    expect(verdicts.some((verdict) => verdict !== 'present')).toBe(true);
  });

  it.each(cases)('$name', async ({ input, expect: wanted }) => {
    const report = await analyze({ paths: input.map((path) => join(folder, path)) });
    const { verdict } = report.outcomes.find((outcome) => outcome.id === id) ?? {};
    const finding = report.findings.find((found) => found.id === id);
    const { confidence, conclusion, nodes, role } = finding ?? {};
    const count = finding?.count?.value;
    const actual = { verdict, confidence, conclusion, nodes, role, count };
    expect(actual).toMatchObject(wanted);
    expect(finding?.peak?.perMinute ?? 0).toBeLessThanOrEqual(count ?? Number.POSITIVE_INFINITY);
  });
});
