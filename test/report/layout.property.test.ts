import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, it } from 'vitest';
import { harmless } from '../../src/report/clean.js';
import { cut, split, wrap } from '../../src/report/layout.js';
import { shorten } from '../../src/report/shorten.js';

const piece = fc.constantFrom(
  '原因',
  '，',
  '（环）',
  '👩‍👧',
  'e\u0301',
  '\u001b[31m',
  '\u202e',
  ' ',
  'word',
  '\ud800',
  '한',
  'ᄀ',
  '\u0600',
  'ｶﾞ',
  '🇩',
);
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.array(piece, { maxLength: 60 }).map((all) => all.join('')),
);
const width = fc.integer({ min: 8, max: 90 }); // a single character may be four columns wide

it('wraps every text within the width', () => {
  fc.assert(
    fc.property(text, width, (any, columns) => {
      for (const line of wrap(any, columns)) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
    }),
  );
});

it('loses no character but spaces by wrapping', () => {
  fc.assert(
    fc.property(text, width, (any, columns) => {
      const bare = (value: string) => harmless(value.replace(/\s+/g, ' ')).replaceAll(' ', '');
      expect(wrap(any, columns).join('').replaceAll(' ', '')).toBe(bare(any));
    }),
  );
});

it('splits every harmless text within the width and loses nothing', () => {
  fc.assert(
    fc.property(text, width, (any, columns) => {
      const lines = split(harmless(any), columns);
      for (const line of lines) expect(stringWidth(line)).toBeLessThanOrEqual(columns);
      expect(lines.join('')).toBe(harmless(any));
    }),
  );
});

it('cuts every text within the width', () => {
  fc.assert(
    fc.property(text, width, fc.constantFrom(1, 0.5, 0.3), (any, columns, share) => {
      expect(stringWidth(cut(any, columns, share))).toBeLessThanOrEqual(columns);
    }),
  );
});

it('leaves nothing that steers a terminal', () => {
  fc.assert(
    fc.property(text, (any) => {
      expect(harmless(any)).not.toMatch(
        /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/u,
      );
    }),
  );
});

it('shortens to the maximum and keeps both ends', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 200, maxLength: 400 }), (any) => {
      const short = [...shorten(any, 120)];
      const all = [...any];
      expect(short.length).toBeLessThanOrEqual(120);
      expect([short[0], short.at(-1)]).toEqual([all[0], all.at(-1)]);
    }),
  );
});
