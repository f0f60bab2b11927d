import { expect, it } from 'vitest';
import { type Member, rotationGaps } from '../../src/observe/rotation.js';

const MINUTE = 60_000;
const member = (source: string, from: number, to: number, lines = 5000): Member => ({
  source,
  from: from * MINUTE,
  to: to * MINUTE,
  lines,
});
const gaps = (...members: readonly Member[]) =>
  [...rotationGaps(members)].map(([source, { from, to }]) => [source, from / MINUTE, to / MINUTE]);
const BACKUP = 'k3s-2025-04-15T08-50-00.000.log';

it.each<[string, readonly Member[], unknown]>([
  ['a number left out', [member('m.3.gz', 0, 9), member('m.1', 20, 30)], [['m.1', 9, 20]]],
  ['numbers in a row', [member('m.2', 0, 9), member('m.1', 200, 300), member('m', 900, 999)], []],
  [
    'times in names, a long pause',
    [member(BACKUP, 0, 60), member('k3s.log', 80, 140)],
    [['k3s.log', 60, 80]],
  ],
  ['times in names, a short pause', [member(BACKUP, 0, 60), member('k3s.log', 75, 140)], []],
  ['a log that speaks seldom', [member(BACKUP, 0, 600, 300), member('k3s.log', 660, 900, 200)], []],
  ['a file of a few lines', [member(BACKUP, 0, 60), member('k3s.log', 80, 140, 99)], []],
  ['files of two sets', [member('a/m.3', 0, 9), member('b/m.1', 20, 30)], []],
  ['files that overlap', [member('m.3', 0, 25), member('m.1', 20, 30)], []],
  ['a file without times', [{ source: 'm.3', lines: 9 }, member('m.1', 20, 30)], []],
])('%s', (_name, members, wanted) => {
  expect(gaps(...members)).toEqual(wanted);
  expect(gaps(...members.toReversed())).toEqual(wanted);
});
