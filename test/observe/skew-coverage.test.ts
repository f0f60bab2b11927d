import { expect, it } from 'vitest';
import type { Coverage } from '../../src/model/report.js';
import { onCommonClock } from '../../src/observe/skew-coverage.js';

const AT = Date.UTC(2025, 3, 15, 10);
const coverage: Coverage = {
  source: 'a.log',
  role: 'log',
  format: 'journald-json',
  lines: 3,
  sieved: 0,
  records: 3,
  unparsed: 0,
  clipped: 0,
  suppressed: 0,
  from: AT,
  to: AT + 5000,
  gaps: [{ from: AT + 1000, to: AT + 4000 }],
  notes: [],
};

it('leaves a source alone whose clock is right', () => {
  expect(onCommonClock(coverage, [0])).toBe(coverage);
});

it('moves ends and gaps of a source by its one clock', () => {
  expect(onCommonClock(coverage, [90_000])).toMatchObject({
    from: AT - 90_000,
    to: AT + 5000 - 90_000,
    gaps: [{ from: AT + 1000 - 90_000, to: AT + 4000 - 90_000 }],
  });
});

it('holds all of a source whose nodes have several clocks, and claims no silence', () => {
  expect(onCommonClock(coverage, [0, 90_000])).toMatchObject({
    from: AT - 90_000,
    to: AT + 5000,
    gaps: [],
  });
});
