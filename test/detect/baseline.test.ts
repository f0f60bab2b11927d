import { expect, it } from 'vitest';
import {
  baselineOf,
  countOutside,
  createRateSeries,
  isBurst,
  robustZ,
} from '../../src/detect/baseline.js';

const MINUTE = 60_000;
const START = 1_744_704_000_000;

/** One figure is the count of one minute; every minute is covered. */
function book(counts: readonly number[], signal = 's', node = 'n1') {
  const rates = createRateSeries();
  counts.forEach((count, minute) => {
    const at = START + minute * MINUTE;
    rates.cover(node, at);
    if (count > 0) rates.counterOf(signal, node)(at + 1, count);
  });
  return rates;
}
const minutes = (from: number, to: number) => [START + from * MINUTE, START + to * MINUTE] as const;

it('takes the median of the minutes outside the interval', () => {
  const rates = book([2, 2, 2, 3, 2, 900, 900, 900, 2, 2, 1, 2, 2, 2, 2]);
  expect(rates.baseline(['s'], 'n1', ...minutes(5, 7))).toBe(2);
});

it('counts the records of the minutes that touch none of the intervals', () => {
  const series = book([4, 0, 9, 9, 0, 0, 5, 9, 0, 1]).of(['s'], 'n1');
  const [[from, to], [again, end]] = [minutes(2, 3), minutes(7, 7)];
  expect(
    series &&
      countOutside(series, [
        { from, to },
        { from: again, to: end },
      ]),
  ).toBe(10);
  expect(series && countOutside(series, [])).toBe(37);
});

it('counts silent minutes as 0', () => {
  expect(book([0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0]).baseline(['s'], 'n1', ...minutes(6, 6))).toBe(
    0,
  );
});

it('knows nothing with fewer than ten minutes outside', () => {
  const counts = [1, 1, 1, 1, 1, 1, 1, 1, 1, 50, 50];
  expect(book(counts).baseline(['s'], 'n1', ...minutes(9, 10))).toBeUndefined();
  expect(book([1, ...counts]).baseline(['s'], 'n1', ...minutes(10, 11))).toBe(1);
});

it('knows nothing about a node that was never seen', () => {
  expect(book([1, 2, 3]).baseline(['s'], 'n9', ...minutes(0, 1))).toBeUndefined();
});

it('adds up the signals asked for and leaves other signals and nodes out', () => {
  const rates = createRateSeries();
  for (let minute = 0; minute < 20; minute += 1) {
    for (const [signal, weight] of [
      ['a', 1],
      ['b', 2],
      ['c', 40],
    ] as const) {
      rates.counterOf(signal, 'n1')(START + minute * MINUTE, weight);
      rates.counterOf(signal, 'n2')(START + minute * MINUTE, 100);
    }
  }
  expect(rates.baseline(['a', 'b'], 'n1', ...minutes(0, 1))).toBe(3);
});

it('counts in coarser buckets when there are too many minutes', () => {
  const rates = createRateSeries();
  for (let minute = 0; minute < 30_000; minute += 1)
    rates.counterOf('s', 'n1')(START + minute * MINUTE, 6);
  const series = rates.of(['s'], 'n1');
  expect(series?.bucketMs).toBe(4 * MINUTE);
  expect(series?.counts.length).toBeLessThanOrEqual(10_080);
  expect(rates.baseline(['s'], 'n1', ...minutes(0, 1))).toBe(6);
});

it('keeps few buckets although one stamp lies far ahead', () => {
  const rates = book([1, 1, 1]);
  rates.counterOf('s', 'n1')(START + 80 * 365 * 24 * 60 * MINUTE, 1);
  expect(rates.of(['s'], 'n1')?.counts.length).toBeLessThanOrEqual(10_080);
});

it('gives up counting further pairs beyond ten thousand', () => {
  const rates = createRateSeries();
  for (let node = 0; node < 10_500; node += 1) rates.counterOf('s', `n${node}`)(START, 1);
  expect(rates.dropped).toBe(500);
});

it.each([
  [[5, 6, 4, 5, 5, 6, 4, 5, 5, 5, 6, 4], 900, true],
  [[5, 6, 4, 5, 5, 6, 4, 5, 5, 5, 6, 4], 8, false],
  [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 1, false],
  [[0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], 60, true],
  [[10, 90, 10, 90, 10, 90, 10, 90, 10, 90, 10, 90], 150, false],
])('against %j a rate of %i is a burst: %s', (counts, rate, expected) => {
  const series = book(counts).of(['s'], 'n1');
  expect(series && isBurst(rate, series, ...minutes(100, 101))).toBe(expected);
});

it('has no opinion on a burst without enough input', () => {
  const series = book([1, 2, 3]).of(['s'], 'n1');
  expect(series && isBurst(100, series, ...minutes(0, 1))).toBeUndefined();
  expect(series && robustZ(100, series, ...minutes(0, 1))).toBeUndefined();
  expect(series && baselineOf(series, ...minutes(0, 1))).toBeUndefined();
});
