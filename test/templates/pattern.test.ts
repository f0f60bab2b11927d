import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPattern, fits } from '../../src/templates/pattern.js';

const line = Buffer.from('took 12ms of 3');
const isDigit = (at: number): boolean => /\d/.test(String.fromCharCode(line[at] ?? 0));
const pattern = createPattern(line, isDigit);

function doesFit(text: string, own = pattern): boolean {
  const bytes = Buffer.from(`before ${text}`, 'latin1');
  return fits(own, new DataView(bytes.buffer), bytes.byteOffset + 7);
}

describe('fits', () => {
  it.each(Array.from({ length: 10 }, (_, digit) => digit))(
    'takes the digit %d at each place',
    (digit) => {
      expect(doesFit(`took ${digit}${digit}ms of ${digit}`)).toBe(true);
    },
  );

  it('takes no other byte in place of a digit, nor of anything else', () => {
    for (let at = 0; at < line.length; at += 1) {
      for (let byte = 0; byte < 256; byte += 1) {
        const other = Buffer.from(line);
        other[at] = byte;
        const isSame = isDigit(at) ? byte >= 0x30 && byte <= 0x39 : byte === line[at];
        expect([at, byte, doesFit(other.toString('latin1'))]).toEqual([at, byte, isSame]);
      }
    }
  });

  it('takes hexadecimal digits where they may stand', () => {
    const own = createPattern(
      Buffer.from('id=1f;x'),
      () => false,
      (at) => at === 3 || at === 4,
    );
    for (const id of ['00', '9f', 'a5', 'ff']) expect(doesFit(`id=${id};x`, own)).toBe(true);
    for (const id of ['0g', 'F0', '`0', ':0', '/0']) expect(doesFit(`id=${id};x`, own)).toBe(false);
  });

  it.each([4, 5, 6, 7, 8, 9])('looks at the last of %d bytes', (length) => {
    const own = createPattern(Buffer.from('abcdefghi').subarray(0, length), () => false);
    const text = 'abcdefghi'.slice(0, length);
    expect(doesFit(text, own)).toBe(true);
    expect(doesFit(`${text.slice(0, -1)}!`, own)).toBe(false);
  });

  it.each(['', 'a', 'ab', 'abc'])('takes nothing that is as short as "%s"', (text) => {
    expect(
      doesFit(
        `${text}....`,
        createPattern(Buffer.from(text), () => false),
      ),
    ).toBe(false);
  });

  it('is what a comparison byte by byte says', () => {
    const texts = fc.string({
      unit: fc.constantFrom('0', '5', '9', 'a', 'f', ':', '/', ' '),
      minLength: 4,
      maxLength: 12,
    });
    fc.assert(
      fc.property(texts, fc.func(fc.boolean()), fc.nat(11), texts, (text, isFree, at, other) => {
        const free = (place: number): boolean => /\d/.test(text.charAt(place)) && isFree(place);
        const own = createPattern(Buffer.from(text), free);
        const place = at % text.length;
        const near = text.slice(0, place) + other.charAt(0) + text.slice(place + 1);
        const isSame =
          near[place] === text[place] || (free(place) && /\d/.test(near.charAt(place)));
        expect(doesFit(near, own)).toBe(isSame);
      }),
    );
  });
});
