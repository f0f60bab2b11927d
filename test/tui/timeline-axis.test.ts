import fc from 'fast-check';
import { expect, it } from 'vitest';
import { axisTicks, clockOf } from '../../src/tui/timeline-axis.js';
import { gridOf } from '../../src/tui/timeline-grid.js';

const at = (text: string): number => Date.parse(text);
const labels = (from: string, to: string, columns: number): readonly string[] =>
  axisTicks(gridOf({ from: at(from), to: at(to) }, columns)).map(({ label }) => label);

it.each([
  [
    '2025-04-15T08:00:00Z',
    '2025-04-15T08:30:00Z',
    60,
    ['08:00', '08:05', '08:10', '08:15', '08:20', '08:25'],
  ],
  ['2025-04-15T23:00:00Z', '2025-04-16T01:00:00Z', 60, ['23:00', '23:30', '04-16', '00:30']],
  [
    '2025-04-15T08:00:00Z',
    '2025-04-15T08:00:40Z',
    60,
    ['08:00:00', '08:00:10', '08:00:20', '08:00:30'],
  ],
  ['2025-04-15T00:00:00Z', '2025-04-19T00:00:00Z', 60, ['04-15', '04-16', '04-17', '04-18']],
  ['2024-01-01T00:00:00Z', '2025-01-01T00:00:00Z', 80, ['2024-03-18', '2024-06-26', '2024-10-04']],
])('from %s to %s on %i columns', (from, to, columns, expected) => {
  expect(labels(from, to, columns)).toEqual(expected);
});

it('never lets labels touch each other or the edge', () => {
  fc.assert(
    fc.property(
      fc.nat(40 * 366 * 86_400_000),
      fc.integer({ min: 1, max: 300 }),
      (length, columns) => {
        const from = at('2025-04-15T08:00:07Z');
        let free = 0;
        for (const { column, label } of axisTicks(gridOf({ from, to: from + length }, columns))) {
          expect(column).toBeGreaterThanOrEqual(free);
          free = column + label.length + 1;
          expect(column + label.length).toBeLessThanOrEqual(columns);
        }
      },
    ),
  );
});

it('tells fractions of a second only where there are any and they are asked for', () => {
  expect(clockOf(at('2025-04-15T08:00:07.250Z'))).toBe('08:00:07');
  expect(clockOf(at('2025-04-15T08:00:07.250Z'), true)).toBe('08:00:07.250');
  expect(clockOf(at('2025-04-15T08:00:07Z'), true)).toBe('08:00:07');
});
