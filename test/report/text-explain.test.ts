import { describe, expect, it } from 'vitest';
import type { CorrelationClause, Explanation } from '../../src/model/explanation.js';
import { spanText } from '../../src/report/explain-amount.js';
import { asksText, foundTexts, inputTexts } from '../../src/report/explain-sentences.js';
import { explainWords } from '../../src/report/explain-words.js';
import { widthOf } from '../../src/report/layout.js';
import { renderExplanation } from '../../src/report/text-explain.js';
import { triageOf } from '../support/triage.js';

const MINUTE = 60_000;
const AT = Date.UTC(2025, 3, 15, 8);

const clause = (over: Partial<CorrelationClause> = {}): CorrelationClause => ({
  kind: 'correlation',
  name: 'storm',
  held: false,
  type: 'event_count',
  inputs: [{ name: 'line', seen: 19 }],
  groupBy: ['node.name', 'peer_ip'],
  windowMs: MINUTE,
  minDurationMs: 3 * MINUTE,
  threshold: { raise: 60, clear: 20 },
  stretches: [],
  ...over,
});
const alone = { groupBy: ['cluster.name'], minDurationMs: 0 } as const;

describe('what is asked for', () => {
  it.each<[Partial<CorrelationClause>, string]>([
    [
      {},
      'at least 60 records within 1 min, until fewer than 20, for at least 3 min, for each node.name, peer_ip',
    ],
    [{ ...alone, threshold: { raise: 1, clear: 1 } }, 'at least 1 record within 1 min'],
    [
      { ...alone, type: 'value_count', field: 'pod.uid', threshold: { raise: 3, clear: 3 } },
      'at least 3 different pod.uid within 1 min',
    ],
    [
      {
        ...alone,
        type: 'value_percentile',
        field: 'took',
        unit: 'ms',
        percentile: 90,
        minCount: 30,
        threshold: undefined as never,
        condition: { gte: 500 },
      },
      'p90 took ≥ 500 ms within 1 min, of at least 30 records',
    ],
    [
      { ...alone, type: 'temporal', threshold: undefined as never },
      'a record of each within 1 min',
    ],
    [
      {
        ...alone,
        type: 'temporal_ordered',
        threshold: undefined as never,
        against: [{ name: 'end', seen: 0 }],
        elapsedMs: [
          [50_000, 75_000],
          [170_000, 200_000],
        ],
      },
      'its records one after the other, without end between, 50 s to 1 min 15 s or 2 min 50 s to 3 min 20 s from first to last within 1 min',
    ],
  ])('%j', (over, text) => {
    const { threshold, ...rest } = clause(over);
    expect(asksText(threshold ? { ...rest, threshold } : rest, 'en')).toBe(text);
  });

  it('tells which records count', () => {
    const tests = [
      { field: 'took', modifier: 'gte', all: false, values: [1000], unit: 'ms' },
    ] as const;
    expect(inputTexts(clause({ inputs: [{ name: 'line', seen: 3, tests }] }), 'en')).toEqual([
      'line with took ≥ 1 s: 3',
    ]);
  });
});

describe('what was found', () => {
  const group = { 'node.name': 's1', peer_ip: '10.0.0.2' };

  it.each<[string, Partial<CorrelationClause>, string]>([
    ['nothing', { inputs: [{ name: 'line', seen: 0 }] }, 'none of its records came'],
    ['only others', {}, 'none of the records that came is of the kind that counts'],
    [
      'less',
      { best: { value: 10, at: AT, group } },
      'nearest: 10 records, 2025-04-15 08:00:00 UTC (s1, 10.0.0.2)',
    ],
    [
      'it, but too briefly',
      { best: { value: 77, at: AT, group: {}, lastedMs: 4000 } },
      'reached (77 records), but for 4 s only, 2025-04-15 08:00:00 UTC',
    ],
    [
      'too few',
      { best: { value: 77, at: AT, group: {}, tooFew: 2 } },
      'nearest: 77 records, but of 2 records only, 2025-04-15 08:00:00 UTC',
    ],
    [
      'it',
      { held: true, stretches: [{ from: AT, to: AT + 18 * MINUTE, group, count: 1234 }] },
      'held for 18 min (2025-04-15 08:00:00 – 08:18:00 UTC): 1,234 records (s1, 10.0.0.2)',
    ],
  ])('%s', (_, over, text) => expect(foundTexts(clause(over), 'en')).toEqual([text]));

  it('says where it held at another place and time only', () => {
    const stretches = [{ from: AT, to: AT, group: {}, count: 1 }];
    expect(foundTexts(clause({ stretches }), 'en').at(-1)).toBe(
      'but not at the place and time of the rest',
    );
  });
});

describe('the whole', () => {
  const explanation: Explanation = {
    id: 'fault',
    title: { en: 'A fault', zh: '故障' },
    verdict: 'absent',
    requiredHeld: false,
    required: [
      {
        kind: 'all',
        held: false,
        parts: [
          clause({ best: { value: 10, at: AT, group: {} } }),
          { kind: 'not', held: true, part: { kind: 'fact', name: 'off', held: false } },
          { kind: 'signal', name: 'line', held: true, seen: 1 },
          { kind: 'fact', name: 'set', held: undefined },
        ],
      },
    ],
    supporting: [],
    mechanism: [],
    refuting: [],
    missing: [{ because: { en: 'no debug', zh: '无 debug' }, collect: ['journalctl -u k3s'] }],
  };

  it('is a tree with a mark for each truth', () =>
    expect(renderExplanation(explanation, { width: 100, lang: 'en' })).toBe(
      [
        'fault · A fault',
        'looked for, not found',
        '',
        'Required',
        '  ✗ all of these, at one place and time:',
        '    ✗ storm',
        '      at least 60 records within 1 min, until fewer than 20, for at least 3 min, for each',
        '      node.name, peer_ip',
        '      line: 19',
        '      nearest: 10 records, 2025-04-15 08:00:00 UTC',
        '    ✓ not this:',
        '      ✗ off: it is not so',
        '    ✓ line: 1 record',
        '    ? set: the input does not tell',
        '',
        'Missing in the input',
        '  no debug',
        '    journalctl -u k3s',
        '',
      ].join('\n'),
    ));

  it('tells of a foreign diagnosis only that it is one', () => {
    const text = renderExplanation(
      { ...explanation, verdict: 'ruled-out', foreign: true },
      { width: 80, lang: 'en' },
    );
    expect(text).toContain('None of the products');
    expect(text).not.toContain('storm');
  });

  it('fits its width in both languages, for every diagnosis of a sample', async () => {
    const { explanations } = await triageOf(['samples/k0s-konnectivity/input']);
    expect(explanations.length).toBeGreaterThan(5);
    for (const one of explanations) {
      for (const lang of ['en', 'zh'] as const) {
        for (const width of [40, 80, 200]) {
          const lines = renderExplanation(one, { width, lang }).split('\n');
          expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width);
          expect(lines.join('\n')).not.toMatch(/undefined|NaN|\[object/);
        }
      }
    }
  });
});

it('tells spans and the opposite of a condition in Chinese', () => {
  const brief = clause({ ...alone, windowMs: 6_000, threshold: { raise: 3, clear: 3 } });
  expect(asksText(brief, 'zh')).toContain('6 秒内');
  expect([spanText(850, 'zh'), spanText(850, 'en')]).toEqual(['850 毫秒', '850 ms']);
  expect(explainWords.zh.not).toBe('以下不成立');
});
