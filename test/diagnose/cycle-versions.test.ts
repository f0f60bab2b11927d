import { expect, it } from 'vitest';
import { judgeCycles } from '../../src/diagnose/cycle-versions.js';
import type { NodeSpan, VersionsVerdict } from '../../src/diagnose/versions.js';
import type { AffectedNode } from '../../src/model/report.js';

type Status = AffectedNode['status'];

/** The verdict of judged nodes; only what is read of it. */
const verdict = (of: Readonly<Record<string, Status>>): VersionsVerdict => {
  const nodes = Object.entries(of).map(([node, status]) => ({ node, status }));
  const has = (status: Status): boolean => nodes.some((node) => node.status === status);
  const state = has('affected') ? 'affected' : has('unknown') ? 'unknown' : 'not-affected';
  return { nodes, fixes: {}, state } as unknown as VersionsVerdict;
};
/** `shown` print requests, `silent` are other members of the cycle. */
function judged(
  cycles: readonly (readonly string[])[],
  shown: Readonly<Record<string, Status>>,
  silent: Readonly<Record<string, Status>> = {},
) {
  const spans = Object.keys(shown).map((node) => ({ node, from: 0, to: 1 }));
  const judge = (asked: readonly NodeSpan[]): VersionsVerdict =>
    verdict(Object.fromEntries(asked.map(({ node }) => [node, silent[node] ?? 'unknown'])));
  return judgeCycles(verdict(shown), cycles, spans, judge);
}
const RING = [['a', 'b', 'c']];

it.each<[string, Parameters<typeof judged>, boolean]>([
  ['two of three', [RING, { a: 'affected', b: 'affected', c: 'not-affected' }], true],
  ['one of three', [RING, { a: 'affected', b: 'not-affected', c: 'not-affected' }], false],
  ['one, and others nobody knows', [RING, { a: 'affected', b: 'unknown', c: 'unknown' }], false],
  ['a second one that prints nothing', [RING, { a: 'affected' }, { b: 'affected' }], true],
  [
    'two, of which one is not on the cycle',
    [[['a', 'b']], { a: 'affected', x: 'affected' }],
    false,
  ],
  ['a server that asks itself', [[['a']], { a: 'affected', b: 'not-affected' }], true],
  ['no cycle', [[], { a: 'affected' }], true],
])('%s', (_name, args, isAble) => expect(judged(...args).isAble).toBe(isAble));

it('says at the only affected server why', () => {
  const { versions } = judged(RING, { a: 'affected', b: 'not-affected', c: 'not-affected' });
  expect(versions.nodes.map(({ note }) => note?.en)).toEqual([
    expect.stringContaining('needs two'),
    undefined,
    undefined,
  ]);
});
