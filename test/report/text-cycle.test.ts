import { expect, it } from 'vitest';
import { drawCycle } from '../../src/report/text-cycle.js';

const rates: Readonly<Record<string, string>> = { 'a b': '118/min', 'c a': '9/min' };
const label = (from: string, to: string) => rates[`${from} ${to}`];

it.each([
  ['without rates', ['a', 'b', 'c'], undefined, ['┌─> a ──> b ──> c ─┐', '└──────────────────┘']],
  [
    'with the rates that are known',
    ['a', 'b', 'c'],
    label,
    ['┌─> a ─118/min─> b ──> c ─9/min─┐', '└───────────────────────────────┘'],
  ],
  ['of one node', ['a'], () => '60/min', ['┌─> a ─60/min─┐', '└─────────────┘']],
  ['of none', [], label, []],
])('draws a cycle %s', (_name, cycle, labelOf, lines) => {
  expect(drawCycle(cycle, 60, labelOf)).toEqual(lines);
});

it('writes an arrow a line where the drawing is too wide', () => {
  const lines = ['a -118/min-> b', 'b -> c', 'c -9/min-> a'];
  expect(drawCycle(['a', 'b', 'c'], 30, label)).toEqual(lines);
});

it('writes a sentence where the drawing is too wide, without rates', () => {
  expect(drawCycle(['a', 'b', 'c'], 18)).toEqual(['a -> b -> c -> a']);
});

it('keeps the rate of the last arrow where nodes of a long cycle are left out', () => {
  const cycle = Array.from({ length: 12 }, (_, no) => `n${no}`);
  const [top] = drawCycle(cycle, 200, (from) => (from === 'n10' ? '5/min' : undefined));
  expect(top).toContain('n5 ──> (… 5 …) ─5/min─> n11 ─┐');
});
