import { describe, expect, it } from 'vitest';
import {
  parseFailOn,
  parseNodes,
  parseOffset,
  parseTimeLimit,
  parseWorkers,
  parseYear,
} from '../src/options.js';
import { spanOf } from '../src/time-limit.js';

describe('times', () => {
  it.each([
    ['-2h', { beforeNewestMs: 7_200_000 }],
    ['-90s', { beforeNewestMs: 90_000 }],
    ['-1.5d', { beforeNewestMs: 129_600_000 }],
    ['2025-04-15T10:00:00Z', { at: Date.UTC(2025, 3, 15, 10) }],
    ['2025-04-15T12:00:00+02:00', { at: Date.UTC(2025, 3, 15, 10) }],
    ['2025-04-15 10:00:00', { at: Date.UTC(2025, 3, 15, 10) }],
    ['2025-04-15', { at: Date.UTC(2025, 3, 15) }],
  ])('%s is read the same on every machine', async (text, expected) => {
    expect(await parseTimeLimit('--since', text)).toEqual(expected);
  });

  it.each(['yesterday', '', '2h', '-2 fortnights', '2025-13-01'])('refuses %j', async (text) => {
    await expect(parseTimeLimit('--since', text)).rejects.toThrow(/--since .*expected a time/);
  });
});

it.each([
  ['+02:00', 120],
  ['-0330', -210],
  ['+5', 300],
  ['UTC', 0],
])('reads the zone %s', (text, minutes) => expect(parseOffset(text)).toBe(minutes));

it.each([
  () => parseOffset('Mars'),
  () => parseOffset('+15:00'),
  () => parseYear('25'),
  () => parseFailOn('loud'),
  () => parseWorkers('two'),
  () => parseWorkers('-1'),
  () => parseWorkers('65'),
  () => parseNodes(['name']),
  () => parseNodes(['=path']),
])('refuses a bad value with a sentence', (parse) => expect(parse).toThrow(/expected/));

it('reads a number of threads, also none', () => {
  expect(parseWorkers('0')).toBe(0);
  expect(parseWorkers('64')).toBe(64);
});

it('takes the severities from the given one on', () => {
  expect(parseFailOn('high')).toEqual(['high', 'critical']);
  expect(parseFailOn('none')).toEqual([]);
});

it('keeps = signs in the path of a node', () => {
  expect([...parseNodes(['a=x=y.log'])]).toEqual([['x=y.log', 'a']]);
});

describe('the span that is looked at', () => {
  const covered = { from: 1000, to: 9000 };
  // Only the times of a coverage matter here.
  const coverage = [covered] as unknown as Parameters<typeof spanOf>[0];

  it.each([
    [undefined, undefined, covered],
    [{ beforeNewestMs: 2000 }, undefined, { from: 7000, to: 9000 }],
    [{ at: 0 }, { at: 99_000 }, covered],
    [{ at: 3000 }, { at: 4000 }, { from: 3000, to: 4000 }],
  ])('is cut by %j and %j', (since, until, expected) => {
    expect(spanOf(coverage, since, until)).toEqual(expected);
  });

  it('is empty without any time', () =>
    expect(spanOf([], undefined, undefined)).toEqual({ from: 0, to: 0 }));
});
