import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ownText, shortenMiddle } from '../../src/model/text.js';

const anyText = fc.string({ unit: 'binary', maxLength: 300 });

it('never splits a character, keeps both ends and says how many are missing', () => {
  fc.assert(
    fc.property(anyText, fc.integer({ min: 40, max: 100 }), (text, max) => {
      const all = [...text];
      const short = shortenMiddle(text, max);
      if (all.length <= max) {
        expect(short).toBe(text);
        return;
      }
      expect([...short].length).toBeLessThanOrEqual(max);
      const [note = '', missing = ''] = /… (\d+) characters left out …/.exec(short) ?? [];
      const head = [...short.slice(0, short.indexOf(note))];
      const tail = [...short.slice(short.indexOf(note) + note.length)];
      expect(head).toEqual(all.slice(0, head.length));
      expect(tail).toEqual(all.slice(all.length - tail.length));
      expect(Number(missing)).toBe(all.length - head.length - tail.length);
    }),
  );
});

it('copies a text as it is, half characters included', () => {
  fc.assert(
    fc.property(anyText, fc.constantFrom('', '\ud800', '\udc00', '\0'), (text, odd) => {
      expect(ownText(odd + text)).toBe(odd + text);
    }),
  );
});
