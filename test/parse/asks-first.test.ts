import { expect, it } from 'vitest';
import { createTransports } from '../../src/parse/transports.js';

it('asks the format first that took the last line, and of no other what only it would take', () => {
  const transports = createTransports('x', () => {});
  const push = (text: string): void => transports.push({ source: 'x', no: 1, text, cr: false });
  push('2025-04-15T08:00:00.1Z stderr F ready');
  expect(['cri', 'journald-short-iso'].map(transports.asksFirst)).toEqual([true, false]);
  push('2025-04-15T08:00:30+0000 s1 k3s[8]: ready');
  expect(['cri', 'journald-short-iso'].map(transports.asksFirst)).toEqual([false, true]);
  // What no format takes is a plain entry, whoever was asked first.
  expect(transports.asksFirst('plain')).toBe(true);
});
