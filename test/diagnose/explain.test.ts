import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/diagnose/diagnose.js';
import { explainAll } from '../../src/diagnose/explain.js';
import type { DiagnoseInput } from '../../src/diagnose/input.js';
import type { Clause, CorrelationClause, Explanation } from '../../src/model/explanation.js';
import {
  correlation,
  detection,
  diagnosis,
  fact,
  facts,
  input,
  MINUTE,
  node,
  rulebook,
  seenOn,
} from './fixtures.js';

const explain = (over: Partial<DiagnoseInput> = {}): Explanation => {
  const given = input(over);
  const [first] = explainAll(diagnose(given), given);
  if (!first) throw new Error('no explanation');
  return first;
};
const storm = (explanation: Explanation): CorrelationClause => {
  const [clause] = explanation.required;
  if (clause?.kind !== 'correlation') throw new Error('no correlation');
  return clause;
};

describe('a silent rule', () => {
  const best = new Map([['storm', { value: 7, at: MINUTE, group: { 'node.name': 's1' } }]]);

  it('tells its threshold, what it was fed and the nearest window', () => {
    const explanation = explain({ seen: () => 12, best });
    expect(explanation).toMatchObject({ verdict: 'absent', requiredHeld: false, missing: [] });
    expect(storm(explanation)).toEqual({
      kind: 'correlation',
      name: 'storm',
      type: 'event_count',
      held: false,
      inputs: [{ name: 'line', seen: 12 }],
      groupBy: ['node.name'],
      windowMs: MINUTE,
      minDurationMs: 0,
      threshold: { raise: 10, clear: 5 },
      stretches: [],
      best: { value: 7, at: MINUTE, group: { 'node.name': 's1' } },
    });
  });

  it('has no nearest window where nothing came, nor where the times are made up', () => {
    expect(storm(explain()).best).toBeUndefined();
    const unreal = new Map([['storm', { value: 7, at: -1000, group: {} }]]);
    expect(storm(explain({ best: unreal })).best).toBeUndefined();
  });

  it('tells how long it held where that was too short', () => {
    const book = rulebook({ correlations: [correlation('storm', { minDurationMs: 3 * MINUTE })] });
    const brief = [5, 20, 9].map((seconds, no) =>
      detection({
        group: { 'node.name': `s${no}` },
        from: (no + 10) * MINUTE,
        to: (no + 10) * MINUTE + seconds * 1000,
        peak: { at: (no + 10) * MINUTE, value: 40 + no },
      }),
    );
    const { verdict, ...explanation } = explain({ rulebook: book, brief, best });
    expect(verdict).toBe('absent');
    expect(storm({ verdict, ...explanation }).best).toEqual({
      value: 41,
      at: 11 * MINUTE,
      group: { 'node.name': 's1' },
      lastedMs: 20_000,
    });
  });

  it('tells what the input lacks, and what would bring it', () => {
    const { verdict, missing } = explain({ heard: () => false });
    const because = { en: 'no debug', zh: 'no debug' };
    expect(verdict).toBe('not-assessable');
    expect(missing).toEqual([{ because, collect: ['collect it'] }]);
  });

  it('tells on which nodes the level is missing', () => {
    const over = { unheardNodes: () => ['s1'] };
    expect(explain(over).missing[0]?.because.en).toContain('no debug (on s1;');
  });

  it('is not asked for where none of its products is there', () => {
    const explanation = explain({ idents: new Set(['k0s']) });
    expect(explanation).toMatchObject({ verdict: 'ruled-out', foreign: true, missing: [] });
  });
});

