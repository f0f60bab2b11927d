import { expect, it } from 'vitest';
import { press } from '../../src/tui/press.js';
import { hear } from '../../src/tui/reduce.js';
import { clear, ring } from '../report/fixtures.js';
import { after, begin, progress, source, told, typed } from './states.js';

const SIZE = { columns: 80, rows: 24 };
const reading = begin(SIZE);
const read = after(reading, told(ring));

it('opens the diagnosis when all is read', () => {
  expect(reading.view).toBe('sources');
  expect(after(reading, told(clear, false)).view).toBe('sources');
  expect(read.view).toBe('diagnosis');
});

it.each([false, true])('opens the diagnosis with the first finding; live: %s', (isLive) => {
  const live = begin({ ...SIZE, live: isLive });
  expect(after(live, told(clear, false)).view).toBe('sources');
  expect(after(live, told(ring, false)).view).toBe('diagnosis');
});

it('stays in the view that the user chose', () => {
  expect(after(typed(reading, '3'), told(ring)).view).toBe('evidence');
  expect(after(typed(reading, '5'), told(ring)).view).toBe('sources');
});

it('goes back to the diagnosis in the end, not to the progress that nobody chose', () => {
  expect(typed(after(typed(reading, '3'), told(ring)), 'esc').view).toBe('diagnosis');
  expect(typed(after(typed(reading, '5'), told(ring)), 'esc').view).toBe('diagnosis');
  expect(typed(after(typed(reading, '5', '3'), told(ring)), 'esc').view).toBe('sources');
  expect(typed(reading, 'esc').view).toBe('sources');
  expect(typed(after(reading, told(clear, false)), 'esc').view).toBe('diagnosis');
});

it.each([
  [['2'], 'timeline'],
  [['9'], 'diagnosis'],
  [['tab'], 'timeline'],
  [['shift-tab'], 'sources'],
  [['3', 'esc'], 'diagnosis'],
  [['e'], 'why'],
] as const)('%j leads to %s', (keys, view) => {
  expect(typed(read, ...keys).view).toBe(view);
});

it('leaves at once when all is read', () => {
  expect(press(read, 'q').effects).toEqual([{ kind: 'leave', how: 'quit' }]);
  expect(press(read, 'ctrl-c').effects).toEqual([{ kind: 'leave', how: 'quit' }]);
});

it('waits for the last result when it is left while reading', () => {
  const asked = press(after(reading, told(ring, false)), 'q');
  expect(asked.effects).toEqual([{ kind: 'stop' }]);
  const last = hear(asked.state, told(ring, true));
  expect(last.effects).toEqual([{ kind: 'leave', how: 'quit' }]);
});

it('waits no longer for who asks twice', () => {
  expect(press(typed(reading, 'q'), 'q').effects).toEqual([{ kind: 'leave', how: 'quit' }]);
});

it('tells an interrupt while reading from leaving', () => {
  expect(press(reading, 'ctrl-c').effects).toEqual([{ kind: 'leave', how: 'interrupted' }]);
  const inDialog = typed(after(reading, told(ring, false)), 'w', 'enter');
  expect(press(inDialog, 'ctrl-c').effects).toEqual([{ kind: 'leave', how: 'interrupted' }]);
});

it('shares the chosen finding with all views', () => {
  const second = typed(read, 'j');
  expect(second.chosen).toBe('etcd-slow-reads');
  expect(typed(second, 'enter')).toMatchObject({ view: 'evidence', chosen: 'etcd-slow-reads' });
  expect(typed(second, 'e')).toMatchObject({ view: 'why', chosen: 'etcd-slow-reads' });
});

it('copies to the clipboard and says so until the next key', () => {
  const { state, effects } = press(read, 'c');
  expect(effects).toMatchObject([{ kind: 'copy', text: expect.stringContaining('server1') }]);
  expect(state.message?.isBad).toBe(false);
  expect(state.message?.text).toContain('OSC 52');
  expect(typed(state, 'j').message).toBeUndefined();
});

it('claims no copy where the terminal has no clipboard', () => {
  const { state, effects } = press({ ...read, hasClipboard: false }, 'c');
  expect(effects).toEqual([]);
  expect(state.message).toMatchObject({ isBad: true, text: expect.not.stringContaining('OSC') });
});

it('closes the help with any key, which does nothing else', () => {
  const helped = typed(read, '?');
  expect(helped.dialog).toEqual({ kind: 'help' });
  const closed = press(helped, 'q');
  expect(closed.state.dialog).toBeUndefined();
  expect(closed.effects).toEqual([]);
});

it('keeps only the answer to the question that was asked last', () => {
  const asked = { ...read, around: { source: 'a', line: 2 } };
  const answer = (line: number) =>
    ({ kind: 'around', source: 'a', line, result: { lines: [] } }) as const;
  expect(after(asked, answer(1)).around?.result).toBeUndefined();
  expect(after(asked, answer(2)).around?.result).toEqual({ lines: [] });
});

it('writes no report before there is one', () => {
  const state = typed(after(reading, progress(100, [source()])), 'w');
  expect(state.dialog).toBeUndefined();
  expect(state.message?.isBad).toBe(true);
});

it('asks for form and file, and again before it overwrites', () => {
  const named = typed(read, 'w', 'l', 'enter');
  expect(named.dialog).toMatchObject({ step: 'path', format: 'json' });
  const asked = press(named, 'enter');
  const order = { format: 'json', path: 'hotplane-report.json' };
  expect(asked.effects).toEqual([{ kind: 'write', order: { ...order, overwrite: false } }]);
  const path = order.path;
  const again = after(asked.state, { kind: 'written', written: { path, result: 'exists' } });
  expect(again.dialog).toMatchObject({ step: 'confirm' });
  expect(press(again, 'enter').effects).toEqual([]);
  expect(press(again, 'y').effects).toEqual([
    { kind: 'write', order: { ...order, overwrite: true } },
  ]);
  expect(typed(again, 'n').dialog).toMatchObject({ step: 'path' });
  const done = after(again, { kind: 'written', written: { path, result: 'done' } });
  expect(done.dialog).toBeUndefined();
  expect(done.message?.text).toContain(path);
});

it('tells why a report could not be written, and asks for another name', () => {
  const named = typed(read, 'w', 'enter');
  const written = { path: 'x', result: 'failed', why: 'denied' } as const;
  const failed = after(named, { kind: 'written', written });
  expect(failed.message).toMatchObject({ isBad: true, text: 'Could not write x: no permission' });
  expect(failed.dialog).toMatchObject({ step: 'path' });
});

it('types letters into the name of the file, commands or not', () => {
  const named = typed(read, 'w', 'enter', 'ctrl-u', 'q', 'h', '?', 'backspace');
  expect(named.dialog).toMatchObject({ path: { text: 'qh' } });
});
