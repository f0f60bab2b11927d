import { expect, it } from 'vitest';
import type { LogRecord } from '../../src/model/record.js';
import type { Rulebook } from '../../src/model/rule.js';
import { createObserver } from '../../src/observe/observe.js';
import { loadRulebook } from '../../src/rulebook/load.js';
import { builtinRules } from '../../src/version.js';
import { listed } from '../support/listed.js';
import { countRule, lineOf, recordOf, signalOf, stay } from './build.js';

const DAY = 24 * 3_600_000;
const NOW = Date.parse('2025-04-15T06:00:00Z');
const rulebook: Rulebook = {
  pack: 'test',
  signals: [signalOf('slow', ['slow read'])],
  correlations: [countRule('storm')],
  facts: [],
  diagnoses: [],
};
const slow = (no: number, rest: Partial<LogRecord> = {}): LogRecord =>
  recordOf({ line: lineOf(no), message: 'slow read', ...rest });
const at = (ms: number, assumed = false) => ({ time: { ms, assumed } });

function observe(sources: Readonly<Record<string, readonly LogRecord[]>>, rules = rulebook) {
  const observer = createObserver(rules);
  const seen = Object.entries(sources).map(([name, records]) => {
    const source = observer.source(name);
    for (const record of records) source.see(record);
    return source;
  });
  const observations = listed(observer.runs.inOrder((ms) => ms, stay));
  observer.runs.close();
  return { observer, observations, suppressed: seen.map(({ suppressed }) => suppressed) };
}

it('puts observations without any time before 1970, in order, days apart', () => {
  const records = Array.from({ length: 3000 }, (_, index) => slow(index + 1));
  const { observations, observer } = observe({ 'a.log': records, 'b.log': [slow(1)] });
  expect([...observer.untimed].sort()).toEqual(['a.log', 'b.log']);
  expect(observations.map(({ line }) => line)).toEqual([...records.map(({ line }) => line.no), 1]);
  const times = observations.map((one) => one.at);
  expect(Math.max(...times)).toBeLessThan(0);
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(DAY);
});

it('gives any number of records before the first time of their source that time', () => {
  const before = Array.from({ length: 2500 }, (_, index) => slow(index + 1));
  const records = [...before, slow(2501, at(NOW)), slow(2502)];
  const { observations, observer } = observe({ 'a.log': records });
  expect(observer.untimed.size).toBe(0);
  expect(new Set(observations.map((one) => one.at))).toEqual(new Set([NOW]));
  expect(observations.map(({ line }) => line)).toEqual(records.map(({ line }) => line.no));
});

it('completes the first time of a source for the records before it', () => {
  const observer = createObserver(rulebook);
  const source = observer.source('a.log');
  source.see(slow(1));
  source.see(slow(2, at(1000, true)));
  const settled = listed(observer.runs.inOrder((ms) => ms + DAY, stay));
  expect(settled.map((one) => one.at)).toEqual([DAY + 1000, DAY + 1000]);
});

it('counts a merged line for all its copies, however many', () => {
  const records = [
    slow(1, { ...at(NOW), fields: { repeated: 250_000 } }),
    slow(2, { ...at(NOW), fields: { repeated: 0 } }),
  ];
  const { observations, suppressed } = observe({ 'a.log': records });
  expect(observations.map(({ weight }) => weight)).toEqual([250_000, 1]);
  expect(suppressed).toEqual([249_999]);
});

it('counts what the journal suppressed, also in lines without any prefix', async () => {
  const rules = await loadRulebook([builtinRules()]);
  const message = 'Suppressed 7124 messages from k3s.service';
  const { level: _level, ...bare } = recordOf({ line: lineOf(2), message });
  const told = recordOf({ ...bare, component: 'journald', ...at(NOW) });
  const { suppressed, observations } = observe(
    { 'cat.log': [recordOf({ line: lineOf(1), ...at(NOW) }), bare], 'short.log': [told] },
    rules,
  );
  expect(suppressed).toEqual([7124, 7124]);
  expect(observations.map(({ signal, at: when, fields }) => [signal, when, fields.unit])).toEqual([
    ['journald_suppressed', NOW, 'k3s.service'],
    ['journald_suppressed', NOW, 'k3s.service'],
  ]);
});

it('has nothing over its bounds in a small log', () => {
  const { observer } = observe({ 'a.log': [slow(1, at(NOW))] });
  expect(observer.overflow).toEqual({ withoutTexts: 0, unquoted: 0 });
});