describe('a rule that holds', () => {
  it('tells its longest stretches', () => {
    const lengths = [3, 9, 1, 7, 5, 2, 8];
    const detections = lengths.map((minutes, no) =>
      detection({ from: no * 100 * MINUTE, to: (no * 100 + minutes) * MINUTE, count: minutes }),
    );
    const clause = storm(explain({ detections }));
    expect(clause.held).toBe(true);
    expect(clause.stretches.map(({ count }) => count)).toEqual([9, 8, 7, 5, 3]);
  });

  it('has no stretches of made-up times', () => {
    const context = { ...input().context, untimed: new Set(['s1.log']) };
    expect(storm(explain({ detections: [detection()], context })).stretches).toEqual([]);
  });

  it('has a nearest window beyond its threshold, and no brief one', () => {
    const best = new Map([['storm', { value: 99, at: 0, group: {} }]]);
    const brief = [detection({ from: 0, to: 1 })];
    expect(storm(explain({ detections: [detection()], brief, best })).best?.value).toBe(99);
    expect(storm(explain({ detections: [detection()], brief, best })).best?.lastedMs).toBe(
      undefined,
    );
  });

  it('shows the parts of an `all` where they hold together', () => {
    const rule = diagnosis({ required: [{ all: ['storm', { not: 'calm' }] }] });
    const calmOn = (name: string) => detection({ correlation: 'calm', nodes: [name] });
    const on = (name: string) => detection({ nodes: [name] });
    const book = rulebook({ diagnoses: [rule] });
    const truths = (detections: DiagnoseInput['detections']): unknown => {
      const [clause] = explain({ rulebook: book, detections }).required;
      return clause?.kind === 'all' && [clause.held, clause.parts.map(({ held }) => held)];
    };
    expect(truths([on('s1'), calmOn('s1'), on('s2')])).toEqual([true, [true, true]]);
    expect(truths([on('s1'), calmOn('s1')])).toEqual([false, [true, false]]);
    expect(truths([calmOn('s1')])).toEqual([false, [false, false]]);
  });

  it('shows what proves its weightiest incident', () => {
    const rule = diagnosis({ mechanism: ['calm'] });
    const far = 600 * MINUTE;
    const detections = [
      detection({ count: 9000 }),
      detection({ from: far, to: far + MINUTE }),
      detection({ correlation: 'calm', from: far, to: far + MINUTE }),
    ];
    const { mechanism } = explain({ rulebook: rulebook({ diagnoses: [rule] }), detections });
    expect(mechanism.map(({ held }) => held)).toEqual([true]);
  });
});

describe('what refutes', () => {
  const book = rulebook({
    facts: [fact('off', { signal: 'said_off' })],
    diagnoses: [diagnosis({ refuting: ['off'] })],
  });
  const nodes = new Map([node('s1'), node('s2')]);
  const said = (...names: readonly string[]) =>
    facts({ nodes, signals: seenOn(names.length > 0 ? { said_off: names } : {}) });

  it('tells the nodes it excludes, and lets the others count', () => {
    const detections = [detection({ nodes: ['s1'] }), detection({ nodes: ['s2'] })];
    const explanation = explain({ rulebook: book, facts: said('s1'), detections });
    expect(explanation).toMatchObject({ verdict: 'present', refutedOn: ['s1'] });
    expect(explanation.refuting.map(({ held }) => held)).toEqual([true]);
    expect(storm(explanation).stretches).toHaveLength(1);
  });

  it('excludes nothing where nothing says so', () => {
    const explanation = explain({ rulebook: book, facts: said() });
    expect(explanation.refuting.map(({ held }) => held)).toEqual([false]);
    expect(explanation.refutedOn).toBeUndefined();
  });
});

describe('what a correlation asks for', () => {
  const describeOne = (over: Parameters<typeof correlation>[1]): Clause | undefined => {
    const book = rulebook({ correlations: [correlation('storm', over)] });
    return explain({ rulebook: book }).required[0];
  };

  it('tells which records count', () => {
    const tests = [
      { field: 'took', modifier: 'gte', all: false, values: [5], patterns: [] },
    ] as const;
    expect(describeOne({ filter: { line: tests } })).toMatchObject({
      inputs: [
        {
          name: 'line',
          seen: 0,
          tests: [{ field: 'took', modifier: 'gte', all: false, values: [5] }],
        },
      ],
    });
  });

  it('tells the reason for its threshold', () =>
    expect(describeOne({ why: 'half of them is normal' })).toMatchObject({
      why: 'half of them is normal',
    }));

  it('counts the intervals of a correlation that feeds it', () => {
    const book = rulebook({
      correlations: [correlation('calm'), correlation('storm', { signals: ['calm'] })],
    });
    const detections = [0, 600, 1200].map((minute) =>
      detection({ correlation: 'calm', from: minute * MINUTE, to: minute * MINUTE }),
    );
    expect(storm(explain({ rulebook: book, detections })).inputs).toEqual([
      { name: 'calm', seen: 3 },
    ]);
  });
});
