import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../src/diagnose/diagnose.js';
import type { NodeFacts } from '../../src/diagnose/facts.js';
import type { Detection } from '../../src/model/detection.js';
import type { Finding } from '../../src/model/report.js';
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
} from './fixtures.js';

const HOUR = 60 * MINUTE;
const NODES = ['s1', 's2', 's3', 's4'] as const;
const RULES = rulebook({
  correlations: [correlation('storm'), correlation('proof')],
  diagnoses: [diagnosis({ mechanism: ['proof'] })],
});

/** A burst of a storm: minutes after the start of its incident, and records. */
interface Burst {
  readonly afterMinutes: number;
  readonly minutes: number;
  readonly count: number;
  readonly nodes: readonly string[];
}
interface Planned {
  readonly pauseHours: number;
  readonly bursts: readonly Burst[];
  readonly isProven: boolean;
}

const someNodes = fc.subarray([...NODES], { minLength: 1 });
/** Bursts of one place, each at most 20 min after the one before. */
const bursts = someNodes.chain((nodes) =>
  fc.array(
    fc.record({
      afterMinutes: fc.integer({ min: 0, max: 20 }),
      minutes: fc.integer({ min: 1, max: 10 }),
      count: fc.integer({ min: 2, max: 9999 }),
      nodes: fc.constant(nodes),
    }),
    { minLength: 1, maxLength: 5 },
  ),
);
const planned = fc.record({
  pauseHours: fc.integer({ min: 2, max: 100 }),
  bursts,
  isProven: fc.boolean(),
});

interface Laid {
  readonly wanted: readonly unknown[];
  readonly detections: readonly Detection[];
}

/** One incident after the other, with what each has to say. */
function lay(plans: readonly Planned[]): Laid {
  let at = 0;
  const wanted: unknown[] = [];
  const detections: Detection[] = [];
  for (const { pauseHours, bursts: own, isProven } of plans) {
    at += pauseHours * HOUR;
    const from = at + (own[0]?.afterMinutes ?? 0) * MINUTE;
    let count = 0;
    for (const burst of own) {
      const start = at + burst.afterMinutes * MINUTE;
      at = start + burst.minutes * MINUTE;
      count += burst.count;
      detections.push(detection({ ...burst, from: start, to: at, peak: { at, value: 1 } }));
    }
    const nodes = own[0]?.nodes ?? [];
    if (isProven) detections.push(detection({ correlation: 'proof', from: at, to: at, nodes }));
    wanted.push({ from, to: at, nodes, count, confidence: isProven ? 'confirmed' : 'possible' });
  }
  return { wanted, detections };
}

const findingsOf = (detections: readonly Detection[], over = {}): readonly Finding[] =>
  diagnose(input({ rulebook: RULES, detections, heard: () => true, ...over })).findings;
const inTime = (findings: readonly Finding[]): readonly unknown[] =>
  [...findings]
    .sort((a, b) => (a.from ?? 0) - (b.from ?? 0))
    .map(({ from, to, nodes, count, confidence }) => ({
      ...{ from, to, nodes, confidence },
      count: count?.value,
    }));

it('incidents far apart are findings of their own, each with exactly what is its own', () => {
  fc.assert(
    fc.property(fc.array(planned, { minLength: 1, maxLength: 8 }), (plans) => {
      const { wanted, detections } = lay(plans);
      expect(inTime(findingsOf(detections))).toEqual(wanted);
    }),
  );
});

it('the order of the detections does not matter', () => {
  const shuffled = fc
    .array(planned, { minLength: 1, maxLength: 5 })
    .map((plans) => lay(plans).detections)
    .chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all], { minLength: all.length, maxLength: all.length }),
      ),
    );
  fc.assert(
    fc.property(shuffled, ([all, mixed]) => {
      expect(findingsOf(mixed)).toEqual(findingsOf(all));
    }),
  );
});

it('the same fault on several nodes at once is one incident of the cluster', () => {
  const each = fc.tuple(
    fc.uniqueArray(fc.constantFrom(...NODES), { minLength: 2 }),
    fc.integer({ min: 0, max: 5 * MINUTE }),
  );
  fc.assert(
    fc.property(each, ([nodes, apart]) => {
      const all = nodes.map((name, no) =>
        detection({ nodes: [name], from: no * apart, to: no * apart + MINUTE }),
      );
      const found = findingsOf(all);
      expect(found.map((one) => one.nodes)).toEqual([[...nodes].sort()]);
      expect(found[0]).toMatchObject({ from: 0, count: { value: 100 * nodes.length } });
    }),
  );
});

