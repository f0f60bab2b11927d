import { describe, expect, it } from 'vitest';
import { createCase } from '../../src/diagnose/case.js';
import type { ClusterFacts, Start } from '../../src/diagnose/facts.js';
import type { Detection } from '../../src/model/detection.js';
import type { FactExpression, Requirement } from '../../src/model/rule.js';
import { correlation, detection, fact, facts, MINUTE, node, rulebook, seenOn } from './fixtures.js';

/** `yes` was seen, `no` was not, `maybe` asks for a file, which nothing can tell. */
const LEAVES = {
  yes: { signal: 'seen' },
  no: { signal: 'unseen' },
  maybe: { file: 'config.yaml' },
} as const satisfies Readonly<Record<string, FactExpression>>;

describe('three-valued logic', () => {
  const book = rulebook({ facts: Object.entries(LEAVES).map(([name, when]) => fact(name, when)) });
  const evidence = createCase(book, facts({ signals: seenOn({ seen: ['s1'] }) }), []);

  it.each([
    ['yes', true],
    ['no', false],
    ['maybe', undefined],
    [{ not: 'yes' }, false],
    [{ not: 'no' }, true],
    [{ not: 'maybe' }, undefined],
    [{ any: ['no', 'yes', 'maybe'] }, true],
    [{ any: ['no', 'maybe'] }, undefined],
    [{ any: ['no', 'no'] }, false],
    [{ all: ['yes', 'maybe'] }, undefined],
    [{ all: ['no', 'maybe'] }, false],
    [{ all: ['yes', 'yes'] }, true],
    [{ all: ['yes', { not: { any: ['no', 'maybe'] } }] }, undefined],
    [{ all: [] }, true],
    [{ any: [] }, false],
  ] as const satisfies readonly (readonly [Requirement, unknown])[])(
    '%j is %s, as a requirement and as a fact',
    (requirement, known) => {
      expect(evidence.holds(requirement)).toBe(known);
      const inFact = rulebook({ facts: [...book.facts, fact('whole', asFact(requirement))] });
      expect(createCase(inFact, evidence.facts, []).holds('whole')).toBe(known);
    },
  );
});

function asFact(requirement: Requirement): FactExpression {
  if (typeof requirement === 'string') return { signal: requirement };
  if ('any' in requirement) return { any: requirement.any.map(asFact) };
  if ('all' in requirement) return { all: requirement.all.map(asFact) };
  return { not: asFact(requirement.not) };
}

describe('together and not', () => {
  const calm = (over: Partial<Detection>) => detection({ correlation: 'calm', ...over });
  const hour = 60 * MINUTE;
  const both: Requirement = { all: ['storm', 'calm'] };
  const without: Requirement = { all: ['storm', { not: 'calm' }] };

  it.each([
    ['at the same time on the same node', calm({}), true],
    ['just within the window', calm({ from: 2 * MINUTE, to: 3 * MINUTE }), true],
    ['just beyond the window', calm({ from: 2 * MINUTE + 1, to: hour }), false],
    ['on another node', calm({ nodes: ['s2'] }), false],
    ['on one of its nodes', calm({ nodes: ['s2', 's1'] }), true],
    ['where no node is named', calm({ nodes: [''] }), true],
    ['hours later', calm({ from: hour, to: hour }), false],
  ])('sees another event %s', (_name, other, together) => {
    const evidence = createCase(rulebook(), facts(), [detection(), other]);
    expect(evidence.holds(both)).toBe(together);
    expect(evidence.holds(without)).toBe(!together);
    expect(evidence.held(without).length).toBe(together ? 0 : 1);
  });

  it('keeps the detections that nothing excludes, and only them', () => {
    const elsewhere = detection({ nodes: ['s2'] });
    const evidence = createCase(rulebook(), facts(), [detection(), elsewhere, calm({})]);
    expect(evidence.held(without)).toEqual([elsewhere]);
    expect(evidence.held({ any: ['calm', without] })).toEqual([calm({}), elsewhere]);
  });

  it('lets a nested branch exclude as well', () => {
    const nested: Requirement = { all: ['storm', { not: { any: ['unknown', 'calm'] } }] };
    expect(createCase(rulebook(), facts(), [detection(), calm({})]).holds(nested)).toBe(false);
    expect(createCase(rulebook(), facts(), [detection()]).holds(nested)).toBe(true);
  });

  it('takes signals for states of the whole cluster', () => {
    const signals = seenOn({ state: ['s9'] });
    const evidence = createCase(rulebook(), facts({ signals }), [detection()]);
    expect(evidence.holds({ all: ['storm', 'state'] })).toBe(true);
    expect(evidence.holds({ all: ['storm', { not: 'state' }] })).toBe(false);
  });
});

describe('one node alone', () => {
  const book = rulebook({
    facts: [
      fact('off', { all: [{ signal: 'off_line' }, { not: { correlation: 'storm' } }] }),
      fact('old', { version: { product: 'k3s', range: '<v1.31.0' } }),
      fact('self', { operator: 'graph_cycle', args: { signal: 'ask', field: 'peer', length: 1 } }),
    ],
  });
  const start = (version: string): Start => ({ at: 0, product: 'k3s', version });
  const known: ClusterFacts = facts({
    nodes: new Map([
      node('s1', { starts: [start('v1.30.0+k3s1')] }),
      node('s2', { starts: [start('v1.31.1+k3s1')], addresses: new Set(['10.0.0.2']) }),
    ]),
    signals: seenOn({ off_line: ['s1', 's2'] }),
    edges: [{ signal: 'ask', peer: '10.0.0.2', node: 's2', count: 99 }],
  });
  const evidence = createCase(book, known, [detection({ nodes: ['s2'] })]);

  it.each([
    ['off', true, false],
    ['old', true, false],
    ['self', false, true],
    ['off_line', true, true],
  ])('%s holds on s1: %s, on s2: %s', (name, first, second) => {
    expect(evidence.holdsOn(name, 's1')).toBe(first);
    expect(evidence.holdsOn(name, 's2')).toBe(second);
  });

  it('leaves out what only excluded nodes show', () => {
    expect(evidence.without(new Set(['s2'])).holds('storm')).toBe(false);
    expect(evidence.without(new Set(['s1'])).holds('storm')).toBe(true);
  });
});

it('finds the cycles that its facts name', () => {
  const book = rulebook({
    correlations: [correlation('storm')],
    facts: [
      fact('self', { operator: 'graph_cycle', args: { signal: 'ask', field: 'peer', length: 1 } }),
    ],
  });
  const nodes = new Map([node('s1', { addresses: new Set(['10.0.0.1']) })]);
  const cyclesAfter = (count: number) => {
    const edges = [{ signal: 'ask', peer: '10.0.0.1', node: 's1', count }];
    return createCase(book, facts({ nodes, edges }), []).cyclesOf(['self', 'storm']);
  };
  expect(cyclesAfter(30)).toEqual([['s1']]);
  expect(cyclesAfter(29)).toEqual([]);
});
