import { expect, it } from 'vitest';
import { recall, remember } from '../../src/diagnose/recall.js';
import type { Finding, Report } from '../../src/model/report.js';
import { cite, finding, outcome, report } from '../report/fixtures.js';

const MINUTE_MS = 60_000;
const storm = (part: Partial<Finding>, from: number, to: number, count: number): Finding =>
  finding({
    from: from * MINUTE_MS,
    to: to * MINUTE_MS,
    count: { value: count, atLeast: false },
    ...part,
  });
const reportOf = (...findings: readonly Finding[]): Report =>
  report({
    findings,
    verdict: findings.length > 0 ? 'explained' : 'clear',
    outcomes: [
      outcome({
        id: 'embedded-registry-loop',
        verdict: findings.length > 0 ? 'present' : 'absent',
      }),
    ],
  });

it('changes nothing where nothing was let go', () => {
  const now = reportOf(storm({}, 0, 9, 100));
  expect(recall(now, undefined, [])).toBe(now);
  const memory = remember(now, now);
  expect(recall(now, memory, [])).toEqual(now);
});

it('keeps the beginning of what goes on, and its count grows', () => {
  const whole = reportOf(storm({ openEnd: true, confidence: 'confirmed' }, 0, 60, 600));
  const rest = reportOf(storm({ openEnd: true, confidence: 'possible' }, 50, 60, 100));
  const memory = remember(whole, rest);
  const later = reportOf(
    storm({ openEnd: true, openStart: true, confidence: 'possible' }, 50, 90, 400),
  );
  const [told, ...others] = recall(later, memory, []).findings;
  expect(others).toEqual([]);
  expect(told).toMatchObject({
    from: 0,
    to: 90 * MINUTE_MS,
    count: { value: 900, atLeast: true },
    confidence: 'confirmed',
    openEnd: true,
  });
  expect(told?.openStart).toBeUndefined();
});

it('keeps what is over as it last stood, beside what came since', () => {
  const whole = reportOf(storm({ openEnd: true }, 0, 10, 600));
  const memory = remember(whole, reportOf());
  const calm = recall(reportOf(), memory, []);
  expect(calm.verdict).toBe('explained');
  expect(calm.outcomes.map(({ verdict }) => verdict)).toEqual(['present']);
  expect(calm.findings).toMatchObject([
    { from: 0, to: 10 * MINUTE_MS, count: { value: 600, atLeast: true } },
  ]);
  expect(calm.findings[0]?.openEnd).toBeUndefined();
  const again = recall(reportOf(storm({}, 80, 90, 7)), memory, []).findings;
  expect(again.map(({ from }) => from)).toEqual([0, 80 * MINUTE_MS]);
  expect(new Set(again.map(({ key }) => key)).size).toBe(2);
});

it('takes incidents of other nodes for others', () => {
  const memory = remember(reportOf(storm({ nodes: ['a'] }, 0, 10, 5)), reportOf());
  const told = recall(reportOf(storm({ nodes: ['b'] }, 5, 20, 9)), memory, []);
  expect(told.findings.map(({ nodes }) => nodes)).toEqual([['a'], ['b']]);
});

it('remembers through a second time', () => {
  const first = remember(
    reportOf(storm({}, 0, 60, 600)),
    reportOf(storm({ openStart: true }, 50, 60, 100)),
  );
  const whole = recall(reportOf(storm({ openStart: true }, 50, 90, 400)), first, []);
  const second = remember(whole, reportOf(storm({ openStart: true }, 85, 90, 50)));
  const [told] = recall(reportOf(storm({ openStart: true }, 85, 99, 150)), second, []).findings;
  expect(told).toMatchObject({ from: 0, count: { value: 1000, atLeast: true } });
});

it('cites the first lines of before and the last of now', () => {
  const lines = (...numbers: readonly number[]) => numbers.map((line) => cite({ line }));
  const whole = reportOf(storm({ evidence: lines(1, 2, 3, 4) }, 0, 60, 600));
  const rest = reportOf(storm({ evidence: lines(3, 4) }, 50, 60, 100));
  const now = reportOf(storm({ evidence: lines(4, 5, 6, 7) }, 50, 90, 400));
  const [told] = recall(now, remember(whole, rest), []).findings;
  expect(told?.evidence.map(({ line }) => line)).toEqual([1, 2, 6, 7]);
});
