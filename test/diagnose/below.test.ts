import { expect, it } from 'vitest';
import { sayBelow } from '../../src/diagnose/below.js';
import type { Best } from '../../src/model/explanation.js';
import type { CorrelationRule } from '../../src/model/rule.js';
import { fill } from '../../src/report/fill.js';
import { correlation, diagnosis, MINUTE } from './fixtures.js';

const baseline = (perMinute: number) => ({ perMinute, why: '' });
const SECONDS = correlation('seconds', {
  windowMs: 5 * MINUTE,
  threshold: { raise: 3, clear: 1 },
  baseline: baseline(0),
});
const FREQUENT = correlation('frequent', {
  threshold: { raise: 30, clear: 10 },
  baseline: baseline(1),
});
const PERCENTILE: CorrelationRule = {
  ...correlation('percentile', { windowMs: 5 * MINUTE, baseline: baseline(1) }),
  type: 'value_percentile',
  field: 'took',
  percentile: 90,
  condition: { gte: 500 },
  minCount: 30,
};
const TOGETHER: CorrelationRule = {
  ...correlation('together'),
  type: 'temporal',
  signals: ['line', 'other'],
};

type Reached = readonly (readonly [CorrelationRule, Partial<Best>?])[];

/** The English sentence about `count` lines; each correlation with where it came nearest. */
function say(
  count: number,
  reached: Reached,
  {
    lang = 'en',
    spanMs = 60 * MINUTE,
  }: { readonly lang?: 'en' | 'zh'; readonly spanMs?: number } = {},
): string | undefined {
  const correlations = new Map(reached.map(([rule]) => [rule.name, rule]));
  const best = new Map(
    reached.flatMap(([{ name }, own]) =>
      own ? [[name, { value: 0, at: 1, group: {}, ...own }] as const] : [],
    ),
  );
  const fed = reached.flatMap(([{ signals }]) => signals);
  const required = reached.map(([{ name }]) => name).filter((name) => !fed.includes(name));
  const rule = diagnosis({ required: [{ any: required }] });
  const seen = (signal: string) => (signal === 'line' ? count : 0);
  const below = sayBelow(rule, { best, seen, spanMs }, { correlations }, count);
  return below && fill(below.because[lang], below.args);
}

it.each<[string, number, Reached, string]>([
  [
    'too few of them in any window',
    60,
    [[SECONDS, { value: 2 }]],
    '60 of its lines occur, but never 3 that count within 5 min on one node (at most 2)',
  ],
  [
    'a single one',
    1,
    [[SECONDS, { value: 1 }]],
    'one of its lines occurs; it takes 3 within 5 min on one node',
  ],
  [
    'over all nodes together',
    2,
    [[{ ...SECONDS, groupBy: [] }, { value: 2 }]],
    '2 of its lines occur, but never 3 that count within 5 min (at most 2)',
  ],
  [
    'none that passes the tests of the rule',
    4,
    [[SECONDS]],
    '4 of its lines occur, but none as the fault shows it',
  ],
  [
    'enough of them, with small values',
    40,
    [[SECONDS], [PERCENTILE, { value: 120 }]],
    '40 of its lines occur, but what they measure stays below the threshold',
  ],
  [
    'too few to be measured, and more than is usual',
    12,
    [[PERCENTILE, { value: 120, tooFew: 12 }]],
    '12 of its lines occur, but never 30 that count within 5 min on one node (at most 12)',
  ],
  [
    'a few, as a healthy cluster has them',
    12,
    [[SECONDS], [FREQUENT, { value: 1 }], [PERCENTILE, { value: 120, tooFew: 5 }]],
    '12 of its lines occur, which is within what is normal',
  ],
  [
    'as many, but one that none should have',
    12,
    [
      [SECONDS, { value: 1 }],
      [PERCENTILE, { value: 120, tooFew: 5 }],
    ],
    '12 of its lines occur, but never 3 that count within 5 min on one node (at most 1)',
  ],
  [
    'one part of what comes together',
    12,
    [[TOGETHER, { value: 1 }]],
    '12 of its lines occur, but not what has to come with them',
  ],
  [
    'one part of a sequence, made of counts of one',
    2,
    [[{ ...TOGETHER, signals: ['once'] }], [correlation('once'), { value: 10 }]],
    '2 of its lines occur, but not what has to come with them',
  ],
  [
    'a count of counts that never began',
    4,
    [[correlation('outer', { signals: ['seconds'] })], [SECONDS, { value: 2 }]],
    '4 of its lines occur, but never 3 that count within 5 min on one node (at most 2)',
  ],
])('says what was seen and what it takes: %s', (_name, count, reached, wanted) =>
  expect(say(count, reached)).toBe(wanted),
);

it('says it in Chinese, with the place', () =>
  expect(say(60, [[SECONDS, { value: 2 }]], { lang: 'zh' })).toBe(
    '出现 60 条相关日志，但单个节点在 5 min 内从未达到 3 条（可计数者最多 2 条）',
  ));

it('has nothing to say about lines without a time', () =>
  expect(say(60, [[SECONDS, { value: 60, at: -1 }]])).toBeUndefined());

it('calls nothing normal in an input that is shorter than the window', () =>
  expect(say(5, [[PERCENTILE, { value: 120, tooFew: 5 }]], { spanMs: 7000 })).toMatch(/never 30/));
