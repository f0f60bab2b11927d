import { expect, it } from 'vitest';
import { judgeVersion } from '../../src/diagnose/affected.js';
import { compareVersions, inRange, parseVersion } from '../../src/diagnose/version.js';
import type { Affected } from '../../src/model/rule.js';

/** Each release is older than all that follow it. */
const ORDERED: Readonly<Record<string, readonly string[]>> = {
  k3s: [
    'v1.29.14-rc2+k3s1',
    'v1.29.14+k3s1',
    'v1.29.15+k3s1',
    'v1.30.9+k3s1',
    'v1.30.10+k3s1',
    'v1.31.5+k3s1',
    'v1.31.6+k3s1',
    'v1.31.8-rc1+k3s1',
    'v1.31.8-rc2+k3s1',
    'v1.31.8-rc10+k3s1',
    'v1.31.8+k3s1',
    'v1.31.8+k3s2',
    'v1.31.8+k3s10',
    'v1.31.9+k3s1',
    'v1.31.10+k3s1',
    'v1.32.0+k3s1',
    'v1.33.0-alpha1+k3s1',
    'v1.33.0-rc1+k3s1',
    'v1.33.0+k3s1',
    'v2.0.0+k3s1',
  ],
  rke2: [
    'v1.32.2-rc1+rke2r1',
    'v1.32.2+rke2r1',
    'v1.32.2-rc1+rke2r2',
    'v1.32.2+rke2r2',
    'v1.32.11+rke2r1',
    'v1.32.11+rke2r3',
  ],
  k0s: [
    'v1.31.1+k0s.0',
    'v1.31.1+k0s.1',
    'v1.31.1+k0s.10',
    'v1.32.1-rc.1+k0s.0',
    'v1.32.1+k0s.0',
    'v1.33.1+k0s.0',
  ],
  spegel: [
    'v0.0.9',
    'v0.0.22',
    'v0.0.28',
    'v0.0.29-rc1',
    'v0.0.29',
    'v0.0.30',
    'v0.1.0',
    'v0.10.0',
    'v1.0.0',
  ],
};

const pairs = Object.values(ORDERED).flatMap((list) =>
  list.flatMap((a, i) => list.map((b, j): [string, string, number] => [a, b, Math.sign(i - j)])),
);

it.each(pairs)('%s against %s is %i', (a, b, order) => {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  if (!left || !right) throw new Error('not a version');
  expect(compareVersions(left, right)).toBe(order === 0 ? 0 : order);
});

it.each([
  ['v1.31.8-k3s1', 'v1.31.8+k3s1'],
  ['1.31.8+k3s1', 'v1.31.8+k3s1'],
])('%s is the same release as %s', (a, b) => {
  const [left, right] = [parseVersion(a), parseVersion(b)];
  if (!left || !right) throw new Error('not a version');
  expect(compareVersions(left, right)).toBe(0);
});

it.each(['', 'latest', 'v1.31', '1.31.x', 'v1.31.8+k3s1 (abc)', 'v1.2.3.4'])(
  '%j is no version',
  (text) => expect(parseVersion(text)).toBeUndefined(),
);

const K3S: Affected & { kind: 'versions' } = {
  kind: 'versions',
  order: 'k3s',
  branches: {
    '1.29': { introduced: 'v1.29.14+k3s1', fixed: 'never', moveTo: 'v1.30.12+k3s1' },
    '1.30': { introduced: 'v1.30.10+k3s1', fixed: 'v1.30.12+k3s1' },
    '1.31': { introduced: 'v1.31.6+k3s1', fixed: 'v1.31.8+k3s1' },
    '1.32': { introduced: 'v1.32.2+k3s1', fixed: 'v1.32.4+k3s1' },
  },
};

it.each([
  ['v1.29.13+k3s1', 'not-affected', undefined],
  ['v1.29.14+k3s1', 'affected', 'v1.30.12+k3s1'],
  ['v1.29.15+k3s1', 'affected', 'v1.30.12+k3s1'],
  ['v1.29.15+k3s-5aac2aaf', 'unknown', undefined],
  ['v1.30.9+k3s1', 'not-affected', undefined],
  ['v1.30.11+k3s1', 'affected', 'v1.30.12+k3s1'],
  ['v1.31.5+k3s1', 'not-affected', undefined],
  ['v1.31.5-rc1+k3s1', 'not-affected', undefined],
  ['v1.31.6-rc1+k3s1', 'unknown', 'v1.31.8+k3s1'],
  ['v1.31.6-rc1', 'unknown', 'v1.31.8+k3s1'],
  ['v1.31.6-rc1+k3s2', 'affected', 'v1.31.8+k3s1'],
  ['v1.29.14-rc2+k3s1', 'unknown', 'v1.30.12+k3s1'],
  ['v1.31.6+k3s1', 'affected', 'v1.31.8+k3s1'],
  ['v1.31.8-rc1+k3s1', 'affected', 'v1.31.8+k3s1'],
  ['v1.31.8+k3s1', 'not-affected', undefined],
  ['v1.31.8+k3s2', 'not-affected', undefined],
  ['v1.32.3+k3s1', 'affected', 'v1.32.4+k3s1'],
  ['v1.33.0+k3s1', 'not-affected', undefined],
  ['v1.28.5+k3s1', 'not-affected', undefined],
  ['not-a-version', 'unknown', undefined],
  [undefined, 'unknown', undefined],
])('judges %s as %s', (version, status, fix) => {
  const verdict = judgeVersion(version, K3S);
  expect({ status: verdict.status, fix: verdict.fix }).toEqual({ status, fix });
});

it('says why a candidate of the introducing release is not placed', () => {
  expect(judgeVersion('v1.31.6-rc1+k3s1', K3S).note?.en).toContain('candidate of v1.31.6+k3s1');
});

it('clears the candidate of an earlier build of the introducing release', () => {
  const affected: typeof K3S = {
    ...K3S,
    branches: { '1.31': { introduced: 'v1.31.6+k3s2', fixed: 'v1.31.8+k3s1' } },
  };
  expect(judgeVersion('v1.31.6-rc1+k3s1', affected).status).toBe('not-affected');
  expect(judgeVersion('v1.31.6-rc1+k3s2', affected).status).toBe('unknown');
});

it('says that a branch never got the fix', () => {
  expect(judgeVersion('v1.29.15+k3s1', K3S).note?.en).toContain('no release of 1.29 has the fix');
});

it.each([
  ['v1.31.7+k3s1', '>=v1.31.6+k3s1 <v1.31.8+k3s1', true],
  ['v1.31.8+k3s1', '>=v1.31.6+k3s1 <v1.31.8+k3s1', false],
  ['v1.31.6+k3s-abcdef12', '>=v1.31.6+k3s1', undefined],
  ['v0.0.29', '<v0.0.29', false],
])('%s in %s is %s', (version, range, expected) => {
  const parsed = parseVersion(version);
  if (!parsed) throw new Error('not a version');
  expect(inRange(parsed, range)).toBe(expected);
});
