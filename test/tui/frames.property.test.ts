import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { frameRows } from '../../src/tui/frame.js';
import { paintRows } from '../../src/tui/paint.js';
import { textOfRow } from '../../src/tui/rows.js';
import { createTheme } from '../../src/tui/theme.js';
import { fixtures } from '../report/fixtures.js';
import { after, begin, progress, source, told, typed } from './states.js';

const theme = createTheme({ level: '256', light: false });
const KEYS = [
  ...['up', 'down', 'left', 'right', 'enter', 'esc', 'tab', 'shift-tab', 'pageup', 'pagedown'],
  ...['home', 'end', '1', '2', '3', '4', '5', '?', '/', 'n', 'N', 'e', 'w', 'c', 'f', 'x', '嵌'],
];
const scenes = fc.record({
  columns: fc.integer({ min: 20, max: 300 }),
  rows: fc.integer({ min: 5, max: 100 }),
  lang: fc.constantFrom('en' as const, 'zh' as const),
  live: fc.boolean(),
});
const reports = fc.constantFrom(...Object.keys(fixtures));
const sources = fc.array(
  fc.record({
    source: fc.constantFrom('server1.log', 'b.tar.gz/嵌入/\u001b[2J.log', 'x'.repeat(300)),
    bytes: fc.nat(2_000_000_000),
    lines: fc.nat(90_000_000),
    done: fc.boolean(),
  }),
  { maxLength: 40 },
);

it('is never wider nor higher than the screen, in no state', () => {
  fc.assert(
    fc.property(
      scenes,
      reports,
      sources,
      fc.boolean(),
      fc.array(fc.constantFrom(...KEYS), { maxLength: 12 }),
      (scene, name, read, isFinal, keys) => {
        const heard = after(
          begin(scene),
          progress(500, read.map(source)),
          told(fixtures[name as keyof typeof fixtures], isFinal),
        );
        const state = typed(heard, ...keys);
        const rows = frameRows(state);
        expect(rows.length).toBeLessThanOrEqual(scene.rows);
        const painted = paintRows(rows, { columns: scene.columns, height: scene.rows }, theme);
        expect(painted.map((row) => stringWidth(row))).toEqual(painted.map(() => scene.columns));
      },
    ),
    { numRuns: 150 },
  );
});

it('shows nothing but a word where there is no room at all', () => {
  const rows = frameRows(begin({ columns: 19, rows: 3 }));
  expect(rows.map(textOfRow)).toEqual(['too small']);
});
