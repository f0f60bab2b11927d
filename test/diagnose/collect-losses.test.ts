import { expect, it } from 'vitest';
import { createLossCollector } from '../../src/diagnose/collect-losses.js';
import { seeOne } from '../support/see-one.js';
import { observation } from './fixtures.js';

const suppressed = (at: number, unit = 'k3s.service', node = 's1') =>
  observation({
    at,
    signal: 'journald_suppressed',
    fields: { n: 7, unit },
    subject: { node, source: 's1.log' },
  });

it('joins what journald dropped of one unit in a row', () => {
  const collector = createLossCollector();
  for (const at of [0, 8_000, 16_000, 30_000]) seeOne(collector, suppressed(at));
  seeOne(collector, suppressed(30_000, 'nginx.service'));
  expect(collector.losses.map(({ at, until, unit }) => [at, until, unit])).toEqual([
    [0, 16_000, 'k3s.service'],
    [30_000, undefined, 'k3s.service'],
    [30_000, undefined, 'nginx.service'],
  ]);
});

it('forgets no time in which records were lost, however many there are', () => {
  const collector = createLossCollector();
  for (let no = 0; no < 10_050; no += 1) seeOne(collector, suppressed(no * 60_000));
  expect(collector.losses).toHaveLength(10_000);
  const last = collector.losses.at(-1);
  expect(last).toMatchObject({ at: 9_999 * 60_000, until: 10_049 * 60_000 });
});

it('sees etcd leave out equal entries of one second', () => {
  const collector = createLossCollector();
  const etcd = { node: 's1', source: 's1.log', component: 'etcd' };
  for (let no = 0; no < 99; no += 1) seeOne(collector, observation({ at: no, subject: etcd }));
  expect(collector.losses).toEqual([]);
  seeOne(collector, observation({ at: 999, subject: etcd }));
  expect(collector.losses).toMatchObject([{ kind: 'sampling', component: 'etcd', at: 999 }]);
});
