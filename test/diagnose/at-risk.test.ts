import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/diagnose/diagnose.js';
import type { NodeFacts } from '../../src/diagnose/facts.js';
import type { DiagnoseInput } from '../../src/diagnose/input.js';
import { diagnosis, fact, facts, input, node, rulebook, seenOn } from './fixtures.js';

const calm = (id: string) => diagnosis({ id, required: ['calm'], notAssessableWithout: [] });
const RULES = rulebook({
  facts: [
    fact('release', { version: { product: 'k3s', range: '>=v1.31.6+k3s1 <v1.31.8+k3s1' } }),
    fact('off', { signal: 'switched_off' }),
  ],
  diagnoses: [
    diagnosis({ refuting: ['off'], atRisk: ['switched_on', 'release'] }),
    calm('one'),
    calm('two'),
  ],
});

const server = (version: string, over: Partial<NodeFacts> = {}) =>
  node('s1', { starts: [{ at: 0, product: 'k3s', version, role: 'server' }], ...over });
const START = { at: 0, product: 'k3s', version: 'v1.31.7+k3s1' } as const;
const PRONE = server('v1.31.7+k3s1');
const ON = { switched_on: ['s1'] };

function verdict(
  nodes: readonly (readonly [string, NodeFacts])[],
  signals: Readonly<Record<string, readonly string[]>>,
  over: Partial<DiagnoseInput> = {},
) {
  const own = facts({ nodes: new Map(nodes), signals: seenOn(signals) });
  // Nobody speaks at the level that the fault needs.
  const heard = (_component: string, level?: string) => level === undefined;
  return diagnose(input({ rulebook: RULES, facts: own, heard, ...over })).verdict;
}

describe('an input that cannot show the fault', () => {
  it('is no all-clear for a server that is prone to it', () => {
    expect(verdict([PRONE], ON)).toBe('not-enough-data');
  });

  it.each([
    ['its release is not affected', [server('v1.31.8+k3s1')], ON],
    ['its release is not known', [server('v1.31.7+k3s1', { starts: [] })], ON],
    ['what it takes is not seen there', [PRONE], {}],
    ['what it takes is seen elsewhere', [PRONE, node('s2')], { switched_on: ['s2'] }],
    ['something excludes it there', [PRONE], { ...ON, switched_off: ['s1'] }],
    ['it is an agent', [server('', { starts: [{ ...START, role: 'agent' }] })], ON],
  ] as const)('is clear of the rest where %s', (_name, nodes, signals) => {
    expect(verdict(nodes, signals)).toBe('clear');
  });

  it('is clear where the fault could have shown and did not', () => {
    expect(verdict([PRONE], ON, { heard: () => true })).toBe('clear');
  });
});
