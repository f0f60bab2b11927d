import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createDetectEngine } from '../../src/detect/engine.js';
import { createFactCollector } from '../../src/diagnose/collect-facts.js';
import type { Shape, TimedObservation } from '../../src/model/observation.js';
import { createPerShape } from '../../src/model/per-shape.js';
import type { Fields } from '../../src/model/record.js';
import type { CorrelationRule, FieldTest } from '../../src/model/rule.js';
import { fact } from '../diagnose/fixtures.js';
import { arrivals, START, someRule } from './arbitraries.js';
import { micros } from './oracle.js';

/** Gives observations that differ only in time, line, weight and these numbers one shape. */
function withShapes(
  list: readonly TimedObservation[],
  numbers: readonly string[],
): TimedObservation[] {
  const shapes = new Map<string, Shape>();
  return list.map((observation) => {
    const { signal, subject, fields } = observation;
    const [own, alike] = split(fields, numbers);
    const key = JSON.stringify([signal, subject, alike, own]);
    const shape = shapes.get(key) ?? { signal, subject, fields: alike, numbers: own };
    shapes.set(key, shape);
    return { ...observation, subject: shape.subject, shape };
  });
}

function split(fields: Fields, numbers: readonly string[]): [string[], Fields] {
  const own = Object.keys(fields).filter((name) => numbers.includes(name));
  return [own, Object.fromEntries(Object.entries(fields).filter(([name]) => !own.includes(name)))];
}

const withoutShapes = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, inner) => (key === 'shape' ? undefined : inner)));

const test = (field: string, value: number | string): FieldTest => ({
  field,
  modifier: typeof value === 'number' ? 'gte' : 'equals',
  all: false,
  values: [value],
  patterns: [],
});
const filter = fc.dictionary(
  fc.constantFrom('a', 'b'),
  fc.array(
    fc.constantFrom(test('v', 2), test('w', 2), test('node.name', 'n1'), test('k', 'same')),
    { maxLength: 2 },
  ),
);
const rule: fc.Arbitrary<CorrelationRule> = fc
  .tuple(someRule, filter)
  .map(([one, tests]) => ({ ...one, filter: tests }));
const numbers = fc.subarray(['v', 'w']);

it('finds the same whether observations share shapes or not', () => {
  fc.assert(
    fc.property(rule, rule, arrivals, numbers, fc.boolean(), (one, two, list, own, inOrder) => {
      const rules = [
        { ...one, name: 'lower' },
        { ...two, signals: [...two.signals, 'lower'] },
      ];
      const sorted = [...list].sort((x, y) => micros(x.at) - micros(y.at));
      const [apart, together] = [sorted, withShapes(sorted, own)].map((observations) => {
        const engine = createDetectEngine(rules, { inOrder });
        const seerFor = createPerShape(engine.seerOf);
        for (const observation of observations) seerFor(observation)(observation);
        return withoutShapes(engine.end(START + 60_000));
      });
      expect(together).toEqual(apart);
    }),
    { numRuns: 1000 },
  );
});

it('collects the same facts whether observations share shapes or not', () => {
  const told = fc.record({
    at: fc.integer({ min: 0, max: 100_000 }),
    signal: fc.constantFrom('k3s_started', 'k3s_agent_started', 'ask', 'journald_suppressed', 'o'),
    subject: fc.record({
      node: fc.constantFrom('n1', 'n2'),
      source: fc.constantFrom('x.log', 'y.log'),
      unit: fc.constantFrom('k3s.service', 'k3s-agent.service', 'cron.service'),
      component: fc.constantFrom('etcd', 'apiserver'),
    }),
    fields: fc.oneof(
      fc.record({ product_version: fc.constantFrom<string | number>('v1', 'v2', 3) }),
      fc.record({ product_version: fc.constant('v1'), role: fc.constantFrom('agent', 'server') }),
      fc.record({ peer: fc.constantFrom<string | number>('10.0.0.1', '10.0.0.2', 7) }),
      fc.record({ own_address: fc.constantFrom('10.0.0.1', '10.0.0.2') }),
      fc.record({ unit: fc.constantFrom('k3s.service', 'sshd.service') }),
    ),
    line: fc.nat(),
    weight: fc.constantFrom(1, 2, 60),
  });
  const ring = fact('ring', { operator: 'graph_cycle', args: { signal: 'ask', field: 'peer' } });
  const sampled = fc.array(told, { maxLength: 300 });
  fc.assert(
    fc.property(sampled, fc.subarray(['peer', 'product_version']), (list, own) => {
      const sorted = [...list].sort((x, y) => x.at - y.at);
      const [apart, together] = [sorted, withShapes(sorted, own)].map((observations) => {
        const collector = createFactCollector([ring]);
        const seerFor = createPerShape(collector.seerOf);
        observations.forEach((one, index) => {
          seerFor(one)(one, index % 3 > 0);
        });
        return collector.facts();
      });
      expect(together).toEqual(apart);
    }),
  );
});
