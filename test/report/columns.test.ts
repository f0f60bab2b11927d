import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { widthOf } from '../../src/report/columns.js';

it('knows the width of every single character', () => {
  const wrong: string[] = [];
  for (let code = 0; code <= 0x10ffff; code += code < 0x1_0000 ? 1 : 0x61) {
    const character = String.fromCodePoint(code);
    if (widthOf(character) !== stringWidth(character)) wrong.push(code.toString(16));
  }
  expect(wrong).toEqual([]);
});
