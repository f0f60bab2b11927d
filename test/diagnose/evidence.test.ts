import { expect, it } from 'vitest';
import { createDetectEngine } from '../../src/detect/engine.js';
import { pickEvidence } from '../../src/diagnose/evidence.js';
import type { Observation, Quote, TimedObservation } from '../../src/model/observation.js';
import type { CorrelationRule } from '../../src/model/rule.js';
import { createCitationKeeper } from '../../src/observe/citations.js';
import { countRule, lineOf, observationOf, percentileRule, test } from '../observe/build.js';
import { seeOne } from '../support/see-one.js';

const MOST = 6;

/** Feeds the observations to the real detectors and the real keeper, and cites what was detected. */
function cite(name: string, rules: readonly CorrelationRule[], all: readonly TimedObservation[]) {
  const engine = createDetectEngine(rules);
  const keeper = createCitationKeeper(rules);
  for (const observation of all) {
    seeOne(engine, observation);
    keeper.keep(observation, lineOf(observation.line));
  }
  const { detections } = engine.end((all.at(-1)?.at ?? 0) + 3_600_000);
  const measured = detections.filter(({ correlation }) => correlation === name);
  const correlations = new Map(rules.map((rule) => [rule.name, rule]));
  const find = (signal: string, filter: (quote: Quote) => boolean) => keeper.find(signal, filter);
  const cited = pickEvidence(measured, correlations, find, MOST).map(({ line }) => line);
  return { measured, cited, byLine: new Map(all.map((one) => [one.line, one])) };
}

/** One observation a second, all on one node where nothing else is said. */
const timeline = (
  count: number,
  make: (no: number) => Partial<Observation>,
): readonly TimedObservation[] =>
  Array.from({ length: count }, (_, index) => ({
    ...observationOf({ line: index + 1, ...make(index + 1) }),
    at: (index + 1) * 1000,
  }));

const quoteOf = (observation: TimedObservation): Quote => ({
  citation: { source: 'a.log', line: observation.line, sha256: '', text: '', time: observation.at },
  observation,
});

it('cites only lines that pass the filter of the measured correlation', () => {
  const rule = countRule('seconds', { filter: { slow: [test('took', 'gte', 1000)] } });
  const all = timeline(900, (no) => ({ fields: { took: no % 97 === 0 ? 1200 : 150 } }));
  const long = { ...rule, windowMs: 600_000 };
  const { cited, byLine } = cite('seconds', [long], all);
  expect(cited).toHaveLength(MOST);
  for (const line of cited) expect(byLine.get(line)?.fields.took).toBe(1200);
});

it('cites rare lines that pass a filter on a text, as many as there are', () => {
  const filter = { slow: [test('resource', 'equals', 'nodes')] };
  const rule = { ...countRule('nodes', { filter }), windowMs: 600_000 };
  const all = timeline(900, (no) => ({ fields: { resource: no % 180 === 0 ? 'nodes' : 'pods' } }));
  expect(cite('nodes', [rule], all).cited).toEqual([180, 360, 540, 720, 900]);
});

it('cites only lines of the nodes a detection of the whole cluster names', () => {
  const rule = countRule('anywhere', { groupBy: ['cluster.name'], windowMs: 10_000 });
  const all = timeline(40, (no) => ({ subject: { node: `n${no % 2}`, source: 'a.log' } }));
  const { measured } = cite('anywhere', [rule], all);
  const narrowed = measured.map((detection) => ({ ...detection, nodes: ['n1'] }));
  const keep = (_: string, filter: (quote: Quote) => boolean) => all.map(quoteOf).filter(filter);
  const cited = pickEvidence(narrowed, new Map([[rule.name, rule]]), keep, MOST);
  expect(new Set(cited.map(({ line }) => line % 2))).toEqual(new Set([1]));
});

it('cites only lines of the group that the detection speaks of', () => {
  const rule = countRule('by_peer', {
    groupBy: ['node.name', 'peer'],
    threshold: { raise: 30, clear: 30 },
  });
  const all = timeline(600, (no) => ({ fields: { peer: no % 10 === 0 ? 'rare' : 'loud' } }));
  const { measured, cited, byLine } = cite('by_peer', [rule], all);
  expect(measured.map(({ group }) => group.peer)).toEqual(['loud']);
  expect(cited).toHaveLength(MOST);
  for (const line of cited) expect(byLine.get(line)?.fields.peer).toBe('loud');
});

