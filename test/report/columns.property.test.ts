import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { graphemes, widthOf } from '../../src/report/columns.js';

const odd = fc.constantFrom(
  ...['ᄀ', 'ᅡ', 'ᆨ', '가', '\u1160', '\ua960', '\ud7b0', '\ud7cb', 'ｶ', 'ﾞ', '\u0903', '\u0e33'],
  ...['👩', '\u200d', '❤', '\ufe0f', '☝', '🏽', '🇩', '🏴', '\u{e0067}', '\u{e007f}', '1', '\u20e3'],
  ...['#', 'a', '\u0301', '\u0600', '\u3164', '中', '，', '—', '·', '→', '\u00ad'],
);
const mixed = fc
  .array(fc.oneof(odd, fc.string({ unit: 'binary', minLength: 1, maxLength: 1 })), { maxLength: 8 })
  .map((all) => all.join(''));

it('takes whole characters for as wide as string-width does', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 20 }), (text) => {
      expect(widthOf(text)).toBe(stringWidth(text));
    }),
  );
});

it('never takes a text for narrower than string-width does', () => {
  fc.assert(
    fc.property(mixed, (text) => {
      expect(widthOf(text)).toBeGreaterThanOrEqual(stringWidth(text));
    }),
  );
});

it('parts a text into its characters', () => {
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  fc.assert(
    fc.property(fc.oneof(mixed, fc.string({ unit: 'grapheme' })), (text) => {
      expect(graphemes(text)).toEqual(Array.from(segmenter.segment(text), (it) => it.segment));
    }),
  );
});
