import { describe, expect, it } from 'vitest';
import { createCase } from '../../src/diagnose/case.js';
import type { ClusterFacts, NodeLog } from '../../src/diagnose/facts.js';
import { logsByComponent } from '../../src/diagnose/peer-without.js';
import type { Detection } from '../../src/model/detection.js';
import { detection, fact, facts, MINUTE, node, rulebook } from './fixtures.js';

const RULES = rulebook({
  facts: [
    fact('spared', {
      peerWithout: {
        correlation: 'calm',
        components: ['apiserver', 'scheduler'],
        forMs: 5 * MINUTE,
      },
    }),
  ],
});
const long = { from: 0, to: 20 * MINUTE };
const storm = detection(long);
const log = (name: string, over: Partial<NodeLog> = {}): NodeLog => ({
  node: name,
  ...long,
  ...over,
});
const calm = (from: number, to: number): Detection =>
  detection({ correlation: 'calm', nodes: ['s2'], from, to });

const isSpared = (
  found: readonly Detection[],
  logs: readonly NodeLog[],
  over: Partial<ClusterFacts> = {},
) =>
  createCase(RULES, facts({ logsOf: () => logs, ...over }), [storm, ...found]).holds({
    all: ['storm', 'spared'],
  });

describe('another node without a correlation', () => {
  it('is one whose log goes on without it', () => {
    expect(isSpared([], [log('s1'), log('s2')])).toBe(true);
  });
  it('is none where the only other log is not of that time, or too short', () => {
    expect(isSpared([], [log('s1'), log('s2', { from: 16 * MINUTE, to: 60 * MINUTE })])).toBe(
      false,
    );
  });
  it('is none of the nodes that have it', () => {
    expect(isSpared([], [log('s1')])).toBe(false);
  });
  it('speaks as one of the components', () => {
    const told = (name: string) =>
      facts({ logsOf: (component) => (component === name ? [log('s2')] : []) });
    const asked = (name: string) =>
      createCase(RULES, told(name), [storm]).holds({ all: ['storm', 'spared'] });
    expect([asked('scheduler'), asked('kubelet')]).toEqual([true, false]);
  });
  it('is one that had it for a part of the time only', () => {
    expect(isSpared([calm(0, 4 * MINUTE), calm(9 * MINUTE, 20 * MINUTE)], [log('s2')])).toBe(true);
  });
  it('is none that had it again and again', () => {
    const often = [
      calm(0, 4 * MINUTE),
      calm(8 * MINUTE, 12 * MINUTE),
      calm(16 * MINUTE, 19 * MINUTE),
    ];
    expect(isSpared(often, [log('s2')])).toBe(false);
  });
  it('is looked for beside the place of an incident, too', () => {
    const known = facts({ logsOf: () => [log('s2')] });
    const whole = createCase(RULES, known, [storm, calm(0, 20 * MINUTE)]);
    expect(whole.within([{ nodes: ['s1'], ...long }]).holds('spared')).toBe(false);
    expect(
      createCase(RULES, known, [storm])
        .within([{ nodes: ['s1'], ...long }])
        .holds('spared'),
    ).toBe(true);
  });
  it('is none of another distribution, or of another cluster', () => {
    const other = new Map([
      node('s1', { products: new Set(['k0s']) }),
      node('s2', { products: new Set(['k3s']) }),
    ]);
    expect(isSpared([], [log('s2')], { nodes: other })).toBe(false);
    const apart = new Map([node('s1', { cluster: 'a' }), node('s2', { cluster: 'b' })]);
    expect(isSpared([], [log('s2')], { nodes: apart })).toBe(false);
    const same = new Map([node('s1', { cluster: 'a' }), node('s2', { cluster: 'a' })]);
    expect(isSpared([], [log('s2')], { nodes: same })).toBe(true);
  });
  it('is not known where nothing tells of logs, or of a place', () => {
    expect(createCase(RULES, facts(), [storm]).holds({ all: ['storm', 'spared'] })).toBeUndefined();
    const known = facts({ logsOf: () => [log('s2')] });
    expect(createCase(RULES, known, [storm]).holds('spared')).toBeUndefined();
  });
});

describe('logs of nodes that speak as a component', () => {
  it('has no log without a node or a time, and none of a node that is silent', () => {
    const coverage = [
      { node: 's1', ...long },
      { ...long },
      { node: 's2' },
      { node: 's3', ...long },
    ];
    const heard = (component: string, _level?: string, name?: string) =>
      component === 'apiserver' && name !== 's3';
    expect(logsByComponent(coverage, heard)('apiserver')).toEqual([log('s1')]);
    expect(logsByComponent(coverage, heard)('etcd')).toEqual([]);
  });
});
