import { expect, it } from 'vitest';
import type { Placement } from '../src/placement.js';
import { mayRepeatPods, placePods } from '../src/pod-carriers.js';

const placement: Placement = {
  nodeOf: (named, source) => (named === '' ? (/wk-\d/.exec(source)?.[0] ?? '') : named),
  subjectOf: (subject) => subject,
  offsetOf: () => 0,
  momentOf: () => undefined,
  hasZone: () => false,
};
const log = (source: string, format = 'cri') => ({ source, role: 'log' as const, format });
const file = (name: string, uid: string, folder = '') =>
  log(`${folder}pods/spegel_${name}_${uid}/registry/0.log`);
const placed = (name: string, ...covered: readonly ReturnType<typeof log>[]) =>
  placePods(placement, covered).subjectOf({ node: '', source: 'all.log', pod: { name } });

it('gives a pod that is only named the uid and the node of its file', () => {
  expect(placed('spegel-x7k2p', file('spegel-x7k2p', 'u1', 'wk-1/'))).toEqual({
    node: 'wk-1',
    source: 'all.log',
    pod: { name: 'spegel-x7k2p', uid: 'u1' },
  });
});

it.each([
  ['of another name', 'spegel-x7k2p', [file('spegel-zz7gq', 'u1')]],
  ['that each cluster may have', 'spegel-0', [file('spegel-0', 'u1')]],
  ['with two uids', 'spegel-x7k2p', [file('spegel-x7k2p', 'u1'), file('spegel-x7k2p', 'u2', 'b/')]],
  ['of no file', 'spegel-x7k2p', [log('spegel-x7k2p.log')]],
] as const)('leaves a pod %s', (_kind, name, covered) => {
  expect(placed(name, ...covered)).toEqual({ node: '', source: 'all.log', pod: { name } });
});

it('sees whether two logs may hold the lines of one pod', () => {
  expect(mayRepeatPods([log('a', 'kubectl-logs'), file('spegel-x7k2p', 'u1')])).toBe(true);
  expect(mayRepeatPods([log('a', 'kubectl-logs'), log('b', 'journald-short')])).toBe(false);
});
