import { expect, it } from 'vitest';
import type { CorrelationRule } from '../../src/model/rule.js';
import { createReadingOrder, leadingSignals } from '../../src/observe/reading-order.js';
import { countRule } from './build.js';

const reversedOf = (times: readonly number[]): boolean => {
  const order = createReadingOrder();
  const { step } = order.source('a.log');
  times.slice(1).forEach((ms, index) => {
    step(times[index] ?? 0, false, { ms, assumed: false });
  });
  const other = createReadingOrder();
  other.absorb(order.take());
  expect(other.reversed()).toEqual(order.reversed());
  return order.reversed().has('a.log');
};

it.each([
  ['goes back', [9, 9, 7, 5, 5], true],
  ['goes back, with lines that came late', [9, 8, 7, 8, 6, 5, 4], true],
  ['goes on', [1, 2, 2, 3], false],
  ['goes on, with lines that came late', [1, 3, 2, 4, 3, 5], false],
  ['has one stamp', [5, 5, 5], false],
  ['goes to and fro', [5, 1, 5, 1, 5, 1], false],
])('a source that %s', (_, times, isReversed) => {
  expect(reversedOf(times)).toBe(isReversed);
});

it('is not told by steps between assumed times and others', () => {
  const order = createReadingOrder();
  const { step } = order.source('a.log');
  step(9, true, { ms: 1, assumed: false });
  expect(order.reversed().size).toBe(0);
});

it('leads with heads of sequences that excuse other sequences', () => {
  const ordered = (
    signals: readonly string[],
    unlessBetween: readonly string[],
  ): CorrelationRule => {
    const { kind, filter, groupBy, windowMs, minDurationMs, latenessMs, window, lossAware, place } =
      countRule('rule');
    const shared = {
      kind,
      filter,
      groupBy,
      windowMs,
      minDurationMs,
      latenessMs,
      window,
      lossAware,
    };
    const own = { name: 'rule', type: 'temporal_ordered', signals, unlessBetween, elapsedMs: [] };
    return { ...shared, ...own, place } as CorrelationRule;
  };
  const rules = [
    ordered(['stop', 'end'], []),
    ordered(['error', 'end'], ['stop', 'pause']),
    ordered(['try', 'kill'], ['try']),
  ];
  expect(leadingSignals(rules)).toEqual(new Set(['stop']));
});
