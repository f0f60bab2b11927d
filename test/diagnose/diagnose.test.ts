import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/diagnose/diagnose.js';
import type { DiagnoseInput } from '../../src/diagnose/input.js';
import type { Environment } from '../../src/model/fact.js';
import type { CorrelationRule, DiagnosisRule, FactExpression } from '../../src/model/rule.js';
import {
  correlation,
  detection,
  diagnosis,
  fact,
  facts,
  input,
  MINUTE,
  node,
  observation,
  rulebook,
  seenOn,
} from './fixtures.js';

const LONG = rulebook({
  correlations: [correlation('storm', { minDurationMs: 3 * MINUTE }), correlation('calm')],
});
const {
  type: _type,
  threshold: _threshold,
  ...BASE
} = correlation('storm') as Extract<CorrelationRule, { type: 'event_count' }>;
const SEQUENCE = rulebook({
  correlations: [
    {
      ...BASE,
      type: 'temporal_ordered',
      signals: ['line', 'end'],
      unlessBetween: [],
      elapsedMs: [],
    },
  ],
});
/** One hour of log, in which the threshold was reached from `from` to `to`. */
const brief = (from: number, to: number, over: Partial<DiagnoseInput> = {}): DiagnoseInput =>
  input({
    rulebook: LONG,
    brief: [detection({ from, to, count: 600 })],
    seen: () => 600,
    ...over,
  });
const startedAt = (at: number, name = 's1', product = 'k3s', role: 'server' | 'agent' = 'server') =>
  facts({ nodes: new Map([node(name, { starts: [{ at, product, role, version: 'v1.31.7' }] })]) });
const noServer = { en: 'no server', zh: '没有 server' };
const SERVER = rulebook({
  diagnoses: [
    diagnosis({
      notAssessableWithout: [{ component: 'supervisor', because: noServer, collect: [] }],
    }),
  ],
});
function answer(over: DiagnoseInput) {
  const { verdict, outcomes } = diagnose(over);
  const [outcome] = outcomes;
  return [verdict, outcome?.verdict, outcome?.because.en.replace(/\{(\w+)\}/g, fill)];
  function fill(all: string, name: string): string {
    return outcome?.args[name] ?? all;
  }
}

describe('silence', () => {
  it.each<[string, DiagnoseInput, readonly unknown[]]>([
    [
      'nothing at all',
      input({ recordCount: 0, spanMs: 0 }),
      ['not-enough-data', 'not-assessable', 'the input holds no records'],
    ],
    [
      'nobody who could have said it',
      input({ heard: () => false }),
      ['not-enough-data', 'not-assessable', 'no debug'],
    ],
    [
      'the start of the server, and nobody else',
      input({ heard: () => false, rulebook: SERVER, facts: startedAt(0) }),
      ['not-enough-data', 'not-assessable', 'apart from the start of k3s, no server'],
    ],
    [
      'the start of an agent, and nobody else',
      input({ heard: () => false, rulebook: SERVER, facts: startedAt(0, 's1', 'k3s', 'agent') }),
      ['not-enough-data', 'not-assessable', 'no server'],
    ],
    [
      'the start of a product that cannot have it',
      input({ heard: () => false, rulebook: SERVER, facts: startedAt(0, 's1', 'spegel') }),
      ['not-enough-data', 'not-assessable', 'no server'],
    ],
    [
      'the end of a sequence, by nobody who could have begun it',
      input({ rulebook: SEQUENCE, heard: () => false, seen: (name) => (name === 'end' ? 5 : 0) }),
      ['not-enough-data', 'not-assessable', 'no debug'],
    ],
    [
      'the beginning of a sequence by somebody unknown',
      input({ rulebook: SEQUENCE, heard: () => false, seen: (name) => (name === 'line' ? 5 : 0) }),
      ['clear', 'absent', expect.stringMatching(/^5 of its lines/)],
    ],
    [
      'an hour without a line of it',
      input(),
      ['clear', 'absent', expect.stringMatching(/none of its lines/)],
    ],
    [
      'a few lines',
      input({ seen: () => 3, best: new Map([['storm', { value: 2, at: 9, group: {} }]]) }),
      [
        'clear',
        'absent',
        '3 of its lines occur, but never 10 that count within 60 s on one node (at most 2)',
      ],
    ],
    [
      'twenty seconds',
      input({ spanMs: 20_000, seen: () => 3 }),
      ['not-enough-data', 'not-assessable', expect.stringMatching(/only 20 s; .* at least 60 s/)],
    ],
    [
      'lines without a time',
      input({ spanMs: 0, context: { ...input().context, untimed: new Set(['s1.log']) } }),
      ['not-enough-data', 'not-assessable', expect.stringMatching(/no time/)],
    ],
    [
      'another product',
      input({ idents: new Set(['k0scontroller']) }),
      ['not-enough-data', 'ruled-out', 'the input shows k0s; only k3s, rke2 can have this fault'],
    ],
  ])('%s', (_name, given, wanted) => expect(answer(given)).toEqual(wanted));
});

