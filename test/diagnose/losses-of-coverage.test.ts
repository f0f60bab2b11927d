import { expect, it } from 'vitest';
import { lossesOfCoverage } from '../../src/diagnose/losses-of-coverage.js';
import type { GapReason } from '../../src/model/report.js';
import { coverage } from '../report/fixtures.js';

const place = { source: 'a.log', node: 's1' };

it.each<[GapReason | undefined, boolean]>([
  ['lost', true],
  ['silent', true],
  ['rotated', true],
  ['stopped', false],
  [undefined, false],
])('a gap that is %s is a loss: %s', (why, isLoss) => {
  const gap = { from: 1, to: 2, ...(why === undefined ? {} : { why }) };
  expect(lossesOfCoverage(coverage({ ...place, gaps: [gap] }))).toEqual(
    isLoss ? [{ kind: 'gap', ...place, at: 1, until: 2 }] : [],
  );
});

it('a source that ends before its end lost what followed', () => {
  const cut = coverage({ ...place, to: 9, notes: [{ code: 'gzip-truncated' }] });
  expect(lossesOfCoverage(cut)).toEqual([{ kind: 'cut', ...place, at: 9 }]);
  expect(lossesOfCoverage(coverage(place))).toEqual([]);
});
