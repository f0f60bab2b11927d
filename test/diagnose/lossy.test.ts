import { expect, it } from 'vitest';
import type { Loss } from '../../src/diagnose/facts.js';
import { isLossy } from '../../src/diagnose/lossy.js';
import type { Detection } from '../../src/model/detection.js';
import type { Subject } from '../../src/model/observation.js';
import { correlation, detection, MINUTE } from './fixtures.js';

const AWARE = correlation('storm', { lossAware: ['journald_suppressed'] });
const chained = correlation('chained', { signals: ['storm'] });
const lost = (over: Partial<Loss> = {}): Loss => ({
  kind: 'rate-limit',
  node: 's1',
  source: 'other.log',
  at: 1000,
  ...over,
});
const gap = (at: number, until: number): Loss => lost({ kind: 'gap', source: 's1.log', at, until });
const by = (subject: Partial<Subject>): Partial<Detection> => ({
  subjects: [{ node: 's1', source: 's1.log', ...subject }],
});
const nodeless = { ...by({ node: '' }), nodes: [''] };

it.each<[string, Partial<Detection>, Loss, boolean]>([
  ['a loss of any unit', {}, lost(), true],
  ['the same unit', by({ unit: 'k3s.service' }), lost({ unit: 'k3s.service' }), true],
  ['another unit', by({ unit: 'k3s.service' }), lost({ unit: 'nginx.service' }), false],
  ['a unit of a cluster, its own unknown', {}, lost({ unit: 'rke2-server.service' }), true],
  ['a foreign unit, its own unknown', {}, lost({ unit: 'nginx.service' }), false],
  ['another node', {}, lost({ node: 's2' }), false],
  ['a nodeless loss of another source', {}, lost({ node: '' }), false],
  ['a nodeless loss of its source', {}, lost({ node: '', source: 's1.log' }), true],
  ['a nodeless detection of another source', nodeless, lost(), false],
  ['a nodeless detection of its source', nodeless, lost({ source: 's1.log' }), true],
  ['the word of it a minute later', {}, lost({ at: 2 * MINUTE }), true],
  ['a loss long after', {}, lost({ at: 2 * MINUTE + 1 }), false],
  ['a loss before', {}, lost({ at: -1 }), false],
  ['sampling', by({ component: 'etcd' }), lost({ kind: 'sampling', component: 'etcd' }), true],
  ['losses in a row that reach into it', {}, lost({ at: -5000, until: 0 }), true],
  ['losses in a row that end before it', {}, lost({ at: -5000, until: -1 }), false],
  ['a gap it runs into', {}, gap(MINUTE, 30 * MINUTE), true],
  ['a gap it comes out of', {}, gap(-30 * MINUTE, 0), true],
  ['a gap long after', {}, gap(2 * MINUTE + 1, 30 * MINUTE), false],
  ['a gap long before', {}, gap(-30 * MINUTE, -MINUTE - 1), false],
  ['a gap of another log of the node', by({ source: 'cron.log' }), gap(0, 30 * MINUTE), false],
  ['a gap between rotated files', by({ source: 's1.log.1' }), gap(0, 30 * MINUTE), true],
  ['the sampling of others', {}, lost({ kind: 'sampling', component: 'etcd' }), false],
])('%s', (_name, over, loss, lossy) => {
  expect(isLossy(detection(over), [loss], new Map([['storm', AWARE]]))).toBe(lossy);
});

it('is told by the correlation, or by one that feeds it', () => {
  const names = (rule: typeof AWARE) => new Map([rule, chained].map((one) => [one.name, one]));
  const fed = detection({ correlation: 'chained' });
  expect(isLossy(fed, [lost()], names(AWARE))).toBe(true);
  expect(isLossy(fed, [lost()], names(correlation('storm')))).toBe(false);
});
