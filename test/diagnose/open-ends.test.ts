import { expect, it } from 'vitest';
import { type EndsInput, withOpenEnds } from '../../src/diagnose/open-ends.js';
import type { Finding } from '../../src/model/report.js';
import { coverage, finding } from '../report/fixtures.js';
import { correlation, detection, diagnosis, MINUTE, rulebook } from './fixtures.js';

const RULES = rulebook({
  correlations: [correlation('storm', { threshold: { raise: 10, clear: 2 } })],
  diagnoses: [diagnosis({ id: 'fault' })],
});
const log = (source: string, from: number, to: number) =>
  coverage({ source, from: from * MINUTE, to: to * MINUTE });
/** Ten a second. */
const storm = (from: number, to: number, source = 's1.log') =>
  detection({
    from: from * MINUTE,
    to: to * MINUTE,
    count: (to - from) * 600,
    subjects: [{ node: 's1', source }],
  });

function ends(from: number, to: number, over: Partial<EndsInput> = {}): unknown {
  const found: Finding = finding({
    id: 'fault',
    nodes: ['s1'],
    from: from * MINUTE,
    to: to * MINUTE,
    count: { value: 9, atLeast: false },
  });
  const input = {
    rulebook: RULES,
    detections: [storm(from, to)],
    starts: new Map(),
    coverage: [log('s1.log', 0, 60)],
    span: { from: 0, to: 60 * MINUTE },
    ...over,
  };
  const { openStart, openEnd, count } = withOpenEnds(found, input);
  return [openStart ?? false, openEnd ?? false, count?.atLeast];
}
const started = (at: number): EndsInput['starts'] =>
  new Map([['s1', { starts: [{ at: at * MINUTE, product: 'k3s', version: 'v1' }] }]]);

const event = rulebook({
  correlations: [correlation('storm', { threshold: { raise: 1, clear: 1 } })],
  diagnoses: [diagnosis({ id: 'fault' })],
});

it.each<[string, unknown, unknown]>([
  ['both ends seen', ends(10, 20), [false, false, false]],
  ['from the first line on', ends(0, 20), [true, false, true]],
  ['two seconds behind the first line', ends(1 / 30, 20), [false, false, false]],
  ['from the start of the product on', ends(0, 20, { starts: started(0) }), [false, false, false]],
  ['a start after it began', ends(0, 20, { starts: started(1) }), [true, false, true]],
  ['up to the last line', ends(40, 60), [false, true, false]],
  ['an event in the last line', ends(60, 60, { rulebook: event }), [false, false, false]],
  ['events up to the last line', ends(40, 60, { rulebook: event }), [false, true, false]],
  ['a storm in the last line', ends(60, 60), [false, true, false]],
  [
    'up to the last line, where its process ended',
    ends(40, 60, { ends: { endsWith: () => true } }),
    [false, false, false],
  ],
  [
    'up to the last line, where another process ended',
    ends(40, 60, { ends: { endsWith: () => false } }),
    [false, true, false],
  ],
  [
    'the user asked for a part',
    ends(20, 40, { span: { from: 20 * MINUTE, to: 40 * MINUTE } }),
    [true, true, false],
  ],
  [
    'another log of the node begins earlier',
    ends(10, 20, { coverage: [log('s1.log', 10, 60), log('other.log', 0, 60)] }),
    [true, false, true],
  ],
  [
    'the file before belongs to the log',
    ends(10, 20, { coverage: [log('s1.log', 10, 60), log('s1.log.1', 0, 10)] }),
    [false, false, false],
  ],
  [
    'a file between is missing',
    ends(10, 20, {
      coverage: [
        {
          ...log('s1.log', 10, 60),
          gaps: [{ from: 5 * MINUTE, to: 10 * MINUTE, why: 'rotated' }],
        },
        log('s1.log.2', 0, 5),
      ],
    }),
    [true, false, true],
  ],
  [
    'one of two nodes that begin together saw the start',
    ends(10, 20, {
      detections: [storm(10, 20), storm(10, 20, 's2.log')],
      coverage: [log('s1.log', 10, 60), log('s2.log', 0, 60)],
    }),
    [false, false, false],
  ],
  ['detections of another node', ends(0, 20, { detections: [] }), [false, false, false]],
])('%s', (_name, actual, wanted) => expect(actual).toEqual(wanted));

it('leaves a finding without times alone', () => {
  const found = finding({ id: 'fault' });
  const input = { rulebook: RULES, detections: [], starts: new Map(), coverage: [] };
  expect(withOpenEnds(found, { ...input, span: { from: 0, to: 0 } })).toBe(found);
});
