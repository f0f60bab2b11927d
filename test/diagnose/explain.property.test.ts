import fc from 'fast-check';
import { expect, it } from 'vitest';
import { diagnose } from '../../src/diagnose/diagnose.js';
import { explainAll } from '../../src/diagnose/explain.js';
import { all, any, type Known, not } from '../../src/diagnose/known.js';
import type { Detection } from '../../src/model/detection.js';
import type { Clause, Explanation } from '../../src/model/explanation.js';
import type { Requirement } from '../../src/model/rule.js';
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

const NODES = ['s1', 's2', 's3'] as const;
const LEAVES = ['storm', 'calm', 'wide', 'seen', 'unseen', 'yes', 'no', 'maybe', 'stormy'];

const requirement: fc.Arbitrary<Requirement> = fc.letrec<{ readonly tree: Requirement }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom(...LEAVES),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    tie('tree').map((one) => ({ not: one })),
  ),
})).tree;
const some = (least: number) => fc.array(requirement, { minLength: least, maxLength: 2 });

const found: fc.Arbitrary<Detection> = fc
  .record({
    correlation: fc.constantFrom('storm', 'calm', 'wide'),
    nodes: fc.subarray([...NODES], { minLength: 1 }),
    start: fc.integer({ min: 0, max: 12 }),
    minutes: fc.integer({ min: 0, max: 3 }),
  })
  .map(({ start, minutes, ...rest }) => {
    const from = start * MINUTE;
    return detection({ ...rest, from, to: from + minutes * MINUTE });
  });

const given = fc
  .record({
    rule: fc.record({
      required: some(1),
      circumstantial: some(0),
      supporting: some(0),
      mechanism: some(0),
      refuting: some(0),
    }),
    detections: fc.array(found, { maxLength: 8 }),
    seen: fc.subarray([...NODES]),
  })
  .map(({ rule, detections, seen }) =>
    input({
      rulebook: rulebook({
        correlations: [
          correlation('storm'),
          correlation('calm'),
          correlation('wide', { groupBy: ['cluster.name'] }),
        ],
        facts: [
          fact('yes', { signal: 'seen' }),
          fact('no', { signal: 'unseen' }),
          fact('maybe', { file: 'config.yaml' }),
          fact('stormy', { all: [{ correlation: 'storm' }, { not: { correlation: 'calm' } }] }),
        ],
        diagnoses: [diagnosis(rule)],
      }),
      facts: facts({ nodes: new Map(NODES.map((name) => node(name))), signals: seenOn({ seen }) }),
      detections,
    }),
  );

/** The truth of a clause by that of its parts, which must be what it says itself. */
function foldOf(clause: Clause): Known {
  const value =
    clause.kind === 'any'
      ? any(clause.parts.map(foldOf))
      : clause.kind === 'all'
        ? all(clause.parts.map(foldOf))
        : clause.kind === 'not'
          ? not(foldOf(clause.part))
          : clause.held;
  expect(clause.held).toBe(value);
  return value;
}

function check(explanation: Explanation): void {
  const { required, circumstantial = [], supporting, mechanism, refuting } = explanation;
  expect(all(required.map(foldOf))).toBe(explanation.requiredHeld);
  const suspected = circumstantial.length > 0 ? all(circumstantial.map(foldOf)) : undefined;
  expect(suspected).toBe(explanation.circumstantialHeld);
  for (const clause of [...supporting, ...mechanism]) foldOf(clause);
  const isRefuted = refuting.map(foldOf).includes(true);
  expect((explanation.refutedOn ?? []).length > 0).toBe(isRefuted);
  const isPresent = explanation.requiredHeld === true || explanation.circumstantialHeld === true;
  expect(explanation.verdict === 'present').toBe(isPresent);
  if (explanation.verdict === 'ruled-out') expect(isRefuted).toBe(true);
}

it('the truth of the leaves gives that of every branch, and of the verdict', () => {
  fc.assert(
    fc.property(given, (one) => {
      for (const explanation of explainAll(diagnose(one), one)) check(explanation);
    }),
    { numRuns: 2000 },
  );
});
