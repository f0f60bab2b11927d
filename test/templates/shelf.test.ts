import { expect, it } from 'vitest';
import { createPattern } from '../../src/templates/pattern.js';
import { createShelf, type Held, refusedLike } from '../../src/templates/shelf.js';

const heldOf = (text: string): Held => ({
  pattern: createPattern(Buffer.from(text), (at) => /\d/.test(text.charAt(at))),
  tell: () => true,
});
const find = (shelf: ReturnType<typeof createShelf>, text: string): Held | undefined => {
  const bytes = Buffer.from(`before ${text} behind`);
  return shelf.find(bytes, 7, 7 + text.length);
};

it('finds what lines like it left there, and nothing for others', () => {
  const shelf = createShelf();
  const held = heldOf('peer 10 lost');
  shelf.put(held, Buffer.from('peer 10 lost'));
  expect(find(shelf, 'peer 99 lost')).toBe(held);
  expect(find(shelf, 'peer 999 lost')).toBeUndefined();
  expect(find(shelf, 'peer xx lost')).toBeUndefined();
});

it('finds it at the end of other bytes, too', () => {
  const shelf = createShelf();
  const held = heldOf('peer 10 lost');
  shelf.put(held, Buffer.from('peer 10 lost'));
  const bytes = Buffer.from('x peer 77 lost').subarray(2);
  expect(shelf.find(bytes, 0, bytes.length)).toBe(held);
});

it('lets the oldest of a slot make way', () => {
  const shelf = createShelf();
  // Digits and the letters a to f count alike: all of these have one slot.
  const texts = ['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `peer ${letter} lost`);
  const all = texts.map(heldOf);
  texts.forEach((text, at) => {
    shelf.put(all[at] ?? heldOf(text), Buffer.from(text));
  });
  expect(texts.map((text) => all.indexOf(find(shelf, text) ?? heldOf('')))).toEqual([
    -1, -1, 2, 3, 4, 5,
  ]);
});

it('counts lines that differ in digits only', () => {
  const shelf = createShelf();
  const count = (text: string): number => shelf.count(Buffer.from(text), 0, text.length);
  expect([count('peer 1 lost'), count('peer 2 lost'), count('peer 3 last')]).toEqual([1, 2, 1]);
});

it('holds of a line that is no template every line with other digits', () => {
  const shelf = createShelf();
  shelf.put(refusedLike(Buffer.from('k3s lost 10')), Buffer.from('k3s lost 10'));
  expect(find(shelf, 'k4s lost 99')?.pattern.length).toBe(11);
  expect(find(shelf, 'k4s lost 99')?.tell).toBeUndefined();
});
