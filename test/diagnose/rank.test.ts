import { expect, it } from 'vitest';
import { rankFindings } from '../../src/diagnose/rank.js';
import type { Finding } from '../../src/model/report.js';
import type { DiagnosisRule } from '../../src/model/rule.js';

const text = { en: '', zh: '' };
const finding = (id: string, over: Partial<Finding> = {}): Finding => ({
  id,
  key: id,
  severity: 'high',
  confidence: 'probable',
  role: 'root-cause',
  title: text,
  cause: text,
  args: {},
  nodes: ['n1'],
  from: 0,
  to: 1000,
  affected: [],
  fix: { upgrade: false, configuration: {}, steps: [], workaround: [], conflicts: [] },
  fixVersions: {},
  cycles: [],
  explains: [],
  explainedBy: [],
  symptomOf: [],
  evidence: [],
  references: [],
  ...over,
});
// Only id and explains matter to the order.
const rule = (id: string, explains: readonly string[]): DiagnosisRule =>
  ({ id, explains }) as unknown as DiagnosisRule;
const rules = [rule('loop', ['reads', 'lease']), rule('reads', ['lease']), rule('lease', [])];
const shape = (findings: readonly Finding[]): unknown =>
  rankFindings(findings, rules).map(({ id, role, explainedBy }) => [id, role, ...explainedBy]);

it('puts the cause first and makes what it explains a symptom', () => {
  const found = [finding('lease', { severity: 'critical' }), finding('reads'), finding('loop')];
  expect(shape(found)).toEqual([
    ['loop', 'root-cause'],
    ['lease', 'symptom', 'loop', 'reads'],
    ['reads', 'symptom', 'loop'],
  ]);
});

it('does not explain by another time or another node', () => {
  const later = finding('reads', { from: 5_000_000, to: 6_000_000 });
  const elsewhere = finding('lease', { nodes: ['n2'] });
  expect(shape([finding('loop'), later, elsewhere])).toEqual([
    ['lease', 'root-cause'],
    ['loop', 'root-cause'],
    ['reads', 'root-cause'],
  ]);
});

it('makes a consequence a symptom of a mere suspicion, too: then nothing is explained yet', () => {
  const found = [finding('loop', { confidence: 'possible' }), finding('reads')];
  expect(shape(found)).toEqual([
    ['loop', 'root-cause'],
    ['reads', 'symptom', 'loop'],
  ]);
});

it('makes the more severe, else the earlier of two that explain each other the cause', () => {
  const mutual = [rule('disk', ['cpu']), rule('cpu', ['disk'])];
  const order = (disk: Partial<Finding>, cpu: Partial<Finding>): unknown =>
    rankFindings([finding('disk', disk), finding('cpu', cpu)], mutual).map(({ id, role }) => [
      id,
      role,
    ]);
  expect(order({}, { severity: 'critical' })).toEqual([
    ['cpu', 'root-cause'],
    ['disk', 'symptom'],
  ]);
  expect(order({ from: 0 }, { from: 500 })).toEqual([
    ['disk', 'root-cause'],
    ['cpu', 'symptom'],
  ]);
});

it('finds a root in a circle of three', () => {
  const circle = [rule('a', ['b']), rule('b', ['c']), rule('c', ['a'])];
  const found = [finding('a', { from: 9 }), finding('b', { from: 5 }), finding('c', { from: 7 })];
  expect(rankFindings(found, circle).map(({ id, role }) => [id, role])).toEqual([
    ['b', 'root-cause'],
    ['a', 'symptom'],
    ['c', 'symptom'],
  ]);
});

it('calls contributing what explains only what a surer finding explains', () => {
  const two = [rule('loop', ['reads']), rule('disk', ['reads']), rule('reads', [])];
  const roles = (disk: Partial<Finding>): unknown =>
    rankFindings([finding('disk', disk), finding('loop'), finding('reads')], two).map(
      ({ id, role }) => [id, role],
    );
  expect(roles({ confidence: 'possible' })).toEqual([
    ['loop', 'root-cause'],
    ['disk', 'contributing'],
    ['reads', 'symptom'],
  ]);
  expect(roles({})).toEqual([
    ['disk', 'root-cause'],
    ['loop', 'root-cause'],
    ['reads', 'symptom'],
  ]);
});
