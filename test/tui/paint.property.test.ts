import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import type { Tone } from '../../src/tui/line.js';
import { firstShown, moveBy, scrolled } from '../../src/tui/list.js';
import { paintRow, paintRows } from '../../src/tui/paint.js';
import { chosenRow, cutRow, edges, fitRow, span, widthOfRow } from '../../src/tui/rows.js';
import { createTheme } from '../../src/tui/theme.js';
import { wrapRow } from '../../src/tui/wrap-row.js';

const TONES: readonly Tone[] = ['plain', 'dim', 'title', 'accent', 'critical', 'chosen'];
const texts = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '嵌入式镜像仓库',
    'server1',
    '\u001b[2J\u0007\t\n',
    '👩‍👩‍👧',
    'é́́',
    '─┌─>',
    '\u202e',
  ),
);
const spans = fc.record({ text: texts, tone: fc.constantFrom(...TONES) });
const rows = fc.array(spans, { maxLength: 8 });
const widths = fc.integer({ min: 1, max: 120 });
const themes = fc.constantFrom(
  createTheme({ level: 'none', light: false }),
  createTheme({ level: '16', light: true }),
  createTheme({ level: '256', light: false }),
);

it('paints every row exactly as wide as asked, and nothing but text and colours', () => {
  fc.assert(
    fc.property(rows, widths, themes, (row, width, theme) => {
      const painted = paintRow(row, width, theme);
      expect(stringWidth(painted)).toBe(width);
      expect(painted.replace(/\u001b\[[\d;]*m/g, '')).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    }),
  );
});

it('paints exactly as many rows as there are', () => {
  fc.assert(
    fc.property(fc.array(rows, { maxLength: 8 }), widths, (all, columns) => {
      const theme = createTheme({ level: 'none', light: false });
      expect(paintRows(all, { columns, height: 5 }, theme)).toHaveLength(5);
    }),
  );
});

it('never gives a row that is too wide', () => {
  fc.assert(
    fc.property(rows, rows, widths, (left, right, width) => {
      expect(widthOfRow(cutRow(left, width))).toBeLessThanOrEqual(width);
      expect(widthOfRow(fitRow(left, width))).toBe(width);
      expect(widthOfRow(chosenRow(left, width))).toBe(width);
      expect(widthOfRow(edges(left, right, width))).toBe(width);
    }),
  );
});

it('leaves a row that fits as it is', () => {
  const row = [span('ab', 'dim'), span('cd')];
  expect(cutRow(row, 4)).toBe(row);
  expect(cutRow(row, 3)).toEqual([span('ab', 'dim'), span('…')]);
  expect(cutRow([span('ab'), span('cd'), span('ef')], 4)).toEqual([span('ab'), span('c…')]);
});

it('keeps the chosen row of a list in view, and its keys within the list', () => {
  const sizes = fc.record({
    total: fc.integer({ min: 1, max: 200 }),
    height: fc.integer({ min: 1, max: 60 }),
    at: fc.nat(199),
    key: fc.constantFrom('up', 'down', 'pageup', 'pagedown', 'home', 'end'),
  });
  fc.assert(
    fc.property(sizes, ({ total, height, at: any, key }) => {
      const at = moveBy(key, any % total, total, height) ?? -1;
      expect(at).toBeGreaterThanOrEqual(0);
      expect(at).toBeLessThan(total);
      const first = firstShown(at, total, height);
      expect(at - first).toBeGreaterThanOrEqual(0);
      expect(at - first).toBeLessThan(height);
    }),
  );
});

it('marks the part of a text that is in view', () => {
  const lines = ['a', 'b', 'c', 'd', 'e', 'f'].map((text) => [span(text)]);
  const shown = (first: number) =>
    scrolled(lines, first, { width: 3, height: 3 }).map((row) =>
      row.map(({ text }) => text).join(''),
    );
  expect(shown(0)).toEqual(['a ┃', 'b ┃', 'c │']);
  expect(shown(9)).toEqual(['d │', 'e ┃', 'f ┃']);
  expect(scrolled(lines, 2, { width: 3, height: 6 })).toEqual(lines);
});

it('goes on below its text with a row that is too long, and loses nothing of it', () => {
  const row = [span('Proof       ', 'dim'), span('bundles/k3s.service.log.gz:1204', 'accent')];
  const lines = wrapRow(row, 24).map((one) => one.map(({ text }) => text).join(''));
  expect(lines).toEqual([
    'Proof       bundles/k3s.',
    '            service.log.',
    '            gz:1204',
  ]);
  fc.assert(
    fc.property(rows, fc.integer({ min: 4, max: 60 }), (any, width) => {
      for (const one of wrapRow(any, width)) expect(widthOfRow(one)).toBeLessThanOrEqual(width);
    }),
  );
});
