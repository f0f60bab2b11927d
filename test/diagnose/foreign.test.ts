import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/diagnose/diagnose.js';
import type { DiagnoseInput } from '../../src/diagnose/input.js';
import { correlation, detection, facts, input, node, rulebook, seenOn } from './fixtures.js';

const RULES = rulebook({ correlations: [correlation('storm', { signals: ['asked'] })] });
const K0S_NODE = node('c2', { products: new Set(['k0s']) });
const given = (over: Partial<DiagnoseInput>): DiagnoseInput =>
  input({ rulebook: RULES, idents: new Set(['k0scontroller']), ...over });
const answer = (over: Partial<DiagnoseInput>) => {
  const { findings, outcomes } = diagnose(given(over));
  return [outcomes[0]?.verdict, findings.map(({ nodes }) => nodes)];
};

describe('a fault that only other distributions can have', () => {
  it('is ruled out where none of its lines occurs', () => {
    expect(answer({ facts: facts({ nodes: new Map([K0S_NODE]) }) })).toEqual(['ruled-out', []]);
  });

  it('is found where nothing tells the distribution of the source with its lines', () => {
    const own = facts({
      nodes: new Map([K0S_NODE, node('p2p')]),
      signals: seenOn({ asked: ['p2p'] }),
    });
    const found = { facts: own, detections: [detection({ nodes: ['p2p'] })] };
    expect(answer(found)).toEqual(['present', [['p2p']]]);
  });

  it('is found in a source that names no node', () => {
    const own = facts({ nodes: new Map([K0S_NODE]), signals: seenOn({ asked: [''] }) });
    const found = { facts: own, detections: [detection({ nodes: [''] })] };
    expect(answer(found)).toEqual(['present', [[]]]);
  });

  it.each([
    ['its unit', node('c2', { products: new Set(['k0s']) })],
    ['its start', node('c2', { starts: [{ at: 0, product: 'k0s', version: 'v1.31.1+k0s.0' }] })],
  ])('is ruled out where its lines stand on a node of another one, by %s', (_by, own) => {
    const found = facts({ nodes: new Map([own]), signals: seenOn({ asked: ['c2'] }) });
    const detections = [detection({ nodes: ['c2'] })];
    expect(answer({ facts: found, detections })).toEqual(['ruled-out', []]);
  });

  it('counts outside the nodes of the other distribution only', () => {
    const own = facts({
      nodes: new Map([K0S_NODE, node('p2p')]),
      signals: seenOn({ asked: ['c2', 'p2p'] }),
    });
    const detections = [detection({ nodes: ['c2'] })];
    expect(answer({ facts: own, detections, seen: () => 3 })).toEqual(['absent', []]);
  });
});

describe('what would confirm it', () => {
  it('are the commands of its own distributions', () => {
    const own = facts({
      nodes: new Map([K0S_NODE, node('p2p')]),
      signals: seenOn({ asked: ['p2p'] }),
    });
    const detections = [detection({ nodes: ['p2p'] })];
    const { outcomes } = diagnose(given({ facts: own, detections, heard: () => false }));
    expect(outcomes[0]?.collect).toEqual(['collect it']);
  });
});