it('other nodes at another time are other incidents', () => {
  const apart = fc.integer({ min: 5 * MINUTE + 1, max: 100 * HOUR });
  fc.assert(
    fc.property(apart, (gap) => {
      const other = detection({ nodes: ['s2'], from: MINUTE + gap, to: 2 * MINUTE + gap });
      expect(findingsOf([detection(), other]).map(({ nodes }) => nodes)).toEqual([['s1'], ['s2']]);
    }),
  );
});

describe('at the same time on other nodes', () => {
  const address = (name: string): string => `10.0.0.${name.slice(1)}`;
  const pairs = [
    ['s1', 's2'],
    ['s2', 's1'],
    ['s3', 's4'],
    ['s4', 's3'],
  ];
  const edges = pairs.map(([from = '', to = '']) => ({
    ...{ signal: 'ask', peer: address(from), node: to, count: 99 },
    spells: [{ from: 0, to: MINUTE, count: 99, paceMs: 600 }],
  }));
  const rules = rulebook({
    facts: [
      fact('ring', {
        operator: 'graph_cycle',
        args: { signal: 'ask', field: 'peer', min_length: 2 },
      }),
    ],
    diagnoses: [diagnosis({ mechanism: ['ring'] })],
  });
  const nodesOf = (cluster: (name: string) => Partial<NodeFacts>) =>
    new Map(
      NODES.map((name) => node(name, { addresses: new Set([address(name)]), ...cluster(name) })),
    );
  const storms = NODES.map((name) => detection({ nodes: [name] }));

  it('two rings are two incidents, each with its own cycle', () => {
    const known = facts({ nodes: nodesOf(() => ({})), edges });
    const found = findingsOf(storms, { rulebook: rules, facts: known });
    expect(found.map(({ nodes, cycles }) => [nodes, cycles])).toEqual([
      [['s1', 's2'], [['s1', 's2']]],
      [['s3', 's4'], [['s3', 's4']]],
    ]);
  });

  it('two clusters are two incidents', () => {
    const known = facts({ nodes: nodesOf((name) => ({ cluster: name < 's3' ? 'a' : 'b' })) });
    const found = findingsOf(storms, { facts: known });
    expect(found.map(({ nodes }) => nodes)).toEqual([
      ['s1', 's2'],
      ['s3', 's4'],
    ]);
  });
});

it('a node that asks is where the storm is that its requests make', () => {
  const rules = rulebook({
    correlations: [
      correlation('storm', { groupBy: ['node.name', 'client_ip'] }),
      correlation('proof'),
    ],
    diagnoses: [diagnosis({ mechanism: ['proof'] })],
  });
  const known = facts({ nodes: new Map([node('s2', { addresses: new Set(['10.0.0.2']) })]) });
  const storm = detection({ group: { 'node.name': 's1', client_ip: '10.0.0.2' } });
  const proof = detection({ correlation: 'proof', nodes: ['s2'] });
  const confidences = (nodes: typeof known): readonly unknown[] =>
    findingsOf([storm, proof], { rulebook: rules, facts: nodes }).map((one) => one.confidence);
  expect(confidences(known)).toEqual(['confirmed']);
  expect(confidences(facts())).toEqual(['possible']);
});

it('a suspicion stands for itself only where nothing is proven nearby', () => {
  const rules = rulebook({ diagnoses: [diagnosis({ circumstantial: ['calm'] })] });
  const calm = (from: number): Detection =>
    detection({ correlation: 'calm', from, to: from + MINUTE });
  const shown = (from: number): readonly unknown[] =>
    findingsOf([detection(), calm(from)], { rulebook: rules }).map((one) => one.from);
  expect(shown(20 * MINUTE)).toEqual([0]);
  expect(shown(48 * HOUR)).toEqual([0, 48 * HOUR]);
});

it('takes the nearest together, else the earliest, where there are more than a reader can use', () => {
  const hourly = Array.from({ length: 500 }, (_, no) =>
    detection({ from: no * HOUR, to: no * HOUR + MINUTE, count: 2 }),
  );
  const counts = findingsOf(hourly).map(({ count }) => count?.value);
  expect(counts).toEqual([602, ...Array.from({ length: 199 }, () => 2)]);
});

it('gives every finding a key of its own', () => {
  const later = detection({ from: 50 * HOUR, to: 51 * HOUR });
  expect(findingsOf([detection()]).map(({ key }) => key)).toEqual(['fault']);
  expect(findingsOf([later, detection()]).map(({ key }) => key)).toEqual(['fault#1', 'fault#2']);
});