describe('a threshold that was reached for less than it takes', () => {
  const cut = ['not-enough-data', 'not-assessable', expect.stringMatching(/cut.*3 min$/)];
  it.each([
    ['up to the end', 58 * MINUTE, 60 * MINUTE],
    ['almost up to the end', 58 * MINUTE, 60 * MINUTE - 10_000],
    ['from the start on', 1000, 2 * MINUTE],
  ])('%s of the log cannot be told', (_name, from, to) => {
    expect(answer(brief(from, to))).toEqual(cut);
  });

  const GAP = { node: 's1', from: 0, to: 60 * MINUTE };
  it.each<[string, number, Partial<DiagnoseInput>]>([
    ['after a minute of other lines', MINUTE, {}],
    ['after the start of the process', 10_000, { facts: startedAt(5000) }],
    ['after an older gap', MINUTE, { coverage: [{ ...GAP, gaps: [{ from: -9, to: 0 }] }] }],
  ])('is absent where it begins inside of the log: %s', (_name, from, over) => {
    const slowly = rulebook({
      correlations: [correlation('storm', { minDurationMs: 3 * MINUTE, windowMs: 5 * MINUTE })],
    });
    expect(answer(brief(from, from + 2 * MINUTE, { rulebook: slowly, ...over }))[1]).toBe('absent');
  });

  it.each<[string, number, number, Partial<DiagnoseInput>]>([
    ['after less than the logger holds back', 25_000, 600, {}],
    ['after a pause like its own', MINUTE, 4, {}],
    ['after a gap', MINUTE, 600, { coverage: [{ ...GAP, gaps: [{ from: 9, to: 59_000 }] }] }],
    ['before the start of the process', 10_000, 600, { facts: startedAt(11_000) }],
    ['after the start of another one', 10_000, 600, { facts: startedAt(5000, 's2') }],
    ['after the start that the log does not hold', 10_000, 600, { facts: startedAt(-1) }],
    [
      'after a line that only names a release',
      10_000,
      600,
      { facts: startedAt(5000, 's1', 'k0s') },
    ],
  ])('cannot be told near the beginning of the log: %s', (_name, from, count, over) => {
    const slowly = rulebook({
      correlations: [correlation('storm', { minDurationMs: 3 * MINUTE, windowMs: 5 * MINUTE })],
    });
    const found = detection({ from, to: from + 2 * MINUTE, count });
    const given = brief(from, 0, { rulebook: slowly, brief: [found], ...over });
    expect(answer(given)).toEqual(cut);
  });

  it('cannot be told in a log as short as itself', () => {
    const short = { inputTo: 2 * MINUTE, spanMs: 2 * MINUTE };
    expect(answer(brief(0, 2 * MINUTE, short))).toEqual(cut);
  });

  it('says how to get a longer log', () => {
    expect(diagnose(brief(58 * MINUTE, 60 * MINUTE)).outcomes[0]?.collect).toEqual(['collect it']);
  });

  it('goes by the log of its own node', () => {
    const coverage = [
      { node: 's1', from: 0, to: 30 * MINUTE },
      { node: 's2', from: 0, to: 60 * MINUTE },
    ];
    expect(answer(brief(28 * MINUTE, 30 * MINUTE, { coverage }))).toEqual(cut);
    expect(answer(brief(28 * MINUTE, 30 * MINUTE))[1]).toBe('absent');
  });

  it('is absent in the middle of the log, with its own sentence', () => {
    expect(answer(brief(30 * MINUTE, 32 * MINUTE))).toEqual([
      'clear',
      'absent',
      expect.stringMatching(/^600 of its lines within 2 min reach.*too short.*3 min$/),
    ]);
  });

  it('is no storm yet where the log ends after seconds', () => {
    expect(answer(brief(60 * MINUTE - 5000, 60 * MINUTE))[1]).toBe('absent');
  });

  it('means nothing where times mean nothing', () => {
    const untimed = new Set([observation().subject.source]);
    const context = { ...input().context, untimed };
    const best = new Map([['storm', { value: 600, at: -1, group: {} }]]);
    expect(answer(brief(0, 2 * MINUTE, { context, best }))[2]).toMatch(/carry no time/);
  });
});

