import { expect, it } from 'vitest';
import { createSilence } from '../../src/triage/silence.js';

it('is news when it has lasted, once for each step, and ends with the next line', () => {
  const silence = createSilence();
  const at = (seconds: number, lines: number) => {
    silence.see(lines, seconds * 1000);
    return [silence.ms / 1000, silence.takeNews()];
  };
  expect(at(1, 10)).toEqual([0, false]);
  expect(at(15, 10)).toEqual([0, false]);
  expect(at(16, 10)).toEqual([15, true]);
  expect(at(30, 10)).toEqual([29, false]);
  expect(at(61, 10)).toEqual([60, true]);
  expect(at(62, 11)).toEqual([0, false]);
  expect(at(77, 11)).toEqual([15, true]);
});
