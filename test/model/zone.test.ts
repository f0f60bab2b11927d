import { expect, it } from 'vitest';
import { offsetAmong } from '../../src/model/zone.js';

const span = (offsetMinutes: number, from: number, to: number) => ({ offsetMinutes, from, to });

it('is the offset of that time, else of the nearest one', () => {
  const spans = [span(120, 0, 100), span(60, 200, 300)];
  expect([-5, 50, 149, 151, 250, 900].map((at) => offsetAmong(spans, at))).toEqual([
    120, 120, 120, 60, 60, 60,
  ]);
});

it('is none where two are told for one time, and where none is told', () => {
  expect(offsetAmong([span(120, 0, 100), span(60, 50, 300)], 70)).toBeUndefined();
  expect(offsetAmong([span(120, 0, 100), span(120, 50, 300)], 70)).toBe(120);
  expect(offsetAmong([], 70)).toBeUndefined();
});
