import { expect, it } from 'vitest';
import { boundNotes, withinBounds } from '../src/bounds.js';
import { finding } from './report/fixtures.js';

const NONE = { withoutTexts: 0, unquoted: 0 };

it('says nothing where every bound was kept', () => {
  expect(boundNotes({ a: { evictedGroups: 0, lateObservations: 0 } }, NONE)).toEqual([]);
});

it('sums up what exceeded its bounds, over all correlations', () => {
  const tally = {
    a: { evictedGroups: 3, lateObservations: 0, droppedDetections: 2 },
    b: { evictedGroups: 4, lateObservations: 1 },
  };
  expect(boundNotes(tally, { withoutTexts: 5, unquoted: 6 })).toEqual([
    { code: 'groups-evicted', count: 7 },
    { code: 'detections-dropped', count: 2 },
    { code: 'observations-late', count: 1 },
    { code: 'texts-dropped', count: 5 },
    { code: 'places-unquoted', count: 6 },
  ]);
});

it('counts at least so many where texts were dropped, and only there', () => {
  const counted = finding({ count: { value: 9, atLeast: false } });
  const overflow = { withoutTexts: 1, unquoted: 0 };
  expect(withinBounds(counted, overflow).count).toEqual({ value: 9, atLeast: true });
  expect(withinBounds(counted, { withoutTexts: 0, unquoted: 9 })).toBe(counted);
  expect(withinBounds(finding(), overflow).count).toBeUndefined();
});
