import fc from 'fast-check';
import type { Clause, CorrelationClause, Explanation } from '../../src/model/explanation.js';
import type { Fields } from '../../src/model/record.js';
import type { Verdict } from '../../src/model/report.js';
import type { Histogram, Lane, QuotedRecord, Timeline, Triage } from '../../src/model/triage.js';
import { both, cite, finding, outcome, report } from '../report/fixtures.js';

const START = Date.UTC(2025, 3, 15, 23, 50);
const DAY = 86_400_000;
/** What logs and names hold at their worst. */
const odd = fc.constantFrom(
  ...['server1', '节点一', '👩‍👩‍👧 family', '\u001b[31mred\u001b[0m', 'a\u0000b\tc', '\u202eabc'],
  ...['é́́́', 'x'.repeat(120), '中'.repeat(90), '', '가각', '\ud800', 'constructor', '__proto__'],
);
const text = fc.oneof(odd, fc.string({ unit: 'grapheme', maxLength: 40 }));
const time = fc.oneof(
  fc.integer({ min: START, max: START + 2 * DAY }),
  fc.double({ min: START, max: START + 60_000, noNaN: true }),
);
const span = fc.tuple(time, time).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

const histogram: fc.Arbitrary<Histogram> = fc
  .record({
    startMs: time,
    bucketMs: fc.constantFrom(1, 1000, 10_000, 60_000, 3_600_000),
    counts: fc.array(fc.tuple(fc.nat(3000), fc.integer({ min: 1, max: 100_000 })), {
      maxLength: 60,
    }),
  })
  .map((one) => ({ ...one, counts: [...new Map(one.counts)].sort(([a], [b]) => a - b) }));

const KEYS = ['ring', 'slow', '慢\u001b[2J\tx'] as const;
const key = fc.constantFrom(...KEYS);

const lane: fc.Arbitrary<Lane> = fc
  .record(
    {
      node: text,
      movedMs: fc.integer({ min: -DAY, max: DAY }),
      all: histogram,
      byFinding: fc.dictionary(key, histogram),
      storms: fc.array(fc.record({ finding: key, span, peak: time, open: fc.boolean() }), {
        maxLength: 6,
      }),
      ticks: fc.array(
        fc.record({
          kind: fc.constantFrom('restart' as const, 'leader-change' as const),
          at: time,
        }),
        { maxLength: 6 },
      ),
      lost: fc.array(span, { maxLength: 4 }),
    },
    { requiredKeys: ['node', 'all', 'byFinding', 'storms', 'ticks', 'lost'] },
  )
  .map((one) => ({
    ...one,
    storms: one.storms.map(({ span: { from, to }, ...storm }) => ({ ...storm, from, to })),
  }));

const timeline: fc.Arbitrary<Timeline> = fc
  .oneof(
    fc.record({ span, lanes: fc.array(lane, { maxLength: 5 }) }),
    fc.record({ span, lanes: fc.array(lane, { minLength: 40, maxLength: 40, size: '=' }) }),
    fc.record({
      span: fc.constantFrom({ from: START, to: START }, { from: 0, to: 0 }),
      lanes: fc.array(lane, { maxLength: 2 }),
    }),
  )
  .map(({ span: { from, to }, lanes }) => ({ from, to, lanes }));

const record: fc.Arbitrary<QuotedRecord> = fc
  .record(
    {
      source: text,
      line: fc.integer({ min: 1, max: 1_000_000 }),
      text: fc.oneof(
        text,
        fc.array(text, { maxLength: 30 }).map((all) => all.join(' ')),
      ),
      time,
      node: text,
      level: fc.constantFrom('info', 'warning', 'ERROR', '严重'),
      signals: fc.array(text, { maxLength: 3 }),
      findings: fc.array(key, { maxLength: 2 }),
    },
    { requiredKeys: ['source', 'line', 'text', 'signals', 'findings'] },
  )
  .map(({ level, signals, findings, ...where }) => {
    const { time: _time, node: _node, ...bare } = cite();
    return {
      citation: { ...bare, ...where },
      signals,
      findings,
      ...(level === undefined ? {} : { level }),
    };
  });
/** Of many records: the same few in other places. */
const records = fc
  .tuple(fc.array(record, { maxLength: 8 }), fc.constantFrom(1, 1, 1, 1, 250))
  .map(([few, times]) =>
    Array.from({ length: times }, (_, round) =>
      few.map((one) => ({
        ...one,
        citation: { ...one.citation, line: one.citation.line + round },
      })),
    ).flat(),
  );

