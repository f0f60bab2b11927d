import { expect, it } from 'vitest';
import type { DiagnoseInput } from '../../src/diagnose/input.js';
import { isMostlyMissing, missingTime } from '../../src/diagnose/missing-time.js';
import type { GapReason } from '../../src/model/report.js';
import { diagnosis, input, MINUTE } from './fixtures.js';

const log = (from: number, to: number, over: object = {}) => ({
  node: 's1',
  from: from * MINUTE,
  to: to * MINUTE,
  gaps: [],
  ...over,
});
const gap = (from: number, to: number, why?: GapReason) => ({
  gaps: [{ from: from * MINUTE, to: to * MINUTE, ...(why === undefined ? {} : { why }) }],
});
const visible = (component: string) =>
  diagnosis({ notAssessableWithout: [{ component, because: { en: '', zh: '' }, collect: [] }] });
const missing = (over: Partial<DiagnoseInput>, rule = visible('supervisor')): unknown => {
  const time = missingTime(rule, input(over));
  return [time.missingMs / MINUTE, isMostlyMissing(time)];
};
const day = { from: 0, to: 60 * MINUTE };

it.each<[string, unknown, unknown]>([
  ['a whole log', missing({ coverage: [log(0, 60)] }), [0, false]],
  ['a log that begins late', missing({ coverage: [log(40, 60)], asked: day }), [40, true]],
  ['a log that begins a bit late', missing({ coverage: [log(20, 60)], asked: day }), [20, false]],
  ['an older log, long before', missing({ coverage: [log(0, 1), log(40, 60)] }), [0, false]],
  [
    'two logs that complete each other',
    missing({ coverage: [log(0, 30), log(25, 60)] }),
    [0, false],
  ],
  [
    'a log of a node where nobody speaks of it',
    missing({
      coverage: [log(40, 60), log(0, 60, { node: 'agent' })],
      asked: day,
      heard: (_component, _level, node) => node === 's1',
    }),
    [40, true],
  ],
  [
    'a gap of a component that always speaks',
    missing({ coverage: [log(0, 60, gap(10, 50))] }),
    [40, true],
  ],
  [
    'a gap of a component that speaks seldom',
    missing({ coverage: [log(0, 60, gap(10, 50))] }, visible('spegel')),
    [0, false],
  ],
  [
    'lost lines of a component that speaks seldom',
    missing({ coverage: [log(0, 60, gap(10, 50, 'lost'))] }, visible('spegel')),
    [40, true],
  ],
  [
    'a program that was stopped',
    missing({ coverage: [log(0, 60, gap(10, 50, 'stopped'))] }),
    [0, false],
  ],
  ['no log of it at all', missing({ coverage: [], asked: day }), [0, false]],
])('%s', (_name, actual, wanted) => expect(actual).toEqual(wanted));

it('is not much where a short log lacks minutes', () => {
  const short = { from: 0, to: 10 * MINUTE };
  expect(missing({ coverage: [log(8, 10)], asked: short })).toEqual([8, false]);
});
