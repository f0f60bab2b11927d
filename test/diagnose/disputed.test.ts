import { expect, it } from 'vitest';
import type { NodeFacts } from '../../src/diagnose/facts.js';
import { judgeVersions } from '../../src/diagnose/versions.js';
import { diagnosis, facts, node } from './fixtures.js';

const RULE = diagnosis({
  affected: {
    k3s: {
      kind: 'versions',
      order: 'k3s',
      branches: { '1.31': { introduced: 'v1.31.6+k3s1', fixed: 'v1.31.8+k3s1' } },
    },
  },
});

function judge(versions: readonly string[], product = 'k3s') {
  const starts = versions.map((version) => ({ at: 0, product: 'k3s', version }));
  const own: Partial<NodeFacts> = { starts, disputed: { product, versions } };
  const known = facts({ nodes: new Map([node('s1', own)]) });
  return judgeVersions(RULE, known, [{ node: 's1', from: 0, to: 1 }], new Set()).nodes[0];
}

it('clears no node of which one of two running releases is affected', () => {
  for (const versions of [
    ['v1.31.7+k3s1', 'v1.32.4+k3s1'],
    ['v1.32.4+k3s1', 'v1.31.7+k3s1'],
  ]) {
    const judged = judge(versions);
    expect(judged).toMatchObject({ node: 's1', status: 'unknown', fix: 'v1.31.8+k3s1' });
    expect(judged?.version).toBeUndefined();
    expect(judged?.note?.en).toContain(versions.join(' and '));
  }
});

it.each([
  ['affected', ['v1.31.6+k3s1', 'v1.31.7+k3s1'], 'k3s'],
  ['not-affected', ['v1.31.8+k3s1', 'v1.32.4+k3s1'], 'k3s'],
  ['affected', ['v1.31.7+k3s1'], 'rke2'],
])('says %s where all of %j are, or the dispute is of another product', (status, versions, of) => {
  expect(judge(versions, of)?.status).toBe(status);
});
