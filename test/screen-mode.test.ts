import { expect, it } from 'vitest';
import { wantsScreen } from '../src/screen-mode.js';

const TERMINAL = { TERM: 'xterm-256color' };

it.each([
  ['on a terminal', undefined, TERMINAL, true, true],
  ['not into a pipe or a file', undefined, TERMINAL, false, false],
  ['not on a dumb terminal', undefined, { TERM: 'dumb' }, true, false],
  ['not in CI', undefined, { ...TERMINAL, CI: 'true' }, true, false],
  ['where CI says no', undefined, { ...TERMINAL, CI: 'false' }, true, true],
  ['not for a screen reader', undefined, { ...TERMINAL, INK_SCREEN_READER: 'true' }, true, false],
  ['not when text is asked for', 'text', TERMINAL, true, false],
  ['when it is asked for, come what may', 'tui', { TERM: 'dumb', CI: '1' }, true, true],
] as const)('is the screen wanted %s', (_when, output, env, isTerminal, wanted) => {
  expect(wantsScreen({ output, env, isTerminal })).toBe(wanted);
});
