import { expect, it, vi } from 'vitest';
import { rowOfAnsi } from '../../src/tui/from-ansi.js';
import { keysOf } from '../../src/tui/keys.js';
import { createPace } from '../../src/tui/pace.js';
import { promptOf, promptRow, typeKey } from '../../src/tui/prompt.js';
import { NO_READING, readOn, secondsLeft, speedOf } from '../../src/tui/reading.js';
import { textOfRow } from '../../src/tui/rows.js';
import { createTheme, readBackground } from '../../src/tui/theme.js';
import { byteCount } from '../../src/tui/words/reading.js';
import { source } from './states.js';

const NO_KEY = {
  upArrow: false,
  downArrow: false,
  leftArrow: false,
  rightArrow: false,
  pageDown: false,
  pageUp: false,
  home: false,
  end: false,
  return: false,
  escape: false,
  ctrl: false,
  shift: false,
  tab: false,
  backspace: false,
  delete: false,
  meta: false,
  super: false,
  hyper: false,
  capsLock: false,
  numLock: false,
};

it.each([
  ['j', {}, ['j']],
  ['jj\rq', {}, ['j', 'j', 'enter', 'q']],
  ['', { upArrow: true }, ['up']],
  ['', { tab: true, shift: true }, ['shift-tab']],
  ['c', { ctrl: true }, ['ctrl-c']],
  ['', { escape: true, meta: true }, ['esc']],
  ['x', { meta: true }, []],
  ['\u007f', {}, ['backspace']],
  ['嵌é', {}, ['嵌', 'é']],
])('%j with %j is %j', (input, key, keys) => {
  expect(keysOf(input, { ...NO_KEY, ...key })).toEqual(keys);
});

it('types, moves and deletes characters as people see them', () => {
  const after = (...keys: string[]) =>
    keys.reduce((prompt, key) => typeKey(prompt, key) ?? prompt, promptOf('嵌入'));
  expect(after('x')).toEqual({ text: '嵌入x', at: 3 });
  expect(after('left', 'x')).toEqual({ text: '嵌x入', at: 2 });
  expect(after('backspace')).toEqual({ text: '嵌', at: 1 });
  expect(after('home', 'backspace', 'enter')).toEqual({ text: '嵌入', at: 0 });
});

it('shows the part of a long text around the cursor', () => {
  const row = promptRow('File ', promptOf('0123456789'.repeat(4)), 20);
  expect(textOfRow(row)).toBe('File 7890123456789 ');
});

it.each([
  [{ TERM: 'xterm-256color' }, undefined, '256'],
  [{ TERM: 'xterm' }, undefined, '16'],
  [{ TERM: 'xterm', COLORTERM: 'truecolor' }, undefined, '256'],
  [{ TERM: 'xterm-256color', NO_COLOR: '1' }, undefined, 'none'],
  [{ TERM: 'xterm-256color', NO_COLOR: '' }, undefined, '256'],
  [{ TERM: 'xterm-256color', NO_COLOR: '1' }, true, '16'],
  [{ TERM: 'xterm-256color' }, false, 'none'],
  [{ TERM: 'dumb' }, undefined, 'none'],
  [{ TERM: 'xterm', FORCE_COLOR: '3' }, undefined, '256'],
  [{ TERM: 'xterm-256color', FORCE_COLOR: '0' }, undefined, 'none'],
] as const)('%j with %j has %s colours', (env, color, level) => {
  expect(readBackground(env, color).level).toBe(level);
});

it.each([
  ['15;0', false],
  ['0;15', true],
  ['0;default;7', true],
  ['15;8', false],
  ['12;default', false],
  [undefined, false],
])('COLORFGBG %s is light: %s', (COLORFGBG, light) => {
  expect(readBackground({ TERM: 'xterm', COLORFGBG }).light).toBe(light);
});

it('uses no colour where there is none, and switches off what it switched on', () => {
  const plain = createTheme({ level: 'none', light: false });
  expect(plain('bad', 'x')).toBe('\u001b[1mx\u001b[0m');
  expect(plain('accent', 'x')).toBe('x');
  expect(createTheme({ level: '16', light: false })('good', 'x')).toBe('\u001b[32mx\u001b[0m');
});

it('reads the colours of the text report as tones', () => {
  expect(rowOfAnsi('\u001b[1m\u001b[31mEXPLAINED\u001b[39m\u001b[22m x')).toEqual([
    { text: 'EXPLAINED', tone: 'bad' },
    { text: ' x', tone: 'plain' },
  ]);
});

it('measures the speed of the last seconds', () => {
  const at = (atMs: number, bytes: number) => ({
    atMs,
    sources: [source({ bytes, lines: bytes / 10, totalBytes: 10_000 })],
  });
  const first = readOn(NO_READING, at(1000, 1000));
  expect(speedOf(first, 'bytes')).toBe(1000);
  const later = [2000, 3000, 8000].reduce((before, ms) => readOn(before, at(ms, 1000)), first);
  expect(speedOf(later, 'bytes')).toBe(0);
  const fast = readOn(first, at(2000, 4000));
  expect(speedOf(fast, 'bytes')).toBe(2000);
  expect(secondsLeft(fast)).toBe(3);
});

it('does not say how long it takes where nobody knows how much there is', () => {
  const pipe = readOn(NO_READING, { atMs: 1000, sources: [source({ bytes: 5 })] });
  expect(secondsLeft(pipe)).toBeUndefined();
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [12_345, '12.3 kB'],
  [456_000_000, '456 MB'],
  [2_000_000_000_000_000, '2000 TB'],
])('%d bytes are %s', (bytes, text) => expect(byteCount(bytes)).toBe(text));

it('draws at once for a key, and at most 15 times a second while it is held', () => {
  vi.useFakeTimers();
  let frames = 0;
  const pace = createPace(() => {
    frames += 1;
  });
  pace.ask('key');
  expect(frames).toBe(1);
  for (let ms = 0; ms < 1000; ms += 10) {
    pace.ask('key');
    pace.ask('news');
    vi.advanceTimersByTime(10);
  }
  expect(frames).toBeLessThanOrEqual(16);
  expect(frames).toBeGreaterThanOrEqual(14);
  vi.advanceTimersByTime(5000);
  expect(vi.getTimerCount()).toBe(0);
  vi.useRealTimers();
});

it('draws news five times a second, and a key between them at once', () => {
  vi.useFakeTimers();
  let frames = 0;
  const pace = createPace(() => {
    frames += 1;
  });
  for (let ms = 0; ms < 1000; ms += 10) {
    pace.ask('news');
    vi.advanceTimersByTime(10);
  }
  expect(frames).toBe(6); // at 0, 200 … 1000 ms
  pace.ask('key');
  expect(frames).toBe(7);
  pace.stop();
  vi.useRealTimers();
});
