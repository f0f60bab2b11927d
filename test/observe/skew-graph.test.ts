import { describe, expect, it } from 'vitest';
import { type Link, placeClocks } from '../../src/observe/skew-graph.js';

const link = (first: string, second: string, offsetMs: number, uncertaintyMs = 10): Link => ({
  first,
  second,
  offsetMs,
  uncertaintyMs,
  pairs: 5,
});

const options = { machineOf: (clock: string) => clock.charAt(0), isZoned: () => true };

describe('placeClocks', () => {
  it.each([
    ['the first', [link('a', 'b', -90_000), link('a', 'c', -90_000)], 'b'],
    ['the last', [link('a', 'b', 0), link('b', 'c', 90_000)], 'b'],
  ])('takes the majority for right where %s is off', (_, links, reference) => {
    const placed = placeClocks(links, options);
    expect(placed.get('a')?.reference).toBe(reference);
    const off = [...placed].filter(([, { offsetMs }]) => Math.abs(offsetMs) > 1000);
    expect(off.map(([, { offsetMs }]) => offsetMs)).toEqual([90_000]);
  });

  it('counts one machine once, however many clocks of it agree', () => {
    const links = [
      link('a1', 'a2', 0),
      link('a1', 'a3', 0),
      link('a1', 'b', 60_000),
      link('b', 'c', 0),
    ];
    expect(placeClocks(links, options).get('a1')?.reference).toBe('b');
  });

  it('prefers a clock whose stamps tell their zone', () => {
    const isZoned = (clock: string): boolean => clock === 'b';
    const placed = placeClocks([link('a', 'b', 7_200_000)], { ...options, isZoned });
    expect(placed.get('a')).toMatchObject({ reference: 'b', offsetMs: -7_200_000 });
  });

  it('adds up the uncertainty of a way and takes the least of all ways', () => {
    const links = [link('a', 'b', 5, 1), link('b', 'c', 5, 2), link('a', 'c', 900, 100)];
    expect(placeClocks(links, { ...options, isZoned: (clock) => clock === 'a' }).get('c')).toEqual({
      reference: 'a',
      offsetMs: 10,
      uncertaintyMs: 3,
      pairs: 5,
    });
  });

  it('gives clusters that share no record a reference each', () => {
    const placed = placeClocks([link('a', 'b', 0), link('x', 'y', 90_000)], options);
    expect([...placed].map(([clock, { reference }]) => [clock, reference])).toEqual([
      ['a', 'a'],
      ['b', 'a'],
      ['x', 'x'],
      ['y', 'x'],
    ]);
  });
});