const truth = fc.constantFrom(true, false, undefined);
const amount = fc.oneof(fc.nat(100_000), fc.double({ min: 0, max: 1e9, noNaN: true }));
const group: fc.Arbitrary<Fields> = fc.dictionary(text, fc.oneof(text, fc.nat()), { maxKeys: 3 });
const correlation: fc.Arbitrary<CorrelationClause> = fc.record(
  {
    kind: fc.constant('correlation' as const),
    name: text,
    held: truth,
    type: fc.constantFrom(
      ...['event_count', 'value_count', 'value_percentile', 'temporal', 'temporal_ordered'],
      ...['absent_after', 'field_compare', 'peer_ratio'],
    ),
    inputs: fc.array(fc.record({ name: text, seen: fc.nat() }), { maxLength: 4 }),
    against: fc.array(fc.record({ name: text, seen: fc.nat() }), { maxLength: 2 }),
    field: text,
    unit: fc.constantFrom('ms' as const, 'B' as const),
    percentile: fc.nat(100),
    minCount: fc.nat(100),
    elapsedMs: fc.array(fc.tuple(amount, amount), { maxLength: 2 }),
    groupBy: fc.array(text, { maxLength: 3 }),
    windowMs: amount,
    minDurationMs: amount,
    threshold: fc.record({ raise: amount, clear: amount }),
    condition: fc.record({ gte: amount, lt: amount }, { requiredKeys: [] }),
    why: text,
    stretches: fc.array(
      fc
        .record({ span, group, count: fc.nat() })
        .map(({ span: at, ...one }) => ({ ...at, ...one })),
      { maxLength: 3 },
    ),
    best: fc.record(
      { value: amount, at: time, group, tooFew: fc.nat(9), lastedMs: amount },
      { requiredKeys: ['value', 'at', 'group'] },
    ),
  },
  {
    requiredKeys: [
      ...(['kind', 'name', 'held', 'type', 'inputs', 'groupBy'] as const),
      ...(['windowMs', 'minDurationMs', 'stretches'] as const),
    ],
  },
);
const leaf: fc.Arbitrary<Clause> = fc.oneof(
  correlation,
  fc.record({ kind: fc.constant('signal' as const), name: text, held: truth, seen: fc.nat() }),
  fc.record({ kind: fc.constant('fact' as const), name: text, held: truth }),
);
const branch: fc.Arbitrary<Clause> = fc.oneof(
  leaf,
  fc.record({
    kind: fc.constantFrom('all' as const, 'any' as const),
    held: truth,
    parts: fc.array(leaf, { maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('not' as const), held: truth, part: leaf }),
);
const clauses = fc.array(branch, { maxLength: 3 });
const ids = ['ring', 'slow', '慢\u001b[2J\tx', 'absent-one', 'x'.repeat(70)];
const verdict = fc.constantFrom<Verdict>('present', 'absent', 'ruled-out', 'not-assessable');
const explanation: fc.Arbitrary<Explanation> = fc.record(
  {
    id: fc.constantFrom(...ids),
    title: text.map((one) => both(one)),
    verdict,
    foreign: fc.constant(true as const),
    requiredHeld: fc.boolean(),
    required: clauses,
    circumstantial: clauses,
    circumstantialHeld: fc.boolean(),
    supporting: clauses,
    mechanism: clauses,
    refuting: clauses,
    refutedOn: fc.array(text, { maxLength: 3 }),
    missing: fc.array(
      fc.record({
        because: text.map((one) => both(one)),
        collect: fc.array(text, { maxLength: 2 }),
      }),
      { maxLength: 2 },
    ),
  },
  {
    requiredKeys: [
      ...(['id', 'title', 'verdict', 'required', 'supporting'] as const),
      ...(['mechanism', 'refuting', 'missing'] as const),
    ],
  },
);

const reported = report({
  findings: KEYS.map((one) => finding({ id: one })),
  outcomes: ids.map((id) => outcome({ id })),
});

/** Any triage, also such as no analysis gives. */
export const triages: fc.Arbitrary<Triage> = fc.record({
  report: fc.constantFrom(reported, report()),
  timeline,
  explanations: fc.uniqueArray(explanation, { selector: ({ id }) => id, maxLength: 5 }),
  records,
});

export const CHOICES = [...KEYS, 'absent-one', '', 'constructor', 'nobody-knows'];
