import { expect, it } from 'vitest';
import { createParser } from '../src/parse/parser.js';
import { openRulebook } from '../src/rulebook/open.js';
import { siftFor, siftLiterals } from '../src/sift.js';
import { builtinRules, compiledRules } from '../src/version.js';
import { lineOf } from './parse/entries.js';

const rulebook = await openRulebook([builtinRules()], compiledRules());
const literals = siftLiterals(rulebook) ?? [];

it('every sample of a signal holds a literal', () => {
  const samples = rulebook.signals.flatMap(({ samples: { match } }) => match);
  const lost = samples.filter((sample) => !literals.some((literal) => sample.includes(literal)));
  expect(lost).toEqual([]);
});

it('every sample holds one inside JSON, and inside JSON inside JSON', () => {
  const samples = rulebook.signals.flatMap(({ samples: { match } }) => match);
  const once = samples.map((sample) => JSON.stringify({ log: sample }));
  const twice = once.map((line) => JSON.stringify({ MESSAGE: line }));
  const lost = [...once, ...twice].filter((line) => !literals.some((it) => line.includes(it)));
  expect(lost).toEqual([]);
});

it('literals are distinct, sorted, 4 characters and more, of one line', () => {
  expect(literals).toEqual([...new Set(literals)].sort());
  expect(literals.filter((literal) => literal.length < 4 || literal.includes('\n'))).toEqual([]);
});

it('leaves nothing out on behalf of a rule without a plain literal', () => {
  const [signal] = rulebook.signals;
  if (!signal) expect.fail('no signal');
  const odd = { ...signal, literals: ['"é"<'] };
  expect(siftLiterals({ ...rulebook, signals: [odd] })).toBeUndefined();
});

it('leaves lines out on behalf of a rule with a short word and a sign that nobody escapes', () => {
  const [signal] = rulebook.signals;
  if (!signal) expect.fail('no signal');
  const kept = siftLiterals({
    ...rulebook,
    signals: [{ ...signal, literals: ["don't", 'go#to'] }],
  });
  expect(kept).toEqual(expect.arrayContaining(["don't", 'go#to']));
});

const feed = (...lines: readonly string[]) => {
  const parser = createParser({ source: 'x', hint: {} }, () => {});
  for (const [index, line] of lines.entries()) parser.push(lineOf(line, index + 1));
  return siftFor(parser, ['needle']);
};
const HEAD = '2025-04-15T10:00:01+0000 s1 k3s[1]: ';

it.each([
  ['a line', `${HEAD}x`, false],
  ['a panic', `${HEAD}panic: x`, true],
  ['a value of several lines', `${HEAD}E0415 10:00:01.353736 1 x.go:1] "Failed" err=<`, true],
  ['part of a line', '2026-11-21T06:29:26.325767373Z stderr P x', true],
  ['a whole line of a runtime', '2026-11-21T06:29:26.325767373Z stderr F x', false],
])('knows whether %s is open', (_, line, isOpen) => {
  expect(feed(line).isOpen()).toBe(isOpen);
});

it('leaves nothing out of entries of many lines, nor without literals', () => {
  expect(feed(`${HEAD}x`).mayLeaveOut()).toBe(true);
  const entry = ['__CURSOR=s=1', '__REALTIME_TIMESTAMP=1744711201000000', 'MESSAGE=x', ''];
  expect(feed(...entry, ...entry).mayLeaveOut()).toBe(false);
  const parser = createParser({ source: 'x', hint: {} }, () => {});
  expect(siftFor(parser, undefined).mayLeaveOut()).toBe(false);
});

it('learns how long lines are that something cut', () => {
  const zap = '{"level":"warn","ts":"2026-11-21T06:17:45.115Z","msg":"apply","took":"2.01s"}';
  expect(feed(HEAD + zap).longBytes()).toBe(8_000);
  const cut = feed(HEAD + zap.slice(0, 50), HEAD + zap.slice(50), `${HEAD}x`);
  cut.isOpen();
  expect(cut.longBytes()).toBe(Math.floor((HEAD.length + 50) * 0.9));
});