it('says what held where the rest of the proof is missing', () => {
  const rules = rulebook({ diagnoses: [diagnosis({ required: [{ all: ['storm', 'calm'] }] })] });
  const given = input({ rulebook: rules, detections: [detection()], seen: () => 100 });
  expect(answer(given)).toEqual(['clear', 'absent', expect.stringMatching(/storm held, but/)]);
});

it('names the servers that do not speak at the level that is needed', () => {
  const quiet = { heard: () => true, unheardNodes: () => ['s2', 's3'] };
  const nodes = new Map([node('s2'), node('s3', { role: 'agent' })]);
  expect(answer(input({ ...quiet, facts: facts({ nodes }) }))).toEqual([
    'not-enough-data',
    'not-assessable',
    expect.stringMatching(/^no debug \(on s2;/),
  ]);
});

describe('refuting facts', () => {
  const rules = (over: Partial<DiagnosisRule> = {}) =>
    rulebook({
      facts: [fact('off', { signal: 'off_line' })],
      diagnoses: [diagnosis({ refuting: ['off'], ...over })],
    });
  const given = (over: Partial<DiagnoseInput>, off: readonly string[]) =>
    input({
      rulebook: rules(),
      facts: facts({
        nodes: new Map([node('s1'), node('s2')]),
        signals: seenOn({ off_line: off, line: ['s1'] }),
      }),
      ...over,
    });

  it('rule it out where no other node could have it', () => {
    expect(answer(given({}, ['s1', 's2']))).toEqual([
      'not-enough-data',
      'ruled-out',
      'the input excludes it: off',
    ]);
  });

  it('do not where a node shares its log, and may be one that is prone to it', () => {
    const partly = (name: string, product: string) =>
      answer(given({ partlyHeard: new Map([[name, product]]) }, ['s1', 's2']))[1];
    expect(partly('s3', 'k3s')).not.toBe('ruled-out');
    expect(partly('s3', 'k0s')).toBe('ruled-out');
    expect(partly('s2', 'k3s')).toBe('ruled-out');
  });

  it('say why in the words of the rule, where it has any', () => {
    const words = { en: 'it is switched off', zh: '已关闭' };
    const told = { rulebook: rules({ ruledOutBecause: words }) };
    expect(answer(given(told, ['s1', 's2']))[2]).toBe('it is switched off');
  });

  it('of one node do not hide what another one shows', () => {
    const { findings } = diagnose(given({ detections: [detection()] }, ['s2']));
    expect(findings.map(({ nodes }) => nodes)).toEqual([['s1']]);
    expect(answer(given({ seen: () => 3 }, ['s2']))[1]).toBe('absent');
  });

  it('take away what only their own node shows', () => {
    const both = [detection(), detection({ nodes: ['s2'] })];
    const { findings } = diagnose(given({ detections: both }, ['s2']));
    expect(findings[0]).toMatchObject({ nodes: ['s1'], count: { value: 100 } });
  });
});

describe('refuting settings and files', () => {
  /** `s1` has it set, `s2` has its file without it, of `s3` nothing was read. */
  const environment: Environment = {
    nodes: [],
    targets: [],
    settings: () => [{ node: 's1', value: true }],
    has: (_file, name) => name === undefined || name === 's1' || name === 's2',
  };
  const known = facts({ nodes: new Map([node('s1'), node('s2'), node('s3')]), environment });
  const nodesLeft = (refuting: FactExpression): readonly unknown[] => {
    const rules = rulebook({
      facts: [fact('off', refuting)],
      diagnoses: [diagnosis({ refuting: ['off'] })],
    });
    const detections = ['s1', 's2', 's3'].map((name) => detection({ nodes: [name] }));
    return diagnose(input({ rulebook: rules, facts: known, detections })).findings.flatMap(
      ({ nodes }) => nodes,
    );
  };

  it.each<[string, FactExpression, readonly string[]]>([
    ['a value', { config: { key: 'off', equals: true } }, ['s2', 's3']],
    ['a value that is not there', { config: { key: 'off', exists: false } }, ['s1', 's3']],
    ['a flag', { unitArgument: '--off' }, ['s2', 's3']],
    ['a file', { file: 'config.yaml' }, ['s3']],
  ])('speak for their own node: %s', (_name, refuting, left) => {
    expect(nodesLeft(refuting)).toEqual(left);
  });
});

describe('a finding', () => {
  const possible = input({ detections: [detection()] });

  it('says how to confirm it until it is confirmed', () => {
    const unheard = { ...possible, heard: () => false };
    expect(diagnose(unheard).outcomes[0]).toMatchObject({
      verdict: 'present',
      collect: ['collect it'],
    });
    const proven = rulebook({ diagnoses: [diagnosis({ mechanism: ['storm'] })] });
    const confirmed = diagnose({ ...unheard, rulebook: proven });
    expect(confirmed.findings[0]?.confidence).toBe('confirmed');
    expect(confirmed.outcomes[0]?.collect).toEqual([]);
  });

  it('is a suspicion where only the circumstances speak for it', () => {
    const cause = { en: '', zh: '' };
    const rule = diagnosis({
      circumstantial: ['calm'],
      conclusions: [
        { name: 'ring', priority: 2, cause },
        { name: 'suspected', priority: 1, cause },
      ],
    });
    const calm = detection({ correlation: 'calm' });
    const { verdict, findings } = diagnose(
      input({ rulebook: rulebook({ diagnoses: [rule] }), detections: [calm] }),
    );
    expect(verdict).toBe('suspected');
    expect(findings[0]).toMatchObject({ confidence: 'possible', conclusion: 'suspected' });
  });

  it('gives the fix of the conclusion in place of the one of the diagnosis', () => {
    const cause = { en: '', zh: '' };
    const steps = [{ en: 'Look.', zh: '看。' }];
    const own = { upgrade: false, configuration: {}, steps, workaround: [], conflicts: [] };
    const rule = diagnosis({
      conclusions: [
        { name: 'ring', priority: 2, when: 'calm', cause, fix: own },
        { name: 'storm_only', priority: 1, cause },
      ],
    });
    const fixes = (found: readonly ReturnType<typeof detection>[]) =>
      diagnose(
        input({ rulebook: rulebook({ diagnoses: [rule] }), detections: [detection(), ...found] }),
      ).findings.map(({ fix }) => fix);
    expect(fixes([detection({ correlation: 'calm' })])).toEqual([own]);
    expect(fixes([])).toEqual([rule.fix]);
  });

  it('reads "at least" where groups or detections could not be kept', () => {
    const tally = { storm: { evictedGroups: 1, lateObservations: 0 } };
    expect(diagnose(possible).findings[0]?.count?.atLeast).toBe(false);
    expect(diagnose({ ...possible, tally }).findings[0]?.count?.atLeast).toBe(true);
  });

  it('counts what it measures only beside what carries it', () => {
    const rule = diagnosis({ required: [{ all: ['storm', { not: 'calm' }] }], measure: 'storm' });
    const detections = [
      detection({ count: 5 }),
      detection({ count: 7, nodes: ['s2'] }),
      detection({ correlation: 'calm' }),
    ];
    const { findings } = diagnose(input({ rulebook: rulebook({ diagnoses: [rule] }), detections }));
    expect(findings[0]).toMatchObject({ nodes: ['s2'], count: { value: 7 } });
  });
});