it('cites only lines of the nodes and the time of the detection', () => {
  const rule = countRule('storm', { windowMs: 20_000, threshold: { raise: 15, clear: 15 } });
  const isBurst = (no: number): boolean => no > 200 && no < 300 && no % 7 !== 0;
  const all = timeline(600, (no) => ({
    subject: { node: isBurst(no) ? 'n2' : 'n1', source: 'a.log' },
  })).filter(({ subject, line }) => subject.node === 'n2' || line % 7 === 0);
  const quiet = timeline(1, () => ({ subject: { node: 'n2', source: 'a.log' } }));
  const { measured, cited, byLine } = cite('storm', [rule], [...quiet, ...all]);
  expect(measured.map(({ nodes }) => nodes)).toEqual([['n2']]);
  expect(cited).toHaveLength(MOST);
  for (const line of cited) {
    expect(byLine.get(line)?.subject.node).toBe('n2');
    expect(line).toBeGreaterThan(200);
    expect(line).toBeLessThan(300);
  }
});

it('cites the slowest reads where a percentile was measured', () => {
  const slowest = [77, 211, 340];
  const all = timeline(400, (no) => ({
    fields: { took: slowest.includes(no) ? 9000 + no : 600 + (no % 50) },
  }));
  const { cited } = cite('p90', [percentileRule('p90')], all);
  expect(cited).toEqual(expect.arrayContaining(slowest));
});

it('cites the samples of a count before other lines', () => {
  const { measured, cited } = cite(
    'storm',
    [countRule('storm')],
    timeline(500, () => ({})),
  );
  const samples = new Set(measured.flatMap(({ lines }) => lines));
  expect(cited[0]).toBe(1);
  expect(samples.has(1)).toBe(true);
  expect(cited).toHaveLength(MOST);
});

it('gives each signal of a detection a line before any gets its second', () => {
  const rule = countRule('both', { signals: ['slow', 'error'] });
  const all = timeline(200, (no) => ({ signal: no === 100 ? 'error' : 'slow' }));
  expect(cite('both', [rule], all).cited).toContain(100);
});

it('follows a correlation of correlations to the lines of the first ones', () => {
  const feeder = countRule('feeder', { filter: { slow: [test('took', 'gte', 1000)] } });
  const chain = countRule('chain', { signals: ['feeder'], threshold: { raise: 1, clear: 1 } });
  const all = timeline(60, (no) => ({ fields: { took: no % 5 === 0 ? 2000 : 100 } }));
  const { measured, cited, byLine } = cite('chain', [feeder, chain], all);
  expect(measured).toHaveLength(1);
  expect(cited.length).toBeGreaterThan(3);
  for (const line of cited) expect(byLine.get(line)?.fields.took).toBe(2000);
});

it('cites a detection that has lines where the busiest have none, and none that is not its own', () => {
  const rule = countRule('storm', { windowMs: 20_000, threshold: { raise: 5, clear: 5 } });
  const all = timeline(4000, () => ({})).filter(({ line }) => line % 400 < 40 + line / 400);
  const { measured } = cite('storm', [rule], all);
  expect(measured.length).toBeGreaterThan(MOST);
  const [quietest] = [...measured].sort((a, b) => a.count - b.count);
  const { from = 0, to = 0 } = quietest ?? {};
  const left = all.filter(({ at }) => at >= from - 1000 && at <= to + 1000).map(quoteOf);
  const find = (_: string, filter: (quote: Quote) => boolean) => left.filter(filter);
  const cited = pickEvidence(measured, new Map([[rule.name, rule]]), find, MOST);
  expect(cited).toHaveLength(MOST);
  for (const { time = 0 } of cited) expect(time >= from && time <= to).toBe(true);
  expect(pickEvidence(measured, new Map([[rule.name, rule]]), () => [], MOST)).toEqual([]);
});

it('has nothing to cite without a detection', () => {
  expect(
    cite(
      'storm',
      [countRule('storm')],
      timeline(2, () => ({})),
    ).cited,
  ).toEqual([]);
});
