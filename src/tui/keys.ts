import type { Key as InkKey } from 'ink';
import { graphemes } from '../report/columns.js';
import type { Key } from './view.js';

/** Control characters that come among text, when keys are typed faster than they are read, or pasted. */
const CONTROLS: Readonly<Record<string, Key>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
};

const NAMED: readonly (readonly [keyof InkKey, Key])[] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'esc'],
  ['backspace', 'backspace'],
  ['delete', 'backspace'],
];

/** What Ink tells of a key, or of several at once, as our keys. Unknown sequences give none. */
export function keysOf(input: string, key: InkKey): readonly Key[] {
  if (key.tab) return [key.shift ? 'shift-tab' : 'tab'];
  const named = NAMED.find(([name]) => key[name] === true);
  if (named) return [named[1]];
  if (key.ctrl) return input === '' ? [] : [`ctrl-${input}`];
  if (key.meta) return [];
  return graphemes(input).flatMap((character) => {
    const control = CONTROLS[character] ?? letterOf(character);
    if (control !== undefined) return [control];
    return /^[\u0000-\u001f]/.test(character) ? [] : [character];
  });
}

/** `ctrl-a` is 1, and so on. */
function letterOf(character: string): Key | undefined {
  const code = character.charCodeAt(0);
  return code >= 1 && code <= 26 ? `ctrl-${String.fromCharCode(96 + code)}` : undefined;
}
